import { beforeAll, expect, test } from 'vitest';
import { saveByline } from '#accounts/byline.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { isFault } from '#kit/fault.js';
import type { BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import { makeRights, noRights } from './gate.ts';
import { type SearchAnswer, type SearchQuestion, searchStories } from './search.sql.ts';
import { unindexStories } from './search-index.sql.ts';
import { addTestStories } from './testing/new-story.ts';
import { saveTopics } from './topic.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const members = makeRights({ registered: true, tiers: 'any' });

type Ask = Partial<SearchQuestion>;
const ask = (store: Store, words: string, more: Ask = {}, at = now): Promise<SearchAnswer> =>
  searchStories(
    store.slow,
    { words, language: 'en-GB', order: 'newest', rights: noRights, limit: 10, ...more },
    at,
  );
const headlines = ({ hits }: SearchAnswer): string[] => hits.map(({ card }) => card.headline);
const marked = ({ hits }: SearchAnswer, at = 0): string =>
  (hits[at]?.snippet ?? []).map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

onBothDatabases('search', (open) => {
  let store: Store;
  let section: SectionId;
  let topic: TopicId;
  let byline: BylineId;

  beforeAll(async () => {
    store = await open();
    await store.db.transaction().execute(async (tx) => {
      section = await saveSection(
        tx,
        { slug: 'harbour', name: 'Harbour', description: '', parent: null, position: 0, access: 'open' },
        now,
      );
      const topics = await saveTopics(
        tx,
        [{ slug: 'ferry', name: 'Ferry', kind: 'subject', introduction: '', aliases: [], listed: true }],
        now,
      );
      topic = topics[0] as TopicId;
      byline = await saveByline(
        tx,
        { slug: 'ada', name: 'Ada Finch', kind: 'person', role: '', about: '', portrait: null },
        now,
      );
    });
    await addTestStories(store, [
      {
        headline: 'Council election set for May',
        at: '2026-01-10T08:00:00Z',
        text: 'Voters choose the harbour council. The O’Brien ferry plan is not on the list.\nThe minister’s office said nothing.',
      },
      {
        headline: 'Ferry late again',
        at: '2026-02-10T08:00:00Z',
        section,
        topics: [topic],
        credits: [{ byline, role: '' }],
        bylineText: 'Ada Finch',
        standfirst: 'Two elections have passed since it was promised.',
        text: 'The ferry was late. The Zoë Müller pier stays closed. COVID-19 is blamed.',
      },
      {
        headline: 'A quiet day',
        at: '2026-03-10T08:00:00Z',
        section,
        text: 'Nothing about boats, but one ferry is mentioned once in a long text about the weather and the sea.',
      },
      {
        headline: 'What the members know',
        at: '2026-04-10T08:00:00Z',
        access: { to: 'members' },
        text: 'The ferry company speaks.\n[cut]\nCanaryword costs millions.',
      },
      {
        headline: 'For gold readers',
        at: '2026-04-11T08:00:00Z',
        access: { to: 'tiers', tiers: ['gold-plus', 'print'] },
        text: 'An opening.\n[cut]\nCanaryword again.',
      },
      {
        headline: 'For whoever signs in',
        at: '2026-04-12T08:00:00Z',
        access: { to: 'registered' },
        text: 'An opening.\n[cut]\nCanaryword for free.',
      },
    ]);
  });

  test('all words must occur, in any order and in any part of the story', async () => {
    expect(headlines(await ask(store, 'ferry late'))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, 'late FERRY'))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, 'weather quiet'))).toEqual(['A quiet day']);
    expect(headlines(await ask(store, 'ferry submarine'))).toEqual([]);
  });

  test('newest come first', async () => {
    expect(headlines(await ask(store, 'ferry'))).toEqual([
      'What the members know',
      'A quiet day',
      'Ferry late again',
      'Council election set for May',
    ]);
  });

  test('a word is found in its singular and plural, in quotation marks only as it stands', async () => {
    expect(headlines(await ask(store, 'election'))).toEqual([
      'Ferry late again',
      'Council election set for May',
    ]);
    expect(headlines(await ask(store, '"election"'))).toEqual(['Council election set for May']);
    expect(headlines(await ask(store, 'election', { language: 'de' }))).toEqual([
      'Council election set for May',
    ]);
  });

  test('a phrase is found word by word in its order, and never across two parts of a story', async () => {
    expect(headlines(await ask(store, '"harbour council"'))).toHaveLength(1);
    expect(headlines(await ask(store, '“council harbour”'))).toEqual([]);
    expect(headlines(await ask(store, '"again two"'))).toEqual([]);
    expect(headlines(await ask(store, 'covid-19'))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, "o'brien"))).toEqual(['Council election set for May']);
    expect(headlines(await ask(store, '"minister office"'))).toEqual(['Council election set for May']);
  });

  test('a word with a minus before it keeps stories out', async () => {
    expect(headlines(await ask(store, 'ferry -late -members'))).toEqual([
      'A quiet day',
      'Council election set for May',
    ]);
    expect(headlines(await ask(store, 'ferry -"harbour council"'))).not.toContain(
      'Council election set for May',
    );
    expect(headlines(await ask(store, '-ferry'))).toEqual(['For whoever signs in', 'For gold readers']);
  });

  test('marks on letters do not matter', async () => {
    expect(headlines(await ask(store, 'zoe muller'))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, 'ZOË mülLer'))).toEqual(['Ferry late again']);
  });

  test('section, topic, byline and days narrow down, with words or without', async () => {
    expect(headlines(await ask(store, 'ferry', { sections: [section] }))).toEqual([
      'A quiet day',
      'Ferry late again',
    ]);
    expect(headlines(await ask(store, '', { topic }))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, 'finch', { byline }))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, '', { sections: [999 as SectionId] }))).toEqual([]);
    const days = { from: new Date('2026-02-10T08:00:00Z'), to: new Date('2026-03-10T08:00:00Z') };
    expect(headlines(await ask(store, 'ferry', days))).toEqual(['Ferry late again']);
    expect(headlines(await ask(store, '', days))).toEqual(['Ferry late again']);
    expect((await ask(store, '', days)).total).toEqual({ count: 1, atLeast: false });
  });

  test('words behind the gate are found only by those for whom it opens', async () => {
    expect(await ask(store, 'canaryword')).toMatchObject({ hits: [], total: { count: 0 } });
    const find = async (rights: SearchQuestion['rights']) =>
      headlines(await ask(store, 'canaryword', { rights }));
    expect(await find(makeRights({ registered: true, tiers: 'none' }))).toEqual(['For whoever signs in']);
    expect(await find(makeRights({ registered: true, tiers: new Set(['print']) }))).toEqual([
      'For whoever signs in',
      'For gold readers',
      'What the members know',
    ]);
    expect(await find(makeRights({ registered: true, tiers: new Set(['gold']) }))).toEqual([
      'For whoever signs in',
      'What the members know',
    ]);
    expect(await find(members)).toHaveLength(3);
  });

  test('no form of a question tells whether a word stands behind the gate', async () => {
    const probes = [
      'canaryword',
      '"canaryword costs"',
      'ferry canaryword',
      '"speaks canaryword"',
      'rest:canaryword',
      'canary*',
    ];
    for (const words of probes) {
      for (const order of ['newest', 'best'] as const) {
        expect(await ask(store, words, { order }), words).toMatchObject({ hits: [], total: { count: 0 } });
      }
    }
    const without = await ask(store, 'speaks -canaryword -millions');
    expect(headlines(without)).toEqual(['What the members know']);
    const member = await ask(store, 'speaks -canaryword', { rights: members });
    expect(headlines(member)).toEqual([]);
    const print = makeRights({ registered: false, tiers: new Set(['print']) });
    expect(headlines(await ask(store, 'speaks -canaryword', { rights: print }))).toEqual([]);
  });

  test('a snippet shows what was found and nothing behind the gate', async () => {
    expect(marked(await ask(store, 'pier COVID'))).toBe(
      '… The Zoë Müller [pier] stays closed. [COVID]-19 is blamed.',
    );
    const ferry = await ask(store, 'ferry', { limit: 1 });
    expect(marked(ferry)).toBe('The [ferry] company speaks.');
    const whole = await ask(store, 'canaryword', { rights: members, limit: 10 });
    expect(marked(whole, 2)).toContain('[Canaryword] costs millions.');
  });

  test('best first puts the headline before the text', async () => {
    const best = await ask(store, 'ferry', { order: 'best' });
    expect(headlines(best)[0]).toBe('Ferry late again');
    expect(headlines(best)).toHaveLength(4);
    expect(best.total).toEqual({ count: 4, atLeast: false });
  });

  test('tags are never found by what a reader types', async () => {
    for (const words of ['all', 'aopen', 'amembers', `s${section}`, 'tags:all', 'atier7072696e74'])
      expect(headlines(await ask(store, words)), words).toEqual([]);
  });

  test('nothing that can be typed is an error, and too much of it is refused kindly', async () => {
    const hostile = [
      '"',
      '""',
      '-',
      '--',
      '- -',
      '*',
      'a*',
      'NEAR(a b)',
      'a AND OR NOT',
      '{headline}:x',
      'headline:x',
      '^a',
      "'; drop table story; --",
      '\\',
      '%',
      '(((',
      ')))',
      '&|!<->',
      "'a':1A",
      '"a" "',
      '-"',
      '\u0000',
      '𝒜𝓫',
      '🚢',
      '\ud800',
      'x'.repeat(200),
      '<script>',
    ];
    for (const words of hostile) {
      for (const order of ['newest', 'best'] as const) {
        for (const rights of [noRights, members]) await ask(store, words, { order, rights });
      }
    }
    const refused = await ask(store, 'x '.repeat(101)).catch((error: unknown) => error);
    expect(isFault(refused, 'search-query-too-long')).toBe(true);
    const many = await ask(store, Array.from({ length: 40 }, (_, at) => `w${at}`).join(' ')).catch(
      (error: unknown) => error,
    );
    expect(isFault(many, 'search-query-too-long')).toBe(true);
  });

  test('random signs never make it stumble', async () => {
    const signs = '"-*()[]{}:^&|!<>\'\\ \t\n%_;,.~+=?abAB12ñ漢א\u0301\u200d🚢';
    let seed = 7;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed % below;
    };
    const all = [...signs];
    for (let round = 0; round < 150; round += 1) {
      const words = Array.from({ length: 1 + next(24) }, () => all[next(all.length)]).join('');
      await ask(store, words, {
        order: round % 2 ? 'best' : 'newest',
        rights: round % 3 ? noRights : members,
      });
    }
  });
});

onBothDatabases('search through pages and time', (open) => {
  const headlineAt = (at: number) => `Tide table ${at}`;

  test('pages are turned by key, back and forth, and no story is lost or shown twice', async () => {
    const store = await open();
    await addTestStories(
      store,
      Array.from({ length: 25 }, (_, at) => ({
        headline: headlineAt(at),
        // Several within one second, and not saved in order of time.
        at: new Date(Date.parse('2026-01-01T00:00:00Z') + (((at * 7) % 25) >> 2) * 1000).toISOString(),
        text: 'High water at noon.',
      })),
    );
    const seen: string[][] = [];
    let answer = await ask(store, 'water', { limit: 10 });
    seen.push(headlines(answer));
    expect(answer.newer).toBeNull();
    while (answer.older) {
      answer = await ask(store, 'water', { limit: 10, key: answer.older });
      seen.push(headlines(answer));
    }
    expect(seen.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(new Set(seen.flat()).size).toBe(25);
    const back = await ask(store, 'water', { limit: 10, key: answer.newer ?? undefined });
    expect(headlines(back)).toEqual(seen[1]);
    const first = await ask(store, 'water', { limit: 10, key: back.newer ?? undefined });
    expect(headlines(first)).toEqual(seen[0]);
    expect(first.newer).toBeNull();
  });

  test('the ranking goes on over its pages though new stories come in between', async () => {
    const store = await open();
    const wish = (at: number) => ({
      headline: headlineAt(at),
      at: `2026-01-${String(at + 1).padStart(2, '0')}T00:00:00Z`,
      text: 'water '.repeat(1 + (at % 5)),
    });
    await addTestStories(
      store,
      Array.from({ length: 15 }, (_, at) => wish(at)),
    );
    const first = await ask(store, 'water', { order: 'best', limit: 10 });
    await addTestStories(store, [wish(20), wish(21)]);
    const second = await ask(store, 'water', { order: 'best', limit: 10, key: first.older ?? undefined });
    expect(new Set([...headlines(first), ...headlines(second)]).size).toBe(15);
    expect(second.older).toBeNull();
    const back = await ask(store, 'water', { order: 'best', limit: 10, key: second.newer ?? undefined });
    expect(headlines(back)).toEqual(headlines(first));
  });

  test('drafts, scheduled, embargoed, held and withdrawn stories are neither found nor counted', async () => {
    const store = await open();
    const at = '2026-05-01T08:00:00Z';
    const text = 'Merger of the two ferries.';
    await addTestStories(store, [
      { headline: 'Out', at, text },
      { headline: 'Draft', at, text, state: 'draft' },
      { headline: 'Withdrawn', at, text, state: 'withdrawn' },
      { headline: 'Scheduled', at: '2026-06-01T12:00:01Z', text },
      {
        headline: 'Under embargo',
        at,
        text,
        timing: { embargo: { is: 'until', at: Date.parse('2026-06-01T13:00:00Z') } },
      },
      { headline: 'Until lifted', at, text, timing: { embargo: { is: 'until-lifted' } } },
      { headline: 'Held', at, text, timing: { held: true } },
      { headline: 'Over', at, text, timing: { unpublishAt: Date.parse('2026-06-01T11:59:59Z') } },
      { headline: 'A page', at, text, kind: 'page' },
    ]);
    for (const order of ['newest', 'best'] as const) {
      const found = await ask(store, 'merger', { order });
      expect(headlines(found)).toEqual(['Out']);
      expect(found.total).toEqual({ count: 1, atLeast: false });
    }
    const later = await ask(store, 'merger', {}, new Date('2026-06-01T13:00:00Z'));
    expect(headlines(later)).toEqual(['Scheduled', 'Under embargo', 'Out']);
  });

  test('what is taken out of the index is not found, and counting ends at a thousand', async () => {
    const store = await open();
    const ids: number[] = [];
    for (let batch = 0; batch < 3; batch += 1) {
      const wishes = Array.from({ length: 400 }, (_, at) => ({
        headline: headlineAt(at),
        at: `2026-0${batch + 1}-01T00:00:00Z`,
      }));
      ids.push(
        ...(await addTestStories(
          store,
          wishes.map((wish, at) => ({ ...wish, path: `/t/${batch}-${at}` })),
        )),
      );
    }
    expect((await ask(store, 'tide')).total).toEqual({ count: 1000, atLeast: true });
    await store.db.transaction().execute((tx) => unindexStories(tx, ids.slice(0, 300) as StoryId[]));
    expect((await ask(store, 'tide')).total).toEqual({ count: 900, atLeast: false });
  });

  test('very long words and very long stories are taken in', async () => {
    const store = await open();
    const long = `${'k'.repeat(5000)} ${Array.from({ length: 60_000 }, (_, at) => `wort${at}`).join(' ')}`;
    await addTestStories(store, [{ headline: 'A book', at: '2026-05-01T08:00:00Z', text: long }]);
    expect(headlines(await ask(store, 'k'.repeat(100)))).toEqual(['A book']);
    expect(headlines(await ask(store, 'wort7'))).toEqual(['A book']);
  });
});
