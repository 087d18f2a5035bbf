import { whereIn } from './where.ts';

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Which of these words stand in an answer, and where: in its markup, or in the text that its tags part. */
export function findWords(text: string, words: readonly string[]): { word: string; where: string }[] {
  const raw = text.toLowerCase();
  const plain = plainOf(text);
  return words.flatMap((word) => {
    const wanted = word.toLowerCase().replace(/\s+/g, ' ').trim();
    if (raw.includes(wanted)) return [{ word, where: whereIn(text, wanted) }];
    return plain.includes(wanted) ? [{ word, where: whereIn(plain, wanted) }] : [];
  });
}

function plainOf(text: string): string {
  return text
    .replace(/<[^>]*>|\u00ad/g, '')
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/[^\S\n]+|\n(?!\n)/g, ' ')
    .toLowerCase();
}
