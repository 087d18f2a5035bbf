/** Which of the export's vocabularies a prefix stands for; a prefix that is not in the map is somebody else's. */
export type Prefixes = ReadonlyMap<string, Vocabulary>;
type Vocabulary = 'wp' | 'content' | 'excerpt' | 'dc';

/** What every export means by its prefixes, whether it declares them or not. */
export const usualPrefixes: Prefixes = new Map([
  ['wp', 'wp'],
  ['content', 'content'],
  ['excerpt', 'excerpt'],
  ['dc', 'dc'],
]);

/** Adds the prefixes that a tag declares by the addresses of WordPress, RSS content and Dublin Core, of any version. */
export function withDeclared(prefixes: Prefixes, tag: string): Prefixes {
  if (!tag.includes('xmlns:')) return prefixes;
  const all = new Map(prefixes);
  for (const [, prefix = '', address = ''] of tag.matchAll(/\bxmlns:([\w.-]+)\s*=\s*["']([^"']*)["']/g)) {
    const vocabulary = vocabularyOf(address);
    if (vocabulary && !usualPrefixes.has(prefix)) all.set(prefix, vocabulary);
  }
  return all;
}

function vocabularyOf(address: string): Vocabulary | undefined {
  if (/wordpress\.org\/export\/[\d.]+\/excerpt/i.test(address)) return 'excerpt';
  if (/wordpress\.org\/export\//i.test(address)) return 'wp';
  if (/purl\.org\/rss\/1\.0\/modules\/content/i.test(address)) return 'content';
  return /purl\.org\/dc\/elements/i.test(address) ? 'dc' : undefined;
}

/** An element's name as the rest of the room knows it; that of another vocabulary keeps its prefix. */
export function fieldName(tag: string, prefixes: Prefixes): string {
  const colon = tag.indexOf(':');
  if (colon < 0) return tag;
  const vocabulary = prefixes.get(tag.slice(0, colon));
  if (!vocabulary) return tag;
  const local = tag.slice(colon + 1);
  return local === 'encoded' ? `${vocabulary}:encoded` : local;
}
