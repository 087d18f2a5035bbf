import { latin1 } from './signs.ts';

const MARKUP =
  /<(?:!doctype|!--|\?|%|html|head|body|script|style|iframe|svg|meta|link|object|embed|img|form|base|table|a\s)/i;

/**
 * Plain text: UTF-8, or Latin-1 without control characters. Anything that a browser or a server might take for a page
 * or a program is not text here.
 *
 * cut  whether the file goes on behind these bytes, so that a letter may be cut in two at their end
 */
export function detectText(head: Uint8Array, cut: boolean, name: string): string | undefined {
  if (head.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13))
    return undefined;
  const text = (decode(head, cut) ?? latin1(head)).replace(/^\ufeff/, '');
  if (/[\u007f-\u009f]/.test(text) || MARKUP.test(text) || text.startsWith('#!')) return undefined;
  if (text.startsWith('{\\rtf')) return 'application/rtf';
  if (/^WEBVTT(?:\s|$)/.test(text)) return 'text/vtt';
  if (text.startsWith('BEGIN:VCALENDAR')) return 'text/calendar';
  // Both are text; the ending only says whether a reader opens or saves it.
  return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain';
}

const DECLARATION = /\s*<\?xml[^>]{0,400}\?>/iy;
const DOCTYPE = /\s*<!doctype\s+svg[^>[]*(?:\[[^\]]*\]\s*)?>/iy;
const COMMENT = /\s*<!--/y;
const ROOT = /\s*<(?:svg:)?svg[\s>/]/y;

/** A drawing: after what may stand before it, the root element is `svg`. HTML that holds a drawing is not one. */
export function isDrawingText(head: Uint8Array): boolean {
  const text = (decode(head, true) ?? '').replace(/^\ufeff/, '');
  for (let at = 0, next: number | undefined = 0; next !== undefined; next = afterPrologue(text, at)) {
    at = next;
    if (matchAt(ROOT, text, at) !== undefined) return true;
  }
  return false;
}

/** Where what may stand before the root element ends, when some of it stands at `at`. */
function afterPrologue(text: string, at: number): number | undefined {
  const inside = matchAt(COMMENT, text, at);
  if (inside === undefined) return matchAt(DECLARATION, text, at) ?? matchAt(DOCTYPE, text, at);
  const end = text.indexOf('-->', inside);
  return end < 0 ? undefined : end + 3;
}

function matchAt(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

function decode(head: Uint8Array, cut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: cut });
  } catch {
    return undefined;
  }
}
