/** Words looked at in one question; more say no more. */
const MOST_WORDS = 8;

/**
 * The words somebody looks for in the library, as both databases hold them: small letters without marks. Each counts as
 * the beginning of a word, so that results come while one types.
 */
export function libraryWords(text: string): string[] {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return [...new Set(words ?? [])].slice(0, MOST_WORDS);
}
