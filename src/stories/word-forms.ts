/**
 * The forms under which a word is looked for: in English its singular and plural, so that "election" finds "elections".
 * In other languages the word as it stands. The index holds words as they were written, so a paper may change its
 * language without being indexed again, and a word in quotation marks finds itself alone.
 *
 * word      as the index holds it
 * language  BCP 47
 * returns   the word first, then its other forms; some may be no words, which costs a search next to nothing
 */
export function wordForms(word: string, language: string): string[] {
  if (!/^en\b/i.test(language) || !/^[a-z]{3,}$/.test(word) || NOT_PLURAL.has(word)) return [word];
  const other = irregular.get(word);
  if (other !== undefined) return [word, other];
  const singulars = singularsOf(word);
  return [word, ...(singulars.length > 0 ? singulars : pluralsOf(word))];
}

/** "news" is not several of "new". */
const NOT_PLURAL: ReadonlySet<string> = new Set(['new', 'news']);

const irregular: ReadonlyMap<string, string> = new Map(
  [
    ['man', 'men'],
    ['woman', 'women'],
    ['child', 'children'],
    ['wife', 'wives'],
    ['life', 'lives'],
    ['leaf', 'leaves'],
  ].flatMap(([one = '', many = '']) => [
    [one, many],
    [many, one],
  ]),
);

function singularsOf(word: string): string[] {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return [];
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`, word.slice(0, -1)];
  if (word.endsWith('ses')) return [word.slice(0, -2), word.slice(0, -1), `${word.slice(0, -2)}is`];
  if (/(?:[xzo]|[cs]h)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  return [word.slice(0, -1)];
}

function pluralsOf(word: string): string[] {
  if (word.endsWith('is')) return [`${word.slice(0, -2)}es`];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  if (/(?:[sxz]|[cs]h)$/.test(word)) return [`${word}es`];
  return word.endsWith('o') ? [`${word}s`, `${word}es`] : [`${word}s`];
}
