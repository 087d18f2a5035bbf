import { germanWords } from './words/de.ts';
import { englishWords } from './words/en.ts';

/** So many letters of a word tell it from all others of its list. */
const TELLING_LETTERS = 4;
/** The number is drawn from so many, beginning with `FIRST_NUMBER`: three digits each. */
export const NUMBERS = 900;
const FIRST_NUMBER = 100;

/** The words that codes are made of in a language: the paper's, where it is German, else English ones. */
export function wordsIn(language: string): readonly string[] {
  return /^de\b/i.test(language) ? germanWords : englishWords;
}

/**
 * A code that is easily said aloud: 'harbour-lantern-473'.
 *
 * draw  gives a random whole number below the one it is given
 */
export function makeWordCode(language: string, draw: (below: number) => number): string {
  const words = wordsIn(language);
  const word = (): string => words[draw(words.length)] ?? '';
  return `${word()}-${word()}-${FIRST_NUMBER + draw(NUMBERS)}`;
}

/**
 * Reads a word code as a person typed it: letters of any size, any signs between, and of each word the first four
 * letters or more.
 *
 * returns  the codes it may stand for, as they are kept: none, or a few where both languages have such words
 */
export function readWordCode(typed: string): string[] {
  const parts = typed
    .normalize('NFKD')
    .toLowerCase()
    .slice(0, 200)
    .match(/[a-z]+|\d+/g);
  if (!parts) return [];
  const words = parts.filter((part) => /^[a-z]/.test(part));
  const [number, ...more] = parts.filter((part) => /^\d/.test(part));
  if (words.length !== 2 || more.length > 0 || !number || !/^\d{3}$/.test(number)) return [];
  const [first = [], second = []] = words.map(candidates);
  return first.flatMap((one) => second.map((other) => `${one}-${other}-${number}`));
}

/** As it is shown: 'harbour lantern 473'. */
export function showWordCode(code: string): string {
  return code.replaceAll('-', ' ');
}

const byLetters = new Map<string, string[]>();
for (const word of new Set([...englishWords, ...germanWords])) {
  const key = word.slice(0, TELLING_LETTERS);
  byLetters.set(key, [...(byLetters.get(key) ?? []), word]);
}

function candidates(typed: string): string[] {
  return byLetters.get(typed.slice(0, TELLING_LETTERS)) ?? [];
}
