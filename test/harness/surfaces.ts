/** The ways in which readers and machines come upon a story of the newsroom of `newsroom.ts`, with their addresses. */
export function surfacesOf(story: {
  id: number;
  slug: string;
  word: string;
  month: string;
}): Map<string, string> {
  const { id, slug, word, month } = story;
  const lists = { paper: '', section: '/news', topic: '/topics/harbour', byline: '/by/ada-finch' };
  const feeds = Object.entries(lists).flatMap(([name, path]) =>
    ['xml', 'atom', 'json'].map((form) => [`feed of the ${name}, ${form}`, `${path}/feed.${form}`] as const),
  );
  return new Map([
    ['front', '/'],
    ['section', '/news'],
    ['topic', '/topics/harbour'],
    ['byline', '/by/ada-finch'],
    ['month', `/archive/${month.replace('-', '/')}`],
    ['month of the section', `/news/archive/${month.replace('-', '/')}`],
    ...feeds,
    ['sitemap', `/sitemaps/stories-${month}.xml`],
    ['news sitemap', '/news-sitemap.xml'],
    ['search', `/search?q=${word}+of`],
    ['search, best first', `/search?q=${word}+of&order=best`],
    ['API', '/api/stories'],
    ['API, one', `/api/stories/${id}`],
    ['story', `/news/${slug}`],
  ]);
}

/** The names of the surfaces on which the word stands now, sorted. */
export async function listShowing(
  url: string,
  surfaces: ReadonlyMap<string, string>,
  word: RegExp,
): Promise<string[]> {
  const found = await Promise.all(
    [...surfaces].map(async ([name, path]) => {
      const answer = await fetch(url + path, { redirect: 'manual' });
      return word.test(await answer.text()) && answer.status === 200 ? [name] : [];
    }),
  );
  return found.flat().sort();
}
