/** Longest name kept, in characters, without its ending. */
const LONGEST = 120;

/** The last part of a path or address as people read it: no folders, no control characters, no ending. */
export function titleOf(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  const shown = last
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters and signs that turn the text around are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .trim();
  return shown.slice(0, LONGEST).toWellFormed() || 'file';
}

/** A name for an address: small letters, digits and hyphens. */
export function slugOf(name: string): string {
  const slug = titleOf(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug || 'file';
}
