import { SaxesParser } from 'saxes';
import { hasAt, latin1 } from './detect/signs.ts';

/** Beginnings of pages and programs. Five letters and more: shorter ones stand in any photograph by chance. */
const PAGE = /<(?:script|html|iframe|!doctype\s+html|\?php)/i;

/**
 * What else a picture is besides a picture: a page, a program, an archive. Such a file may be taken for the other thing
 * by a browser or a server elsewhere.
 *
 * returns  what is hidden, in words; undefined for an honest picture
 */
export function findHidden(bytes: Uint8Array, mime: string): string | undefined {
  if (PAGE.test(latin1(bytes))) return 'a web page or a program';
  if (endsAsArchive(bytes)) return 'an archive';
  if (mime === 'image/gif') return hiddenInGif(bytes);
  return undefined;
}

/** The end of a ZIP's list of files, exactly at the end of the file. source  PKWARE APPNOTE 4.3.16 */
function endsAsArchive(bytes: Uint8Array): boolean {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at -= 1) {
    if (bytes[at] !== 0x50 || !hasAt(bytes, at, 'PK\x05\x06')) continue;
    const comment = (bytes[at + 20] ?? 0) | ((bytes[at + 21] ?? 0) << 8);
    if (at + 22 + comment === bytes.length) return true;
  }
  return false;
}

/** A GIF's width may read as the start of a remark or of an assignment, and then all of it as a program. */
function hiddenInGif(bytes: Uint8Array): string | undefined {
  if (hasAt(bytes, 6, '/*') || hasAt(bytes, 6, '=')) return 'a program';
  const end = gifEnd(bytes);
  return end !== undefined && bytes.length - end > 64 ? 'something behind its end' : undefined;
}

/** Where a GIF ends by its own blocks; undefined where they lead nowhere. source  GIF89a, sections 17 to 27 */
function gifEnd(bytes: Uint8Array): number | undefined {
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const sign = bytes[at];
    if (sign === 0x3b) return at + 1;
    if (sign === 0x21) at = afterBlocks(bytes, at + 2);
    else if (sign === 0x2c) at = afterBlocks(bytes, at + 10 + tableBytes(bytes[at + 9] ?? 0) + 1);
    else return undefined;
  }
  return undefined;
}

function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

const RUNS = new Set([
  'script',
  'foreignobject',
  'iframe',
  'embed',
  'object',
  'handler',
  'listener',
  'audio',
  'video',
]);
/** Addresses that stay in the drawing, or are pictures inside it. */
const INSIDE = /^\s*(?:#|data:image\/(?:png|jpe?g|gif|webp|avif)[;,]|$)/i;

/**
 * What in a drawing (SVG) would run or load something in a browser.
 *
 * returns  it in words, or 'something that cannot be read' for what is no well-formed XML; undefined for a plain drawing
 */
export function findRunning(text: string): string | undefined {
  let found: string | undefined;
  const parser = new SaxesParser({ xmlns: false });
  const note = (what: string): void => {
    found ??= what;
  };
  parser.on('error', () => note('something that cannot be read'));
  parser.on('doctype', (doctype) => {
    if (/<!entity/i.test(doctype)) note('words that stand for others (entities)');
  });
  parser.on('processinginstruction', ({ target }) => {
    if (target.toLowerCase() === 'xml-stylesheet') note('a style sheet from elsewhere');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.split(':').at(-1)?.toLowerCase() ?? '';
    if (RUNS.has(local)) note(`a <${local}> element`);
    for (const [attribute, value] of Object.entries(attributes)) noteAttribute(local, attribute, value, note);
  });
  parser.on('text', (words) => {
    if (/@import|url\(\s*['"]?\s*(?:https?:|\/\/|javascript:)/i.test(words)) note('a style from elsewhere');
  });
  try {
    parser.write(text).close();
  } catch {
    note('something that cannot be read');
  }
  return found;
}

function noteAttribute(element: string, name: string, value: string, note: (what: string) => void): void {
  const local = name.split(':').at(-1)?.toLowerCase() ?? '';
  if (/^on/.test(local)) note(`a program (${local})`);
  if (/^(?:java|vb)script:/i.test(value.replace(/\s/g, ''))) note('a program');
  if (/url\(\s*['"]?\s*(?:https?:|\/\/)/i.test(value)) note('something from elsewhere');
  if (local === 'attributename' && /^(?:xlink:)?href$/i.test(value.trim())) note('an address that changes');
  // A plain link is no danger: it leads somewhere only when a reader clicks it.
  if ((local === 'href' || local === 'src') && element !== 'a' && !INSIDE.test(value))
    note('something from elsewhere');
}
