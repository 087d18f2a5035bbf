/**
 * Sitemaps as search engines read them. Addresses are absolute and percent-encoded, times milliseconds since 1970.
 *
 * source  sitemaps.org 0.9; google.com/schemas/sitemap-news/0.9
 */
import { element } from './xml.ts';

/** An address; `changedAt` null where it is not known. */
export type SitemapEntry = { readonly url: string; readonly changedAt: number | null };

export type NewsEntry = {
  readonly url: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly publishedAt: number;
};

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
const SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

export const urlsetStart = `${DECLARATION}<urlset ${SITEMAP}>\n`;
export const urlsetEnd = '</urlset>\n';

/** The inside of a part: to be written piece by piece, since a part may hold 50,000. */
export function writeEntries(entries: readonly SitemapEntry[]): string {
  let xml = '';
  for (const { url, changedAt } of entries)
    xml += `<url>${element('loc', url)}${element('lastmod', isoTime(changedAt))}</url>\n`;
  return xml;
}

/** A part that is short enough to be written in one go. */
export function writeUrlset(entries: readonly SitemapEntry[]): string {
  return urlsetStart + writeEntries(entries) + urlsetEnd;
}

/** The list of parts. */
export function writeIndex(parts: readonly SitemapEntry[]): string {
  const inside = parts.map(
    ({ url, changedAt }) =>
      `<sitemap>${element('loc', url)}${element('lastmod', isoTime(changedAt))}</sitemap>\n`,
  );
  return `${DECLARATION}<sitemapindex ${SITEMAP}>\n${inside.join('')}</sitemapindex>\n`;
}

/** The newest stories, for news search; may be empty. */
export function writeNews(publication: string, entries: readonly NewsEntry[]): string {
  const news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"';
  const inside = entries.map(({ url, title, language, publishedAt }) => {
    const name = element('news:name', publication) + element('news:language', newsLanguage(language));
    return [
      `<url>${element('loc', url)}<news:news>`,
      `<news:publication>${name}</news:publication>`,
      element('news:publication_date', isoTime(publishedAt)),
      element('news:title', title),
      '</news:news></url>\n',
    ].join('');
  });
  return `${DECLARATION}<urlset ${SITEMAP} ${news}>\n${inside.join('')}</urlset>\n`;
}

/** Two letters (three for languages without), and the two kinds of Chinese writing. */
export function newsLanguage(language: string): string {
  const { language: primary, script, region } = new Intl.Locale(language).maximize();
  if (primary !== 'zh') return primary;
  return script === 'Hant' || region === 'TW' ? 'zh-tw' : 'zh-cn';
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
