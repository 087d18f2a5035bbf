import type { ListKey } from '#stories/cards.sql.js';

/** Every address that readers rely on, on one page: links and routes are made with these. */
export const paths = {
  front: '/',
  section: (slug: string) => `/${slug}`,
  story: (section: string, slug: string) => `/${section}/${slug}`,
  topic: (slug: string) => `/topics/${slug}`,
  byline: (slug: string) => `/by/${slug}`,
  month: (year: number, month: number, section?: string) =>
    `${section ? `/${section}` : ''}/archive/${year}/${String(month).padStart(2, '0')}`,
  corrections: '/corrections',
  search: '/search',
  feed: (of: string, form: 'xml' | 'atom' | 'json') => `${of === '/' ? '' : of}/feed.${form}`,
  sitemap: '/sitemap.xml',
  sitemapPart: (part: string) => `/sitemaps/${part}.xml`,
  newsSitemap: '/news-sitemap.xml',
} as const;

/** The key of a list's page in an address: `?before=` and `?after=`. */
export function writeKey({ publishedAt, id }: ListKey): string {
  return `${publishedAt.toString(36)}.${id.toString(36)}`;
}

/** Undefined for anything that is not such a key. */
export function readKey(text: string | null): ListKey | undefined {
  const found = /^(-?[0-9a-z]{1,11})\.([0-9a-z]{1,11})$/.exec(text ?? '');
  if (!found) return undefined;
  const publishedAt = Number.parseInt(found[1] ?? '', 36);
  const id = Number.parseInt(found[2] ?? '', 36);
  return Number.isSafeInteger(publishedAt) && Number.isSafeInteger(id) ? { publishedAt, id } : undefined;
}
