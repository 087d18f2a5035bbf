import { beforeAll, expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { BylineId, TopicId } from '#kit/ids.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import type { SiteHouse } from './page.ts';
import { robotsRoute } from './robots.route.ts';
import { newsSitemapRoute, sitemapPartRoute, sitemapRoute } from './sitemaps.route.ts';
import { newsLanguage } from './sitemaps.ts';
import { addSections, aHouse, askRoute, askText } from './testing/a-house.ts';
import { childrenOf, readXml, textOf } from './testing/xml-tree.ts';

const now = new Date('2026-06-01T12:00:00Z');
const at = 'https://courier.example';

onBothDatabases('sitemaps', (open) => {
  let store: TestStore;
  let house: SiteHouse;

  beforeAll(async () => {
    store = await open();
    await addSections(store, [{ slug: 'news' }], now);
    const [ferry, hidden, byline] = await store.db.transaction().execute(async (tx) => {
      const topic = { kind: 'subject', introduction: '', aliases: [] as string[], listed: true } as const;
      const topics = await saveTopics(
        tx,
        [
          { ...topic, slug: 'ferry', name: 'Ferry' },
          { ...topic, slug: 'merger', name: 'Merger' },
          { ...topic, slug: 'unlisted', name: 'Unlisted', listed: false },
        ],
        now,
      );
      const ada = {
        slug: 'ada',
        name: 'Ada Finch',
        kind: 'person',
        role: '',
        about: '',
        portrait: null,
      } as const;
      return [topics[0], topics[1], await saveByline(tx, ada, now)] as [TopicId, TopicId, BylineId];
    });
    await addTestStories(store, [
      // 23:30 on 30 April in UTC is May in London.
      {
        headline: 'May begins',
        at: '2026-04-30T23:30:00Z',
        path: '/news/may',
        topics: [ferry],
        credits: [{ byline, role: '' }],
      },
      {
        headline: 'April & co',
        at: '2026-04-30T22:30:00Z',
        path: '/2026/04/größe & co/',
        updatedAt: '2026-05-20T10:00:00Z',
      },
      {
        headline: 'For members',
        at: '2026-05-31T10:00:00Z',
        path: '/news/members',
        access: { to: 'members' },
        text: 'Opening.\n[cut]\nCanaryword.',
      },
      { headline: 'Ein Stück', at: '2026-05-30T12:00:00Z', path: '/news/stueck', language: 'de' },
      { headline: 'Kept out', at: '2026-05-31T11:00:00Z', path: '/news/noindex', noindex: true },
      {
        headline: 'A copy',
        at: '2026-05-31T11:00:00Z',
        path: '/news/copy',
        canonical: 'https://other.example/a',
      },
      {
        headline: 'Embargoed',
        at: '2026-05-31T11:00:00Z',
        path: '/news/embargoed',
        topics: [hidden],
        timing: { embargo: { is: 'until', at: Date.parse('2026-06-01T13:00:00Z') } },
      },
      { headline: 'Scheduled', at: '2026-06-02T11:00:00Z', path: '/news/scheduled' },
      { headline: 'Draft', at: '2026-05-31T11:00:00Z', path: '/news/draft', state: 'draft' },
      { headline: 'About us', at: '2020-01-01T00:00:00Z', path: '/about', kind: 'page' },
      { headline: 'Very old', at: '1969-07-20T20:17:00Z', path: '/news/moon' },
    ]);
    house = await aHouse(store, now);
  });

  const list = async (address: string): Promise<(string | undefined)[]> => {
    const { text } = await askText(
      address === '/sitemap.xml' ? sitemapRoute : sitemapPartRoute,
      house,
      address,
    );
    return readXml(text).children.map((child) => textOf(child, 'loc'));
  };

  test('the index names a part for each month in the time of the paper, and none that is empty', async () => {
    expect(await list('/sitemap.xml')).toEqual(
      ['pages', 'topics-1', 'bylines-1', 'stories-1969-07', 'stories-2026-04', 'stories-2026-05'].map(
        (part) => `${at}/sitemaps/${part}.xml`,
      ),
    );
    const { text } = await askText(sitemapRoute, house, '/sitemap.xml');
    const april = readXml(text).children.find((part) => textOf(part, 'loc')?.includes('2026-04'));
    expect(april && textOf(april, 'lastmod')).toBe('2026-05-20T10:00:00.000Z');
  });

  test('a part lists what search engines may see: nothing before its time, no copies, nothing kept out', async () => {
    expect(await list('/sitemaps/stories-2026-04.xml')).toEqual([`${at}/2026/04/gr%C3%B6%C3%9Fe%20&%20co/`]);
    expect(await list('/sitemaps/stories-2026-05.xml')).toEqual([
      `${at}/news/may`,
      `${at}/news/stueck`,
      `${at}/news/members`,
    ]);
    expect(await list('/sitemaps/pages.xml')).toEqual([`${at}/`, `${at}/news`, `${at}/about`]);
    expect(await list('/sitemaps/topics-1.xml')).toEqual([`${at}/topics/ferry`]);
    expect(await list('/sitemaps/bylines-1.xml')).toEqual([`${at}/by/ada`]);
  });

  test('a part that holds nothing is not there', async () => {
    for (const part of [
      'stories-2026-03',
      'stories-2026-13',
      'stories-2026-05-1',
      'stories-2026-05-2',
      'stories',
      'stories-2026',
      'topics-2',
      'topics',
      'pages-1',
      'other',
    ])
      expect(await askRoute(sitemapPartRoute, house, `/sitemaps/${part}.xml`), part).toBeUndefined();
  });

  test('news lists two days, newest first, with all that news search wants', async () => {
    const answer = await askText(newsSitemapRoute, house, '/news-sitemap.xml');
    const urls = readXml(answer.text).children;
    expect(urls.map((url) => textOf(url, 'loc'))).toEqual([`${at}/news/members`, `${at}/news/stueck`]);
    for (const url of urls) {
      const news = childrenOf(url, 'news:news')[0];
      const publication = childrenOf(news, 'news:publication')[0];
      expect(textOf(publication, 'news:name')).toBe('The Tidewater Courier');
      expect(textOf(publication, 'news:language')).toMatch(/^(?:en|de)$/);
      expect(textOf(news, 'news:publication_date')).toMatch(/^2026-05-3\dT/);
      expect(textOf(news, 'news:title')).toBeTruthy();
    }
    // The oldest leaves before the embargo lifts.
    expect(answer.turnsAt).toBe(Date.parse('2026-06-01T12:00:00.001Z'));
    const later = { ...house, clock: () => new Date('2027-01-01T00:00:00Z') };
    expect(readXml((await askText(newsSitemapRoute, later, '/news-sitemap.xml')).text).children).toEqual([]);
  });

  test('a month is summed up once, and again only when a story of it changed', async () => {
    const own = await aHouse(store, now);
    await askText(sitemapRoute, own, '/sitemap.xml');
    let asked = 0;
    const counting = {
      ...own,
      slow: own.slow.withPlugin({
        transformQuery: ({ node }) => {
          asked += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
    };
    await askText(sitemapRoute, counting, '/sitemap.xml');
    expect(asked).toBe(0);
    own.parts.drop(new Set(['month:2026-05'] as const));
    await askText(sitemapRoute, counting, '/sitemap.xml');
    expect(asked).toBe(2);
  });

  test('an empty paper has sitemaps too', async () => {
    const empty = await aHouse(await open(), now);
    expect(readXml((await askText(sitemapRoute, empty, '/sitemap.xml')).text).children).toHaveLength(1);
    expect(readXml((await askText(newsSitemapRoute, empty, '/news-sitemap.xml')).text).children).toEqual([]);
  });

  test('robots are told where the sitemaps are, or to stay out', async () => {
    const { text } = await askText(robotsRoute, house, '/robots.txt');
    expect(text).toContain(`Sitemap: ${at}/sitemap.xml\n`);
    expect(text).toContain('Disallow: /search?\n');
    const closed = await aHouse(store, now, { searchEngines: false });
    expect((await askText(robotsRoute, closed, '/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n');
  });
});

test('news search wants two letters, and the kind of writing for Chinese', () => {
  expect(newsLanguage('en-GB')).toBe('en');
  expect(newsLanguage('zh-TW')).toBe('zh-tw');
  expect(newsLanguage('zh')).toBe('zh-cn');
});
