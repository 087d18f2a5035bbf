/** Questions that would be answered differently if the word stood in something that is searched. */
export function questionsWith(word: string): string[] {
  const typed = [word, `"${word}"`, `ferry -${word}`, `"was ${word} who"`, `${word}*`, word.slice(0, -1)];
  return typed.map(encodeURIComponent).flatMap((q) => [`/search?q=${q}`, `/api/stories?q=${q}`]);
}
