import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BundleRecord } from '../bundle.ts';
import { readPremiumRule } from './premium-rules.ts';
import { openExport } from './read-wordpress.io.ts';
import { anExport, aPost } from './testing/an-export.ts';
import { emptyMap, readMap } from './wp-map.ts';
import type { WpOptions } from './wp-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'standfirst-wordpress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixture = (name: string) => join(import.meta.dirname, 'testing', name);
const usual: WpOptions = { premium: [], allOpen: false, map: emptyMap, oldHosts: [], embedHosts: [] };

async function recordsOf(
  files: readonly string[],
  options: Partial<WpOptions> = {},
): Promise<BundleRecord[]> {
  const opened = await openExport(files, { ...usual, ...options }, join(folder, 'scratch.db'), () => {});
  try {
    const records: BundleRecord[] = [];
    for await (const record of opened.records()) records.push(record);
    return records;
  } finally {
    opened.close();
  }
}

const courier = await recordsOf([fixture('courier.xml')]);

function ofKind<Kind extends BundleRecord['kind']>(
  kind: Kind,
  records = courier,
): Extract<BundleRecord, { kind: Kind }>[] {
  return records.filter((record): record is Extract<BundleRecord, { kind: Kind }> => record.kind === kind);
}

function story(id: number, records = courier) {
  const found = ofKind('story', records).find((one) => one.origin.id === `post:${id}`);
  if (!found) throw new Error(`There is no story ${id}.`);
  return found;
}

test('a story brings headline, standfirst, kicker, section, bylines, topics, picture and search texts', () => {
  expect(story(101)).toMatchObject({
    headline: 'Council votes for the second bridge – at last',
    standfirst: 'Nine to four, after a long night.',
    kicker: 'Transport',
    path: '/2024/05/second-bridge/',
    slug: 'second-bridge',
    section: 'category/council',
    bylines: [{ byline: 'guest:ola-berg' }, { byline: 'user:mira' }],
    topics: ['post_tag/bridge', 'post_tag/rain'],
    picture: {
      media: { id: 'media:120', url: 'https://courier.example/wp-content/uploads/2024/04/ferry.jpg' },
    },
    search: { title: 'Bridge vote – The Tidewater Courier', description: 'How the council voted.' },
    state: { is: 'published', atMs: Date.UTC(2024, 4, 3, 7) },
    updatedMs: Date.UTC(2024, 4, 4, 8),
    pinned: true,
    takesComments: true,
    access: { to: 'open' },
  });
});

test('a reusable block stands in the story that uses it', () => {
  const { body } = story(101);
  expect(body.form === 'html' && body.html).toContain('Our letter comes on Fridays.');
});

test('the category marked as the main one is the section, else the deepest, else the first', () => {
  expect(story(102).section).toBe('category/harbour');
  expect(story(101).section).toBe('category/council');
  expect(story(103).section).toBe('category/news');
});

test('a section keeps the one above it, and an empty category leads there', () => {
  expect(ofKind('section').map(({ key, name, parent }) => [key, name, parent])).toEqual([
    ['category/news', 'News', null],
    ['category/council', 'Council & courts', 'category/news'],
    ['category/harbour', 'Harbour', null],
  ]);
  const attic = ofKind('redirect').filter(({ from }) => from.includes('attic'));
  expect(attic.map(({ from, to }) => [from, to])).toEqual([
    ['/category/news/attic/', { is: 'section', key: 'category/news' }],
    ['/category/attic/', { is: 'section', key: 'category/news' }],
  ]);
});

test('Uncategorized is a section only where there is no other', async () => {
  const inNone = (id: number) =>
    aPost(
      id,
      'x',
      '<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>',
    );
  const inNews = aPost(9, 'y', '<category domain="category" nicename="news"><![CDATA[News]]></category>');
  const path = join(folder, 'none.xml');
  await writeFile(path, anExport(inNone(1) + inNone(2)));
  expect(ofKind('section', await recordsOf([path])).map(({ key }) => key)).toEqual([
    'category/uncategorized',
  ]);
  await writeFile(path, anExport(inNone(1) + inNews));
  const records = await recordsOf([path]);
  expect(ofKind('section', records).map(({ key }) => key)).toEqual(['category/news']);
  expect(story(1, records)).toMatchObject({ section: null, topics: [] });
  expect(ofKind('redirect', records).find(({ from }) => from === '/category/uncategorized/')?.to).toEqual({
    is: 'address',
    address: '/',
  });
});

test('a tag on three stories is a topic; on fewer it keeps its address and is not listed', () => {
  expect(ofKind('topic').map(({ key, listed, path }) => [key, listed, path])).toEqual([
    ['post_tag/bridge', true, '/tag/bridge/'],
    ['post_tag/rain', false, '/tag/rain/'],
  ]);
});

test('accounts and guest authors are bylines, and a known agency is one', () => {
  expect(
    ofKind('byline').map(({ key, name, slug, is, biography }) => [key, name, slug, is, biography]),
  ).toEqual([
    ['user:mira', 'Mira Holt', 'mira-holt', 'person', ''],
    ['user:desk', 'Reuters', 'reuters', 'agency', ''],
    ['guest:ola-berg', 'Ola Berg', 'ola-berg', 'person', 'Ola photographs the estuary.'],
  ]);
});

test('a time that is only local is dated by the clock the site kept in that season', () => {
  expect(story(102).state).toEqual({ is: 'published', atMs: Date.UTC(2024, 3, 2, 6, 30) });
});

test('private items and those with a password are never public', () => {
  expect(story(104).state).toMatchObject({ is: 'private', why: 'it was private' });
  expect(story(105).state).toMatchObject({ is: 'private', why: 'it has a password' });
});

test('what was scheduled, drafted or thrown away stays so', () => {
  expect(story(106).state).toEqual({ is: 'scheduled', atMs: Date.UTC(2099, 2, 1, 6) });
  expect(story(107)).toMatchObject({ state: { is: 'draft' }, path: null, headline: '' });
  expect(story(108)).toMatchObject({ state: { is: 'binned' }, slug: 'thrown-away' });
});

test('a picture brings address, sizes, alt text, caption and credit', () => {
  expect(ofKind('media')).toMatchObject([
    {
      origin: { id: 'media:120' },
      fileName: '2024/04/ferry.jpg',
      variants: ['2024/04/ferry-640x480.jpg'],
      alt: 'A ferry at a quay',
      caption: 'The ferry, seen from the quay',
      credit: 'Ola Berg',
      mime: 'image/jpeg',
      widthPx: 1600,
      heightPx: 1200,
      story: 'post:102',
    },
  ]);
});

test('every old address leads somewhere: numbers, earlier slugs, lists, authors, pages of pictures', () => {
  expect(story(101).oldPaths).toEqual(['/?p=101', '/2024/05/bridge-vote/']);
  const led = new Map(ofKind('redirect').map(({ from, to }) => [from, to]));
  expect(led.get('/category/news/council/')).toEqual({ is: 'section', key: 'category/council' });
  expect(led.get('/?cat=12')).toEqual({ is: 'section', key: 'category/harbour' });
  expect(led.get('/tag/rain/')).toEqual({ is: 'topic', key: 'post_tag/rain' });
  expect(led.get('/author/mira/')).toEqual({ is: 'byline', key: 'user:mira' });
  expect(led.get('/?author=2')).toEqual({ is: 'byline', key: 'user:mira' });
  expect(led.get('/2024/04/ferry-fares/ferry/')).toEqual({ is: 'story', id: 'post:102' });
  expect(led.get('/?attachment_id=120')).toEqual({ is: 'story', id: 'post:102' });
});

test('comments come with their story, pings do not, and no markup comes through', () => {
  expect(
    ofKind('comment').map(({ origin, story: under, parent, state, text }) => [
      origin.id,
      under,
      parent,
      state,
      text,
    ]),
  ).toEqual([
    ['comment:1', 'post:101', null, 'shown', 'At last.'],
    ['comment:2', 'post:101', 'comment:1', 'waiting', 'Not yet.'],
  ]);
});

test('a menu is put together in its order', () => {
  expect(ofKind('menu')).toMatchObject([
    {
      name: 'Main',
      lines: [
        { label: 'About us', to: { is: 'page', id: 'post:110' } },
        { label: 'Harbour', to: { is: 'section', key: 'category/harbour' } },
      ],
    },
  ]);
});

test('every item is accounted for once', () => {
  const counted = courier.filter(({ kind }) => ['story', 'page', 'media', 'part', 'skip'].includes(kind));
  expect(ofKind('end')).toEqual([{ kind: 'end', items: counted.length, complete: true }]);
  expect(ofKind('skip').map(({ item, why }) => [item, why])).toEqual([
    ['Nowhere', 'it does not say where its file is'],
    ['Stylesheet', 'items of type custom_css are left out'],
  ]);
});

test('the newsroom decides by its map', async () => {
  const map = readMap(
    JSON.stringify({
      postTypes: { page: 'redirect' },
      taxonomies: { post_tag: 'place', category: 'section' },
      meta: { kicker: 'credit' },
      authors: { mira: 'nobody', desk: { is: 'agency', name: 'Tidewater Press' } },
      addresses: { category: '/topic/' },
    }),
  );
  if (!map.ok) throw new Error(map.refusal);
  const records = await recordsOf([fixture('courier.xml')], { map: map.value });
  expect(story(101, records)).toMatchObject({
    agencyCredit: 'Transport',
    kicker: '',
    bylines: [{ byline: 'guest:ola-berg' }],
  });
  expect(ofKind('topic', records)[0]?.about).toBe('place');
  expect(ofKind('byline', records).map(({ name }) => name)).toEqual(['Tidewater Press', 'Ola Berg']);
  expect(ofKind('page', records)).toEqual([]);
  expect(ofKind('redirect', records).find(({ from }) => from === '/about/')?.to).toEqual({
    is: 'address',
    address: '/',
  });
  expect(ofKind('section', records)[0]?.path).toBe('/topic/news/');
});

test('a map with a word nobody knows is refused, entry by entry', () => {
  const refused = readMap('{"postTypes":{"post":"article"},"authors":{"mira":"robot"}}');
  expect(refused.ok).toBe(false);
  expect(!refused.ok && refused.refusal).toMatch(
    /postTypes\.post must be one of story.*authors\.mira must be one of person/,
  );
});

test('signs of a paywall are found, named and counted', async () => {
  const opened = await openExport([fixture('walled.xml')], usual, join(folder, 'walled.db'), () => {});
  opened.close();
  expect(
    [...opened.survey.traces.values()].map(({ plugin, kind, name, count }) => [plugin, kind, name, count]),
  ).toEqual([
    ['WP-Members', 'meta', '_wpmem_block', 1],
    ['Restrict Content Pro', 'shortcode', 'restrict', 1],
    ['Jetpack and Newsletter', 'block', 'jetpack/paywall', 1],
    ['Jetpack and Newsletter', 'meta', '_jetpack_newsletter_access', 1],
  ]);
});

test('once there is a rule, everything a known paywall closed is closed, and the rest is open', async () => {
  const rule = readPremiumRule('category=Premium');
  if (!rule.ok) throw new Error(rule.refusal);
  const records = await recordsOf([fixture('walled.xml')], { premium: [rule.value] });
  expect(ofKind('story', records).map(({ headline, access }) => [headline, access.to])).toEqual([
    ['Open', 'open'],
    ['By its category', 'members'],
    ['By a field', 'members'],
    ['By a shortcode', 'members'],
    ['By a block', 'members'],
    ['For subscribers to the letter', 'registered'],
  ]);
});

test('all open means all open, but for what a rule closes', async () => {
  const records = await recordsOf([fixture('walled.xml')], {
    allOpen: true,
    premium: [{ by: 'meta', key: '_wpmem_block', value: '1' }],
  });
  expect(ofKind('story', records).map(({ access }) => access.to)).toEqual([
    'open',
    'open',
    'members',
    'open',
    'open',
    'open',
  ]);
});

test('the same item has the same hash again, and another one where it or a decision about it changed', async () => {
  const again = await recordsOf([fixture('courier.xml')]);
  expect(story(101, again).origin.hash).toBe(story(101).origin.hash);
  const decided = await recordsOf([fixture('courier.xml')], {
    premium: [{ by: 'category', name: 'harbour' }],
  });
  expect(story(101, decided).origin.hash).not.toBe(story(101).origin.hash);
});
