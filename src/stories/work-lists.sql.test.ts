import { expect, test } from 'vitest';
import { mayOpen } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { openNewsroom } from '#harness/newsroom.js';
import type { AccountId, BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import { searchDesk } from './desk-search.sql.ts';
import { catchUpSearch } from './desk-search-index.sql.ts';
import { plansOf } from './testing/query-plan.ts';
import { findStoryFacts, noteWritten } from './work.sql.ts';
import { closeStory } from './work-closed.sql.ts';
import type { Asker, Page } from './work-listed.ts';
import * as lists from './work-lists.sql.ts';
import { createStory } from './work-story.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-01T18:00:00Z');
const [ada, tom, eve, kim, con] = [1, 2, 3, 4, 5] as AccountId[] as [
  AccountId,
  AccountId,
  AccountId,
  AccountId,
  AccountId,
];
const asks = (account: AccountId, readsUnpublished = true): Asker => ({ account, readsUnpublished, now });
const headlines = ({ stories }: Page) => stories.map(({ headline }) => headline);

/** A newsroom with something of everything; `closed` is Ada's draft that only she and Tom may know of. */
async function aNewsroom(open: OpenStore) {
  const store = await open();
  const newsroom = await openNewsroom(store, () => now);
  const begin = (by: AccountId, headline: string, stage = 'work') =>
    store.db
      .transaction()
      .execute((tx) => createStory(tx, { by, byName: 'x', headline, section: 1 as SectionId, stage }, now));
  const out = (await newsroom.draft({ headline: 'Ferry returns', text: 'The quay was full.' })) as StoryId;
  await newsroom.publish(out);
  const scheduled = (await newsroom.draft({ headline: 'Budget at six', text: 'A levy.' })) as StoryId;
  await newsroom.publish(scheduled, { at: later });
  const embargoed = (await newsroom.draft({ headline: 'Honours list' })) as StoryId;
  await newsroom.publish(embargoed, { embargo: { is: 'until-lifted' } });
  const draft = await begin(ada, 'Bridge costs rise');
  const edit = await begin(tom, 'Mayor resigns', 'edit');
  const own = await begin(con, 'Gardens reopen');
  const closed = await begin(ada, 'Secret audit');
  await store.db.transaction().execute((tx) => closeStory(tx, closed, { to: [ada, tom], by: ada }, now));
  await catchUpSearch(store, now);
  return { ...store, newsroom, out, scheduled, embargoed, draft, edit, own, closed };
}

onBothDatabases('the lists of the desk', (open) => {
  test('each list shows what belongs there, and a closed story only to those it is closed to', async () => {
    const { db } = await aNewsroom(open);
    const wish = { limit: 20 };
    expect(headlines(await lists.listStage(db, 'work', wish, asks(eve)))).toEqual([
      'Gardens reopen',
      'Bridge costs rise',
    ]);
    expect(headlines(await lists.listStage(db, 'work', wish, asks(tom)))).toContain('Secret audit');
    expect(headlines(await lists.listWork(db, 'headline', wish, asks(eve)))).toEqual([
      'Bridge costs rise',
      'Gardens reopen',
      'Mayor resigns',
    ]);
    expect(headlines(await lists.listMine(db, { ...wish, done: false, sort: 'changed' }, asks(ada)))).toEqual(
      ['Secret audit', 'Bridge costs rise'],
    );
    expect(headlines(await lists.listScheduled(db, wish, asks(eve)))).toEqual([
      'Budget at six',
      'Honours list',
    ]);
    expect(headlines(await lists.listArchive(db, wish, asks(eve)))).toEqual(['Ferry returns']);
    expect(headlines(await lists.listUnseen(db, { ...wish, standing: 'draft' }, asks(eve)))).not.toContain(
      'Secret audit',
    );
    expect(await lists.countStages(db, {}, asks(eve))).toEqual(
      new Map([
        ['work', 2],
        ['edit', 1],
      ]),
    );
    expect(await lists.countStages(db, {}, asks(ada))).toEqual(
      new Map([
        ['work', 3],
        ['edit', 1],
      ]),
    );
  });

  test('somebody who reads nothing unpublished sees what is out, and a contributor what is their own', async () => {
    const { db, slow } = await aNewsroom(open);
    const wish = { limit: 20 };
    for (const [asker, own] of [
      [asks(kim, false), []],
      [asks(con, false), ['Gardens reopen']],
    ] as const) {
      expect(headlines(await lists.listWork(db, 'changed', wish, asker))).toEqual(own);
      expect(headlines(await lists.listChanged(db, wish, asker))).toEqual(own);
      expect(headlines(await lists.listUnseen(db, { ...wish, standing: 'draft' }, asker))).toEqual(own);
      expect(headlines(await lists.listScheduled(db, wish, asker))).toEqual([]);
      expect(headlines(await lists.listArchive(db, wish, asker))).toEqual(['Ferry returns']);
      const search = (words: string) => searchDesk(slow, { words, language: 'en-GB', limit: 9 }, asker);
      expect(headlines(await search('bridge'))).toEqual([]);
      expect(headlines(await search('budget'))).toEqual([]);
      expect(headlines(await search('gardens'))).toEqual(own);
      expect(headlines(await search('quay'))).toEqual(['Ferry returns']);
    }
  });

  test('the lists let see exactly what the rights let open', async () => {
    const { db, slow, ...ids } = await aNewsroom(open);
    const people = [
      [ada, 'reporter'],
      [tom, 'editor'],
      [eve, 'chief'],
      [kim, 'commercial'],
      [con, 'contributor'],
    ] as const;
    for (const [id, role] of people) {
      const staff = { id, role, sections: 'all', granted: new Set(), denied: new Set() } as unknown as Staff;
      const asker = asks(id, role !== 'commercial' && role !== 'contributor');
      for (const story of [ids.out, ids.scheduled, ids.embargoed, ids.draft, ids.edit, ids.own, ids.closed]) {
        const facts = await findStoryFacts(db, story, now);
        const shown = (await lists.listThese(slow, [story], {}, asker)).length === 1;
        expect({ role, story, shown }).toEqual({
          role,
          story,
          shown: facts !== undefined && mayOpen(staff, facts),
        });
      }
    }
  });

  test('a list goes on where it stopped, whatever it is ordered by', async () => {
    const { db } = await aNewsroom(open);
    for (const sort of lists.sorts) {
      const all = headlines(await lists.listWork(db, sort, { limit: 10 }, asks(eve)));
      const first = await lists.listWork(db, sort, { limit: 2 }, asks(eve));
      const rest = await lists.listWork(db, sort, { limit: 2, after: first.next ?? '' }, asks(eve));
      expect([...headlines(first), ...headlines(rest)]).toEqual(all);
      expect(rest.next).toBeNull();
    }
  });

  test('a word is found where it stands: published, in a draft, or only in the next version', async () => {
    const { db, slow, out, newsroom } = await aNewsroom(open);
    const search = (words: string, asker = asks(eve)) =>
      searchDesk(slow, { words, language: 'en-GB', limit: 9 }, asker);
    expect(headlines(await search('brid'))).toEqual(['Bridge costs rise']);
    expect(headlines(await search('secret'))).toEqual([]);
    expect(headlines(await search('secret', asks(ada)))).toEqual(['Secret audit']);
    expect(headlines(await search('levy'))).toEqual(['Budget at six']);
    await newsroom.write(out, { headline: 'Ferry sinks' });
    const at = new Date(now.getTime() + 1_000);
    const written = { headline: 'Ferry sinks', standfirst: '', section: null, words: 4, by: tom, at };
    await db.transaction().execute((tx) => noteWritten(tx, out, written));
    await catchUpSearch({ db, slow }, now);
    expect(headlines(await search('sinks'))).toEqual(['Ferry sinks']);
    expect(headlines(await search('ferry'))).toEqual(['Ferry sinks']);
    expect(headlines(await search('sinks', asks(kim, false)))).toEqual([]);
    expect(headlines(await search('ferry', asks(kim, false)))).toEqual(['Ferry returns']);
    await newsroom.publish(out);
    expect(await catchUpSearch({ db, slow }, now)).toBe(1);
    expect(headlines(await search('sinks', asks(kim, false)))).toEqual(['Ferry sinks']);
  });

  test('a published story that is closed is found by nobody else at the desk either', async () => {
    const { db, slow, out } = await aNewsroom(open);
    await db.transaction().execute((tx) => closeStory(tx, out, { to: [ada], by: ada }, now));
    const search = (asker: Asker) => searchDesk(slow, { words: 'ferry', language: 'en', limit: 9 }, asker);
    expect(headlines(await search(asks(eve)))).toEqual([]);
    expect(headlines(await lists.listArchive(db, { limit: 9 }, asks(eve)))).toEqual([]);
    expect(headlines(await search(asks(ada)))).toEqual(['Ferry returns']);
  });

  test('filters narrow a list and a search alike', async () => {
    const { db, slow } = await aNewsroom(open);
    const none = { sections: [99 as SectionId], limit: 9 };
    const news = { sections: [1 as SectionId], limit: 9 };
    expect(headlines(await lists.listWork(db, 'changed', none, asks(eve)))).toEqual([]);
    expect(headlines(await lists.listWork(db, 'changed', { ...news, stage: 'edit' }, asks(eve)))).toEqual([
      'Mayor resigns',
    ]);
    const search = (filter: object) =>
      searchDesk(slow, { words: 'ferry', language: 'en', limit: 9, ...filter }, asks(eve));
    expect(headlines(await search({ standing: 'out' }))).toEqual(['Ferry returns']);
    expect(headlines(await search({ standing: 'draft' }))).toEqual([]);
    expect(headlines(await search(none))).toEqual([]);
    expect(headlines(await search({ access: 'members' }))).toEqual([]);
    const [topic, byline] = [1 as TopicId, 1 as BylineId];
    for (const filter of [{ topic }, { byline }]) {
      expect(headlines(await lists.listArchive(db, { limit: 9, ...filter }, asks(eve)))).toEqual([
        'Ferry returns',
      ]);
      expect(headlines(await search(filter))).toEqual(['Ferry returns']);
    }
    expect(headlines(await search({ topic: 99 }))).toEqual([]);
  });

  test('the archive of several sections goes on where it stopped, without a story twice', async () => {
    const store = await open();
    const newsroom = await openNewsroom(store, () => now);
    const sport = {
      slug: 'sport',
      name: 'Sport',
      description: '',
      parent: null,
      position: 2,
      access: 'open',
    };
    const section = await store.db.transaction().execute((tx) => saveSection(tx, sport, now));
    for (let at = 0; at < 7; at += 1) {
      const wish = { headline: `Story ${at}`, ...(at % 3 === 0 && { section }) };
      await newsroom.publish(await newsroom.draft(wish), { at: new Date(now.getTime() - at * 60_000) });
    }
    const found: string[] = [];
    let after: string | undefined;
    do {
      const wish = { sections: [1 as SectionId, section], limit: 2, after };
      const part = await lists.listArchive(store.db, wish, asks(eve));
      found.push(...headlines(part));
      after = part.next ?? undefined;
    } while (after !== undefined && found.length < 20);
    expect(found).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => `Story ${at}`));
  });

  test('no list looks through the whole archive', async () => {
    const { db, dialect } = await open();
    if (dialect === 'postgres') return;
    const asker = asks(eve);
    const plans = await plansOf(db, async (watched) => {
      await lists.countStages(watched, {}, asker);
      await lists.listStage(watched, 'work', { limit: 9 }, asker);
      await lists.listWork(watched, 'due', { limit: 9 }, asker);
      await lists.listMine(watched, { limit: 9, done: true, sort: 'changed' }, asker);
      await lists.listChanged(watched, { limit: 9 }, asker);
      await lists.listScheduled(watched, { limit: 9 }, asker);
      await lists.listDay(watched, { day: '2026-06-01', from: 0, to: 1 }, asker);
      await lists.listArchive(watched, { sections: [1 as SectionId, 2 as SectionId], limit: 9 }, asker);
    });
    expect(plans.filter((plan) => /^SCAN (s|story)\b(?!.*INDEX)/.test(plan))).toEqual([]);
  });
});
