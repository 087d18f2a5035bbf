import { type Serving, servingOf } from '#media/file-kinds.js';

/** Sound, film and texts are shown in a cage: whatever is inside them runs nothing, loads nothing and sends nothing. */
const CAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; sandbox";
/** Browsers' own readers of PDF do not start in a cage. They are one themselves. */
const PDF = "frame-ancestors 'self'";

/** For an address whose bytes never change. */
export const LASTING = 'public, max-age=31536000, immutable';
/** For an address of an older site: the picture behind it may be replaced or taken off. */
export const A_DAY = 'public, max-age=86400';

/** What is the same for every file: its kind, and that a browser does nothing with it that its kind does not say. */
export function fileHeaders(file: { id: number; mime: string; name: string }): Record<string, string> {
  const serving = servingOf(file.mime);
  return {
    'content-type': contentType(file.mime, serving),
    'content-security-policy': file.mime === 'application/pdf' ? PDF : CAGE,
    'x-content-type-options': 'nosniff',
    // Pictures stand in feed readers, search results and other people's pages.
    'cross-origin-resource-policy': 'cross-origin',
    'surrogate-key': `media-${file.id}`,
    ...(serving === 'picture' ? {} : { 'content-disposition': disposition(serving, file.name) }),
  };
}

function contentType(mime: string, serving: Serving): string {
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(mime)) return 'application/octet-stream';
  return serving !== 'picture' && /^text\/|svg/.test(mime) ? `${mime}; charset=utf-8` : mime;
}

/** The name under which a reader saves it; letters beyond ASCII travel beside a plain one. source  RFC 6266 */
function disposition(serving: Serving, name: string): string {
  const how = serving === 'download' ? 'attachment' : 'inline';
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;]/g, '');
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Bytes from `start` to `end`, both included. */
export type Range = { start: number; end: number };

/**
 * Reads which bytes of a file are asked for.
 *
 * returns  undefined for the whole file: nothing was asked, or several parts, or something unreadable;
 *          'none' when the part lies behind the file's end
 * source   RFC 9110, section 14
 */
export function readRange(header: string | undefined, sizeBytes: number): Range | 'none' | undefined {
  const found = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = found ?? [];
  if (!found || (from === '' && to === '')) return undefined;
  if (from === '') {
    const last = Math.min(Number(to), sizeBytes);
    return last === 0 ? 'none' : { start: sizeBytes - last, end: sizeBytes - 1 };
  }
  const range = { start: Number(from), end: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
  if (to !== '' && Number(to) < range.start) return undefined;
  return range.start >= sizeBytes ? 'none' : range;
}

/** Whether the asker already has what this tag names. */
export function holdsTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
