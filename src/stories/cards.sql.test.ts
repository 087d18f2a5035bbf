import { beforeAll, expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import {
  type Card,
  findCards,
  findOldest,
  type ListKey,
  listBetween,
  listByline,
  listNewest,
  listSections,
  listSticky,
  listTopic,
  type Slice,
} from './cards.sql.ts';
import { addTestStories, type StoryWish } from './testing/new-story.ts';
import { plansOf } from './testing/query-plan.ts';
import { saveTopics } from './topic.sql.ts';
import { announceDue, findNextTurn } from './turns.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const all: Slice = { limit: 100 };

const headlines = (cards: readonly Card[]): string[] => cards.map((card) => card.headline);
const keyOf = (card: Card | undefined): ListKey => ({
  publishedAt: card?.publishedAt ?? 0,
  id: card?.id ?? 0,
});

async function saveSections(store: Store, ...slugs: string[]): Promise<SectionId[]> {
  return store.db.transaction().execute(async (tx) => {
    const ids: SectionId[] = [];
    for (const [position, slug] of slugs.entries()) {
      const section = { slug, name: slug, description: '', parent: null, position, access: 'open' };
      ids.push(await saveSection(tx, section, now));
    }
    return ids;
  });
}

onBothDatabases('lists of stories', (open) => {
  test('a list shows the newest first, and only what readers may see', async () => {
    const store = await open();
    await addTestStories(store, [
      { headline: 'Ferry returns', at: '2026-05-30T06:00:00Z' },
      { headline: 'Harbour budget', at: '2026-05-31T06:00:00Z' },
      { headline: 'Not yet written', at: '2026-05-31T07:00:00Z', state: 'draft' },
      { headline: 'Taken off', at: '2026-05-31T08:00:00Z', state: 'withdrawn' },
      { headline: 'About us', at: '2026-05-31T09:00:00Z', kind: 'page', path: '/about' },
    ]);
    expect(headlines(await listNewest(store.db, now, all))).toEqual(['Harbour budget', 'Ferry returns']);
  });

  test('a story scheduled for six is there at six and not a second before', async () => {
    const store = await open();
    await addTestStories(store, [{ headline: 'Morning edition', at: '2026-06-02T06:00:00Z' }]);
    const at = (time: string) => listNewest(store.db, new Date(time), all);
    expect(headlines(await at('2026-06-02T05:59:59.999Z'))).toEqual([]);
    expect(headlines(await at('2026-06-02T06:00:00Z'))).toEqual(['Morning edition']);
  });

  test('a story under embargo is in no list until the second it lifts', async () => {
    const store = await open();
    const lifts = Date.parse('2026-06-01T18:00:00Z');
    const [id] = await addTestStories(store, [
      {
        headline: 'Jobless figures',
        at: '2026-06-01T09:00:00Z',
        timing: { embargo: { is: 'until', at: lifts } },
      },
      {
        headline: 'Names of the dead',
        at: '2026-06-01T09:00:00Z',
        timing: { embargo: { is: 'until-lifted' } },
      },
    ]);
    expect(await listNewest(store.db, new Date(lifts - 1), all)).toEqual([]);
    expect(await findCards(store.db, [id ?? 0], new Date(lifts - 1))).toEqual(new Map());
    expect(headlines(await listNewest(store.db, new Date(lifts), all))).toEqual(['Jobless figures']);
    expect(headlines(await listNewest(store.db, new Date('2036-01-01'), all))).toEqual(['Jobless figures']);
  });

  test('a story that ends at noon is gone at noon', async () => {
    const store = await open();
    const noon = Date.parse('2026-06-01T12:00:00Z');
    await addTestStories(store, [
      { headline: 'Live from court', at: '2026-06-01T08:00:00Z', timing: { unpublishAt: noon } },
    ]);
    expect(headlines(await listNewest(store.db, new Date(noon - 1), all))).toEqual(['Live from court']);
    expect(await listNewest(store.db, new Date(noon), all)).toEqual([]);
  });

  test('a card says what a front needs', async () => {
    const store = await open();
    const [section] = await saveSections(store, 'harbour');
    const [id] = await addTestStories(store, [
      {
        headline: 'Ferry returns on Thursday',
        at: '2026-05-30T06:00:00Z',
        updatedAt: '2026-05-30T09:30:00Z',
        frontHeadline: 'Ferry back',
        kicker: 'Harbour',
        standfirst: 'After three weeks in dock.',
        bylineText: 'Ada Finch',
        section: section ?? null,
        access: { to: 'tiers', tiers: ['gold', 'print'] },
      },
    ]);
    expect(await listNewest(store.db, now, all)).toEqual([
      {
        id,
        path: '/news/ferry-returns-on-thursday',
        headline: 'Ferry returns on Thursday',
        frontHeadline: 'Ferry back',
        kicker: 'Harbour',
        standfirst: 'After three weeks in dock.',
        section,
        bylineText: 'Ada Finch',
        lead: null,
        access: { to: 'tiers', tiers: ['gold', 'print'] },
        publishedAt: Date.parse('2026-05-30T06:00:00Z'),
        updatedAt: Date.parse('2026-05-30T09:30:00Z'),
      },
    ]);
  });

  test('stories held at the top come first of all', async () => {
    const store = await open();
    await addTestStories(store, [
      { headline: 'Election night', at: '2026-05-01T06:00:00Z', sticky: true },
      { headline: 'Ferry returns', at: '2026-05-30T06:00:00Z' },
      { headline: 'Storm warning', at: '2026-05-29T06:00:00Z', sticky: true },
    ]);
    expect(headlines(await listSticky(store.db, now, 5))).toEqual(['Storm warning', 'Election night']);
  });
});

onBothDatabases('a long list', (open, dialect) => {
  let store: Store;
  let harbour: SectionId;
  let council: SectionId;
  let empty: SectionId;
  let topic: TopicId;
  let byline: BylineId;
  beforeAll(async () => {
    store = await open();
    [harbour, council, empty] = (await saveSections(store, 'harbour', 'council', 'weather')) as [
      SectionId,
      SectionId,
      SectionId,
    ];
    await store.db.transaction().execute(async (tx) => {
      const ferry = {
        slug: 'ferry',
        name: 'Ferry',
        kind: 'subject',
        introduction: '',
        aliases: [],
        listed: true,
      } as const;
      [topic] = (await saveTopics(tx, [{ ...ferry, aliases: [] }], now)) as [TopicId];
      const ada = {
        slug: 'ada-finch',
        name: 'Ada Finch',
        kind: 'person',
        role: '',
        about: '',
        portrait: null,
      } as const;
      byline = await saveByline(tx, ada, now);
    });
    // Three stories a minute apart share one time each, so that their ids decide.
    const stories = Array.from(
      { length: 30 },
      (_, at): StoryWish => ({
        headline: `Story ${String(at).padStart(2, '0')}`,
        at: new Date(Date.parse('2026-05-01T06:00:00Z') + Math.floor(at / 3) * 60_000).toISOString(),
        section: at % 2 === 0 ? harbour : council,
        topics: at % 5 === 0 ? [topic] : [],
        credits: at % 3 === 0 ? [{ byline, role: '' }] : [],
      }),
    );
    await addTestStories(store, stories);
  });

  type List = (slice: Slice) => Promise<Card[]>;
  const lists: [string, (store: Store) => List, number][] = [
    [
      'the paper',
      ({ db }) =>
        (slice) =>
          listNewest(db, now, slice),
      30,
    ],
    [
      'a section',
      ({ db }) =>
        (slice) =>
          listSections(db, [harbour], now, slice),
      15,
    ],
    [
      'several sections',
      ({ db }) =>
        (slice) =>
          listSections(db, [harbour, council, empty], now, slice),
      30,
    ],
    [
      'a topic',
      ({ db }) =>
        (slice) =>
          listTopic(db, topic, now, slice),
      6,
    ],
    [
      'a byline',
      ({ db }) =>
        (slice) =>
          listByline(db, byline, now, slice),
      10,
    ],
    [
      'a window of time',
      ({ db }) =>
        (slice) =>
          listBetween(
            db,
            { from: new Date('2026-05-01T06:01:00Z'), to: new Date('2026-05-01T06:05:00Z') },
            now,
            slice,
          ),
      12,
    ],
  ];

  test.each(lists)(
    '%s is read page by page to its end and back, each story once',
    async (_, listOf, count) => {
      const list = listOf(store);
      const whole = await list({ limit: 100 });
      expect(whole.length).toBe(count);
      const pages: Card[][] = [];
      for (let page = await list({ limit: 4 }); page.length > 0; ) {
        pages.push(page);
        page = await list({ limit: 4, key: keyOf(page.at(-1)), direction: 'older' });
      }
      expect(headlines(pages.flat())).toEqual(headlines(whole));
      const back: Card[][] = [];
      for (
        let page = await list({ limit: 4, key: keyOf(whole.at(-1)), direction: 'newer' });
        page.length > 0;
      ) {
        back.unshift(page);
        page = await list({ limit: 4, key: keyOf(page[0]), direction: 'newer' });
      }
      expect(headlines(back.flat())).toEqual(headlines(whole.slice(0, -1)));
    },
  );

  test('no sections, or an empty one, make an empty list', async () => {
    expect(await listSections(store.db, [], now, all)).toEqual([]);
    expect(await listSections(store.db, [empty], now, all)).toEqual([]);
  });

  test('the oldest story is found, of the paper and of a section', async () => {
    expect((await findOldest(store.db, undefined, now))?.headline).toBe('Story 00');
    expect((await findOldest(store.db, council, now))?.headline).toBe('Story 01');
    expect(await findOldest(store.db, empty, now)).toBeUndefined();
  });

  if (dialect === 'sqlite') {
    const slice: Slice = { limit: 20, key: { publishedAt: now.getTime(), id: 9 } };
    test.each<[string, (db: Store['db']) => Promise<unknown>]>([
      ['the front', (db) => listNewest(db, now, slice)],
      ['a section', (db) => listSections(db, [harbour], now, slice)],
      ['a topic', (db) => listTopic(db, topic, now, slice)],
      ['a byline', (db) => listByline(db, byline, now, slice)],
      ['a month', (db) => listBetween(db, { from: new Date(0), to: now }, now, slice)],
      ['stories held at the top', (db) => listSticky(db, now, 3)],
      ['the oldest story', (db) => findOldest(db, harbour, now)],
      ['the next turn of the clock', (db) => findNextTurn(db, now)],
      ['what is due', (db) => announceDue(db, now)],
    ])('%s is answered from an index, without sorting, however large the archive', async (_, work) => {
      const plans = await plansOf(store.db, work);
      expect(plans.length).toBeGreaterThan(0);
      for (const step of plans) {
        expect(step).not.toMatch(/TEMP B-TREE/);
        if (step.startsWith('SCAN')) expect(step).toMatch(/USING (COVERING )?INDEX/);
      }
      expect(plans.filter((step) => /SCAN story$/.test(step))).toEqual([]);
    });

    test('what stands at the top and what is due do not walk through the archive', async () => {
      const plans = await plansOf(store.db, async (db) => {
        await listSticky(db, now, 3);
        await announceDue(db, now);
      });
      expect(plans.join('\n')).toMatch(/story_sticky[\s\S]*story_due[\s\S]*story_ends/);
    });
  }
});
