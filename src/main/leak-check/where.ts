/** Characters shown before and after a word that leaked. */
const AROUND = 40;
/** What stands before a word, by the place that it is in; the first that fits names it. */
const places: readonly (readonly [RegExp, string])[] = [
  [/<script type="application\/ld\+json"[^>]*>(?:(?!<\/script>)[\s\S])*$/i, 'JSON-LD'],
  [/<meta [^>]*(?:property|name)="([^"]+)"[^>]*$/i, 'meta'],
  [/<title>[^<]*$/i, 'title'],
  [/<!--(?:(?!-->)[\s\S])*$/, 'comment in the markup'],
  [/<[^>]*$/, 'attribute'],
];

/** Where in an answer a word stands, for people: `header location`, `meta og:description`, or the words around it. */
export function whereIn(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  if (at < 0) return 'encoded, as base64';
  const body = text.indexOf('\n\n');
  if (body < 0 || at < body) {
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
    return `header ${line.split(':')[0] ?? ''}`;
  }
  const before = text.slice(Math.max(body, at - 20_000), at);
  const around = text
    .slice(Math.max(body, at - AROUND), at + word.length + AROUND)
    .replace(/\s+/g, ' ')
    .trim();
  for (const [pattern, name] of places) {
    const found = pattern.exec(before);
    if (found) return `${name}${found[1] ? ` ${found[1]}` : ''}: …${around}…`;
  }
  return `…${around}…`;
}
