/** A name as it lies on the disk, as text: UTF-8 where it is that, else as an old Windows or Latin-1 machine wrote it. */
export function nameOf(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name).normalize('NFC');
  } catch {
    return new TextDecoder('windows-1252').decode(name).normalize('NFC');
  }
}

/** Two names are the same whatever case they are in. */
export function sameName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/**
 * Two names are loosely the same when one is what a program made of the other: percent signs kept, UTF-8 taken for
 * the letters of an old Windows (`MÃ¼ller`), accents dropped, spaces and signs replaced.
 */
export function looseName(name: string): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const ending = dot > 0 ? name.slice(dot).toLowerCase() : '';
  const plain = mended(percentRead(stem))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  // Nothing left means nothing to compare by.
  return /[\p{L}\p{N}]/u.test(plain) ? `${plain}${ending}` : `\0${sameName(name)}`;
}

function percentRead(text: string): string {
  try {
    return /%[0-9a-f]{2}/i.test(text) ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

const letters = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const bytes = new Map([...letters].map((letter, byte) => [letter, byte]));

/** UTF-8 that was taken for the letters of an old Windows, put right. */
function mended(text: string): string {
  if (!/[\u00c2-\u00f4]/.test(text)) return text;
  const read = [...text].map((letter) => bytes.get(letter) ?? -1);
  if (read.includes(-1)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(read));
  } catch {
    return text;
  }
}
