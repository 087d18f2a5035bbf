import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { type Feed, type FeedItem, writeAtom, writeJsonFeed, writeRss } from './feeds.ts';
import { childrenOf, readXml, textOf, type XmlNode } from './testing/xml-tree.ts';

const hostile = 'A & B <script>alert("1")</script> ]]> \u0000\u0008\ud800\uffff 🚢 &amp; \u2028';

const item: FeedItem = {
  id: 'tag:courier.example,2026:story-7',
  url: 'https://courier.example/news/a?b=1&c=2',
  title: hostile,
  summary: hostile,
  html: `<p>${'Words &amp; more.'} ]]></p>`,
  publishedAt: Date.parse('2026-03-01T06:00:00Z'),
  updatedAt: Date.parse('2026-03-02T06:00:00Z'),
  authors: [
    { name: 'Ada & Tom', url: 'https://courier.example/by/ada' },
    { name: 'Coast Wire', url: null },
  ],
  categories: ['News', 'R&D'],
  language: 'de',
  picture: {
    url: 'https://courier.example/media/1-a/crop/16x9-1200.jpg?a&b',
    mime: 'image/jpeg',
    width: 1200,
    height: 675,
    alt: 'A "ferry" & more',
    credit: 'Tom Reed',
  },
};

const feed: Feed = {
  title: 'The Courier: News & more',
  description: 'All <b>news</b>',
  home: 'https://courier.example/news',
  self: 'https://courier.example/news/feed.atom',
  language: 'en-GB',
  updatedAt: item.updatedAt,
  publisher: 'The Courier',
  items: [
    item,
    {
      ...item,
      id: 'tag:courier.example,2026:story-8',
      html: null,
      authors: [],
      picture: null,
      language: null,
      title: '',
    },
  ],
};

const clean = 'A & B <script>alert("1")</script> ]]> \ufffd 🚢 &amp; \u2028';

test('RSS holds every field, escaped, for readers of any strictness', () => {
  const xml = writeRss(feed);
  const rss = readXml(xml);
  expect(rss.attributes['version']).toBe('2.0');
  const channel = childrenOf(rss, 'channel')[0];
  for (const name of ['title', 'link', 'description'])
    expect(childrenOf(channel, name), name).toHaveLength(1);
  const [first, second] = childrenOf(channel, 'item');
  expect(textOf(first, 'title')).toBe(clean);
  expect(textOf(first, 'link')).toBe(item.url);
  expect(textOf(first, 'content:encoded')).toBe(item.html);
  expect(childrenOf(second, 'content:encoded')).toEqual([]);
  expect(textOf(second, 'title')).toBe(item.url);
  const parsed = parseRssFeed(xml);
  expect(parsed).toMatchObject({
    title: feed.title,
    language: 'en-gb',
    lastBuildDate: 'Mon, 02 Mar 2026 06:00:00 GMT',
    atom: { links: [{ href: feed.self, rel: 'self', type: 'application/rss+xml' }] },
  });
  expect(parsed.items?.[0]).toMatchObject({
    guid: { value: item.id, isPermaLink: false },
    pubDate: 'Sun, 01 Mar 2026 06:00:00 GMT',
    dc: { creators: ['Ada & Tom', 'Coast Wire'] },
    categories: [{ name: 'News' }, { name: 'R&D' }],
    media: { contents: [{ url: item.picture?.url, width: 1200, height: 675, medium: 'image' }] },
  });
});

test('Atom keeps what RFC 4287 says it must', () => {
  const xml = writeAtom(feed);
  const atom = readXml(xml);
  expect(atom.attributes).toMatchObject({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en-GB' });
  expectOnce(atom, ['id', 'title', 'updated']);
  expect(atLeastOneAuthor(atom)).toBe(true);
  const links = childrenOf(atom, 'link').map(({ attributes }) => attributes);
  expect(links.map(({ rel }) => rel).sort()).toEqual(['alternate', 'self']);
  const entries = childrenOf(atom, 'entry');
  expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length);
  for (const entry of entries) {
    expectOnce(entry, ['id', 'title', 'updated', 'published', 'summary']);
    expect(
      childrenOf(entry, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate'),
    ).toHaveLength(1);
    for (const name of ['updated', 'published'])
      expect(textOf(entry, name)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    for (const author of childrenOf(entry, 'author')) expectOnce(author, ['name']);
    for (const category of childrenOf(entry, 'category')) expect(category.attributes['term']).toBeTruthy();
    expect(childrenOf(entry, 'content').length).toBeLessThanOrEqual(1);
  }
  expect(textOf(entries[0], 'title')).toBe(clean);
  expect(childrenOf(entries[0], 'content')[0]).toMatchObject({
    attributes: { type: 'html' },
    text: item.html,
  });
  expect(entries[0]?.attributes['xml:lang']).toBe('de');
  expect(parseAtomFeed(xml)).toMatchObject({ id: feed.self, entries: [{ id: item.id }, {}] });
});

test('a JSON feed names its authors and its texts', () => {
  const json = JSON.parse(writeJsonFeed(feed)) as {
    items: { content_html?: string; content_text?: string }[];
  };
  expect(json).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: feed.self,
    home_page_url: feed.home,
    language: 'en-GB',
  });
  expect(json.items[0]).toMatchObject({
    id: item.id,
    content_html: item.html,
    date_published: '2026-03-01T06:00:00.000Z',
    date_modified: '2026-03-02T06:00:00.000Z',
    authors: [{ name: 'Ada & Tom', url: 'https://courier.example/by/ada' }, { name: 'Coast Wire' }],
    tags: ['News', 'R&D'],
    image: item.picture?.url,
    language: 'de',
  });
  for (const one of json.items) expect(one.content_html ?? one.content_text).toBeTypeOf('string');
  expect(parseJsonFeed(json)).toMatchObject({ title: feed.title });
});

test('a feed without stories is a feed', () => {
  const empty = { ...feed, description: '', items: [] };
  expect(textOf(childrenOf(readXml(writeRss(empty)), 'channel')[0], 'description')).toBe(feed.title);
  expect(textOf(readXml(writeAtom(empty)), 'updated')).toBe('2026-03-02T06:00:00.000Z');
  expect(JSON.parse(writeJsonFeed(empty))).toMatchObject({ items: [] });
});

function expectOnce(node: XmlNode, names: readonly string[]): void {
  for (const name of names) {
    expect(childrenOf(node, name), name).toHaveLength(1);
    expect(textOf(node, name), name).toBeTruthy();
  }
}

function atLeastOneAuthor(atom: XmlNode): boolean {
  const ofFeed = childrenOf(atom, 'author').length > 0;
  return ofFeed || childrenOf(atom, 'entry').every((entry) => childrenOf(entry, 'author').length > 0);
}
