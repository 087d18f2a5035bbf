/**
 * How search takes text apart. Both databases index what comes out of here and nothing else, so they find the same:
 * small letters without marks, words and numbers parted by one space.
 */

/** Scripts that write without spaces: each sign is a word of its own, and what a reader types becomes a phrase. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const unspacedSign = new RegExp(`[${UNSPACED}]\\p{M}*`, 'gu');
const hasUnspaced = new RegExp(`[${UNSPACED}]`, 'u');

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
const ASCII_ONLY = /^[\u0000-\u007f]*$/;

/** Letters that stay whole when marks are taken off, written as they are typed without them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** Signs of a word that count; what is longer is an address or a key, and no database keeps much longer ones. */
const LONGEST_WORD = 64;
const LONG_WORD = new RegExp(`(\\S{${LONGEST_WORD}})\\S+`, 'gu');

/** The words of a text as the index holds them, one space between two. The s of "the minister's" is no word. */
export function searchWords(text: string): string {
  const words = wordsOf(text.toLowerCase());
  return hasLongWord(words) ? words.replace(LONG_WORD, '$1') : words;
}

/** Looked for by hand: the expression would try every sign of every word, and hardly a text has one. */
function hasLongWord(words: string): boolean {
  let from = 0;
  for (let space = words.indexOf(' '); space >= 0; space = words.indexOf(' ', from)) {
    if (space - from > LONGEST_WORD) return true;
    from = space + 1;
  }
  return words.length - from > LONGEST_WORD;
}

function wordsOf(small: string): string {
  if (ASCII_ONLY.test(small))
    return small
      .replace(/'s\b/g, ' ')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const folded = small
    .replace(/['’]s(?![\p{L}\p{N}])/gu, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđðłþıς]/g, (letter) => plainLetters[letter] ?? letter);
  const parted = hasUnspaced.test(folded) ? folded.replace(unspacedSign, ' $& ') : folded;
  return parted.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

/** The same as a list. */
export function listSearchWords(text: string): string[] {
  const words = searchWords(text);
  return words === '' ? [] : words.split(' ');
}

/** Where the words of a text stand in it: `words` are what the index holds for the signs from `start` to `end`. */
export type WordPlace = { readonly words: readonly string[]; readonly start: number; readonly end: number };

const wordInText = /[\p{L}\p{M}\p{N}]+/gu;
/** Three times slower, so only for texts in which such a sign stands. */
const wordOrSignInText = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const PLAIN_WORD = /^[a-z0-9]{1,64}$/;

export function listWordPlaces(text: string): WordPlace[] {
  const places: WordPlace[] = [];
  const pattern = hasUnspaced.test(text) ? wordOrSignInText : wordInText;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [word] = found;
    const start = found.index;
    const isPossessive = word.length === 1 && /s/i.test(word) && /['’]/.test(text[start - 1] ?? '');
    if (isPossessive) continue;
    const words = PLAIN_WORD.test(word) ? [word] : listSearchWords(word);
    places.push({ words, start, end: start + word.length });
  }
  return places;
}
