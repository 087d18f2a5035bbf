import { hasAt, latin1 } from './signs.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const openDocuments: Readonly<Record<string, string>> = {
  'application/vnd.oasis.opendocument.text': 'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet': 'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation': 'application/vnd.oasis.opendocument.presentation',
  'application/epub+zip': 'application/epub+zip',
};

/**
 * What lies in a ZIP: a text or sheet of an office program, a book, or just files. Programs that come packed are
 * refused. The names are read from the list at the file's end, which unpacking programs go by.
 */
export function detectPacked(head: Uint8Array, tail: Uint8Array): string | undefined {
  if (!hasAt(head, 0, 'PK\x03\x04') && !hasAt(head, 0, 'PK\x05\x06')) return undefined;
  const declared = /^mimetype(application\/[a-z.+-]+)/.exec(latin1(head, 30, 160))?.[1];
  if (declared) return openDocuments[declared];
  const names = packedNames(tail);
  if (names.some((name) => /^(?:META-INF\/MANIFEST\.MF|AndroidManifest\.xml|Payload\/)/i.test(name)))
    return undefined;
  if (!names.includes('[Content_Types].xml')) return 'application/zip';
  if (names.some((name) => name.startsWith('word/'))) return `${OFFICE}wordprocessingml.document`;
  if (names.some((name) => name.startsWith('xl/'))) return `${OFFICE}spreadsheetml.sheet`;
  if (names.some((name) => name.startsWith('ppt/'))) return `${OFFICE}presentationml.presentation`;
  return 'application/zip';
}

/** Names in that part of the central directory which the tail holds. source  PKWARE APPNOTE 4.3.12 */
function packedNames(tail: Uint8Array): string[] {
  const names: string[] = [];
  for (let at = 0; at + 46 < tail.length; at += 1) {
    if (tail[at] !== 0x50 || !hasAt(tail, at, 'PK\x01\x02')) continue;
    const length = (tail[at + 28] ?? 0) | ((tail[at + 29] ?? 0) << 8);
    names.push(latin1(tail, at + 46, at + 46 + length));
    at += 45 + length;
  }
  return names;
}

/** Office files from before 2007: which program's stream is named inside; the name's ending decides where none is seen. */
export function detectOldOffice(head: Uint8Array, tail: Uint8Array, name: string): string | undefined {
  if (!hasAt(head, 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return undefined;
  const seen = `${latin1(head)}${latin1(tail)}`;
  const wide = (text: string): boolean => seen.includes([...text].map((sign) => `${sign}\0`).join(''));
  if (wide('WordDocument')) return 'application/msword';
  if (wide('PowerPoint Document')) return 'application/vnd.ms-powerpoint';
  if (wide('Workbook')) return 'application/vnd.ms-excel';
  // All three are only ever saved to the reader's disk, so that a wrong name here harms nobody.
  const ending = /\.(doc|xls|ppt)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === 'doc') return 'application/msword';
  if (ending === 'xls') return 'application/vnd.ms-excel';
  return ending === 'ppt' ? 'application/vnd.ms-powerpoint' : undefined;
}
