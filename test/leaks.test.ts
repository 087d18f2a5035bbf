import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Served, serve } from '#harness/serve.js';
import { openFolderFiles } from '#store/files.io.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore } from '#store/store.io.js';
import { type Asking, askAll, crawl, type Seen } from './leaks/crawler.ts';
import { CANARY, fillWithSecrets, type SecretPaper } from './leaks/secret-paper.ts';

const KEY = 'a-key-of-the-newsroom';
/** Whole texts wherever they may go: what is kept back then is kept back by the gate alone. */
const env = { STANDFIRST_FEED_TEXTS: 'whole', STANDFIRST_API_KEYS: JSON.stringify([KEY]) };

type Paper = SecretPaper & { served: Served };

async function servePaper(open: boolean): Promise<Paper> {
  const folder = await newFolder('paper');
  const store = await openStore({ folder });
  await migrate(store.db, store.dialect, new Date());
  const paper = await fillWithSecrets({ store, files: openFolderFiles(join(folder, 'files')) }, { open });
  await store.close();
  return { ...paper, served: await serve(folder, [], { env }) };
}

const [closed, open] = await Promise.all([servePaper(false), servePaper(true)]);
afterAll(() => Promise.all([closed.served.stop(), open.served.stop()]));

/** Where readers and machines begin, beside what is linked. */
const doors = [
  ...[
    '/',
    '/robots.txt',
    '/sitemap.xml',
    '/news-sitemap.xml',
    '/search',
    '/search?q=ferry',
    '/archive',
    '/news',
  ],
  ...['/feed.xml', '/feed.atom', '/feed.json', '/topics/harbour/feed.json', '/by/ada-finch/feed.atom'],
  ...['/api', '/api/openapi.json', '/api/stories', '/api/sections', '/api/topics', '/health', '/metrics'],
  ...['/corrections', '/preview/front/1', '/preview/front/1?version=1', '/desk/api/lists/archive'],
  ...['/desk', '/account', '/account/me', '/preview', '/storylines', '/manifest.json', '/favicon.ico'],
];

/** Addresses under which an older system, or somebody curious, may ask for a story. */
function addressesOf({ id, path, name }: SecretPaper['stories'][number]): string[] {
  const ends = [
    '',
    '/',
    '/amp',
    '/amp/',
    '/feed',
    '/feed/',
    '/feed.xml',
    '/embed',
    '/print',
    '/page/2',
    '/2',
    '/trackback',
  ];
  const queries = [
    '?amp=1',
    '?amp',
    '?print=1',
    '?preview=true',
    `?p=${id}`,
    '?feed=rss2',
    '?format=json',
    '?before=0.0',
  ];
  return [
    ...[...ends, ...queries].map((end) => path + end),
    path.toUpperCase(),
    path.replace('/news', '//news'),
    path.replace('news', '%6eews'),
    `/?p=${9_000 + id}`,
    `/?page_id=${9_000 + id}`,
    `/2019/05/${name}`,
    `/2019/05/${name}/amp`,
    `/2019/05/${name}/feed/`,
    `/archive/print/${name}.html`,
    `/api/stories/${id}`,
    `/api/stories/${id}?texts=whole`,
    `/preview/${id}`,
    `/preview/stories/${id}`,
    `/preview/story/${id}`,
    `/preview/story/${id}?as=whole&revision=1`,
    `/api/stories/${id}/draft`,
    `/desk/api/stories/${id}`,
    `/desk/api/stories/${id}/published-text`,
    `/desk/api/stories/${id}/history/compare`,
    `/desk/api/gate?story=${id}&reader=anonymous`,
    ...[`/account/gate?story=${id}`, `/account/read/${id}`, `/account/give?story=${id}`],
    ...[`/account/read?story=${id}`, `/gift/${id}`, `/feeds/${id}/feed.xml`, `/join?from=${id}`],
  ];
}

/** Ways of asking that could get past a gate that looks at one way only. */
function waysOf(path: string): Asking[] {
  return [
    { path },
    { path, method: 'HEAD' },
    { path, method: 'POST' },
    { path, method: 'OPTIONS' },
    { path, headers: { range: 'bytes=0-999999' } },
    { path, headers: { range: 'bytes=2000-' } },
    { path, headers: { 'accept-encoding': 'identity' } },
    { path, headers: { 'accept-encoding': 'br' } },
    { path, headers: { accept: 'application/json' } },
    { path, headers: { authorization: `Bearer ${KEY}` } },
    { path, headers: { cookie: 'session=member; tier=gold; standfirst=whole' } },
    { path, headers: { cookie: 'standfirst.read=m2026-11.1_2_3.forged; standfirst.given=1-zzzzzz.forged' } },
    { path, headers: { 'user-agent': 'Googlebot/2.1', 'x-forwarded-for': '66.249.66.1' } },
    { path, headers: { 'if-none-match': '*' } },
  ];
}

const leaksIn = (seen: readonly Seen[]) => {
  const found = seen.filter(({ text }) => text.includes(CANARY));
  return found.map(({ asked, text }) => `${asked}: ${text.match(new RegExp(`.{0,60}${CANARY}[a-z]+`))?.[0]}`);
};

test('nobody without access finds a premium word, wherever the paper leads', async () => {
  const { served, stories } = closed;
  const seen = await crawl(served.url, [...doors, ...stories.map(({ path }) => path)]);
  expect(leaksIn(seen)).toEqual([]);
  const read = seen.filter(({ text }) => text.startsWith('200')).map(({ asked }) => asked);
  expect(read).toEqual(
    expect.arrayContaining(['GET /topics/harbour', 'GET /by/ada-finch/feed.json', 'GET /sitemaps/pages.xml']),
  );
});

test('nor at any address of any story, asked in any way', async () => {
  const { served, stories } = closed;
  const askings = stories.flatMap(addressesOf).flatMap(waysOf);
  expect(leaksIn(await askAll(served.url, askings))).toEqual([]);
});

test('a story that is not open shows its opening, one that is not there nothing', async () => {
  const statuses = await askAll(
    closed.served.url,
    closed.stories.map(({ path }) => ({ path })),
  );
  const byName = Object.fromEntries(
    closed.stories.map(({ name }, at) => [name, statuses[at]?.text.slice(0, 3)]),
  );
  expect(byName).toEqual({
    ...{ members: '200', registered: '200', tiers: '200', uncut: '200', boxfirst: '200', linking: '200' },
    ...{ scheduled: '404', embargoed: '404', unlifted: '404', held: '404', draft: '404', page: '404' },
    ...{ ended: '410', killed: '410', withdrawn: '410' },
  });
});

test('no question to the search tells a premium word from one that was never written', async () => {
  const { served, secrets, neverShown } = closed;
  const places = new RegExp(
    `^${CANARY}(?:members.*|[a-z]+(?:first|second|headline)|(?:tiers|uncut|boxfirst|later).*text.*)$`,
  );
  const words = [...secrets, ...neverShown].filter((word) => places.test(word));
  expect(await listTold(served.url, words)).toEqual([]);
});

test('the same crawler finds every canary in a copy where nothing is hidden', async () => {
  const { served, stories, secrets } = open;
  const seen = await crawl(served.url, [...doors, ...stories.map(({ path }) => path)]);
  const found = new Set(seen.flatMap(({ text }) => text.match(new RegExp(`${CANARY}[a-z]+`, 'g')) ?? []));
  expect(secrets.filter((word) => !found.has(word))).toEqual([]);
  expect(open.neverShown.filter((word) => found.has(word))).toEqual([]);
});

test('and the same questions tell them apart there', async () => {
  const words = open.secrets.filter((word) => word.endsWith('verse'));
  const told = await listTold(open.served.url, words);
  expect(words.filter((word) => !told.some((question) => question.includes(`q=${word}`)))).toEqual([]);
});

/** A word of the same length that stands nowhere. */
const nonsenseFor = (word: string) => `quistzorrel${word.slice(CANARY.length)}`;

/** Questions that would be answered differently if the word stood in something that is searched. */
function questionsWith(word: string): string[] {
  const typed = [
    ...[
      word,
      `"${word}"`,
      `ferry ${word}`,
      `ferry -${word}`,
      `story -${word}`,
      `"so ${word}"`,
      `"was ${word} who"`,
    ],
    ...[`${word} OR ferry`, `${word}*`, `headline:${word}`, word.slice(0, -1)],
  ];
  return typed.map(encodeURIComponent).flatMap((q, at) => {
    const more = at % 2 ? '&order=best&section=news' : '&topic=harbour&byline=ada-finch&from=2000-01-01';
    return [`/search?q=${q}`, `/search?q=${q}${more}`, `/api/stories?q=${q}`];
  });
}

/** Headers that differ from one answer to the next whatever is asked. */
const OF_THE_MOMENT = /^(?:date|etag|last-modified):.*$/gm;

/** Asks with each word and with nonsense of its shape; gives the questions whose two answers differ in more than the word. */
async function listTold(url: string, words: readonly string[]): Promise<string[]> {
  // Compressed, two pages that differ in one word may differ in length.
  const headers = { 'accept-encoding': 'identity' };
  const askWith = (word: string) =>
    askAll(
      url,
      questionsWith(word).map((path) => ({ path, headers })),
    );
  const told: string[] = [];
  for (const word of words) {
    const nonsense = nonsenseFor(word);
    const [answers, controls] = await Promise.all([askWith(word), askWith(nonsense)]);
    const plain = (text: string, stem: string) => text.replaceAll(stem, '…').replace(OF_THE_MOMENT, '');
    for (const [at, { asked, text }] of answers.entries()) {
      const control = controls[at]?.text ?? '';
      if (plain(text, word.slice(0, -1)) !== plain(control, nonsense.slice(0, -1))) told.push(asked);
    }
  }
  return told;
}
