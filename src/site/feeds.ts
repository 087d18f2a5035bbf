/**
 * Feeds as RSS 2.0, Atom and JSON Feed 1.1, from one shape. All text is plain and escaped here; `html` goes in as text
 * too, as the three formats want it. Times are milliseconds since 1970; addresses are absolute.
 *
 * source  RSS Advisory Board, RSS 2.0 and its profile; RFC 4287; jsonfeed.org/version/1.1; Media RSS 1.5
 */
import { element, emptyElement, enclosing, xmlText } from './xml.ts';

export type Feed = {
  readonly title: string;
  readonly description: string;
  readonly home: string;
  readonly self: string;
  /** BCP 47. */
  readonly language: string;
  readonly updatedAt: number;
  readonly publisher: string;
  readonly items: readonly FeedItem[];
};

/**
 * id       the same forever, whatever address the story moves to
 * summary  plain text; '' where there is none
 * html     null where only summaries go out
 */
export type FeedItem = {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly html: string | null;
  readonly publishedAt: number;
  readonly updatedAt: number;
  readonly authors: readonly { readonly name: string; readonly url: string | null }[];
  readonly categories: readonly string[];
  readonly language: string | null;
  readonly picture: FeedPicture | null;
};

export type FeedPicture = {
  readonly url: string;
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
  readonly credit: string | null;
};

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
const GENERATOR = 'Standfirst';

export function writeRss(feed: Feed): string {
  const spaces = [
    'xmlns:atom="http://www.w3.org/2005/Atom"',
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:media="http://search.yahoo.com/mrss/"',
  ];
  return [
    `${DECLARATION}<rss version="2.0" ${spaces.join(' ')}>\n<channel>`,
    element('title', feed.title),
    element('link', feed.home),
    element('description', feed.description || feed.title),
    element('language', feed.language.toLowerCase()),
    element('lastBuildDate', rssTime(feed.updatedAt)),
    element('generator', GENERATOR),
    emptyElement('atom:link', { href: feed.self, rel: 'self', type: 'application/rss+xml' }),
    ...feed.items.map(rssItem),
    '</channel>\n</rss>\n',
  ].join('\n');
}

function rssItem(item: FeedItem): string {
  return [
    '<item>',
    element('title', item.title || item.url),
    element('link', item.url),
    element('guid', item.id, { isPermaLink: 'false' }),
    element('pubDate', rssTime(item.publishedAt)),
    ...item.authors.map(({ name }) => element('dc:creator', name)),
    ...item.categories.map((category) => element('category', category)),
    element('description', item.summary),
    element('content:encoded', item.html),
    item.picture ? mediaContent(item.picture) : '',
    '</item>',
  ]
    .filter(Boolean)
    .join('\n');
}

function mediaContent({ url, mime, width, height, alt, credit }: FeedPicture): string {
  const inside = [
    element('media:description', alt, { type: 'plain' }),
    element('media:credit', credit, { role: 'photographer', scheme: 'urn:ebu' }),
  ].join('');
  const content = { url, type: mime, medium: 'image', width, height };
  return inside ? enclosing('media:content', content, inside) : emptyElement('media:content', content);
}

export function writeAtom(feed: Feed): string {
  return [
    `${DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="${xmlText(feed.language)}">`,
    element('id', feed.self),
    element('title', feed.title),
    element('subtitle', feed.description),
    element('updated', isoTime(feed.updatedAt)),
    // For entries without an author of their own.
    `<author>${element('name', feed.publisher)}${element('uri', feed.home)}</author>`,
    emptyElement('link', { rel: 'self', type: 'application/atom+xml', href: feed.self }),
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
    element('generator', GENERATOR),
    ...feed.items.map(atomEntry),
    '</feed>\n',
  ]
    .filter(Boolean)
    .join('\n');
}

function atomEntry(item: FeedItem): string {
  return [
    item.language ? `<entry xml:lang="${xmlText(item.language)}">` : '<entry>',
    element('id', item.id),
    element('title', item.title || item.url),
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    element('published', isoTime(item.publishedAt)),
    element('updated', isoTime(item.updatedAt)),
    ...item.authors.map(({ name, url }) => `<author>${element('name', name)}${element('uri', url)}</author>`),
    ...item.categories.map((term) => emptyElement('category', { term })),
    element('summary', item.summary),
    element('content', item.html, { type: 'html' }),
    item.picture ? mediaContent(item.picture) : '',
    '</entry>',
  ]
    .filter(Boolean)
    .join('\n');
}

export function writeJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self,
    ...(feed.description && { description: feed.description }),
    language: feed.language,
    authors: [{ name: feed.publisher, url: feed.home }],
    items: feed.items.map(jsonItem),
  });
}

function jsonItem(item: FeedItem): object {
  return {
    id: item.id,
    url: item.url,
    title: item.title || item.url,
    // One of the two must be there.
    ...(item.html === null
      ? { content_text: item.summary }
      : { content_html: item.html, summary: item.summary }),
    ...(item.picture && { image: item.picture.url }),
    date_published: isoTime(item.publishedAt),
    date_modified: isoTime(item.updatedAt),
    ...(item.authors.length > 0 && {
      authors: item.authors.map(({ name, url }) => (url ? { name, url } : { name })),
    }),
    ...(item.categories.length > 0 && { tags: item.categories }),
    ...(item.language && { language: item.language }),
  };
}

/** What a feed may be written as, by the end of its address. */
export const feedForms = {
  xml: { type: 'application/rss+xml; charset=utf-8', write: writeRss },
  atom: { type: 'application/atom+xml; charset=utf-8', write: writeAtom },
  json: { type: 'application/feed+json; charset=utf-8', write: writeJsonFeed },
} as const;

export type FeedForm = keyof typeof feedForms;

function rssTime(at: number): string {
  return new Date(at).toUTCString();
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
