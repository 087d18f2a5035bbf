import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId, TopicId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { findAddress, findAddressFamily } from './addresses.sql.ts';
import { listTopic } from './cards.sql.ts';
import { noRights } from './gate.ts';
import { findStories } from './search.sql.ts';
import { addTestStories } from './testing/new-story.ts';
import { findTopics, listTopicsOf, type Topic } from './topic.sql.ts';
import { addTopic, changeTopic, mergeTopics } from './topic-changes.sql.ts';
import { countTopics, searchTopics } from './topic-search.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');

const aTopic = (name: string, change: Partial<Topic> = {}): Omit<Topic, 'id'> => ({
  slug: '',
  name,
  kind: 'subject',
  introduction: '',
  aliases: [],
  listed: true,
  ...change,
});

onBothDatabases('topics that change', (open) => {
  const inTx = <Made>(store: Store, work: (tx: Tx) => Promise<Made>) => store.db.transaction().execute(work);
  const add = (store: Store, name: string, change: Partial<Topic> = {}) =>
    inTx(store, (tx) => addTopic(tx, aTopic(name, change), now));
  const searchFor = async (store: Store, topic: TopicId) => {
    const question = {
      words: '',
      language: 'en',
      topic,
      order: 'newest',
      rights: noRights,
      limit: 10,
    } as const;
    const { cards } = await findStories(store.slow, question, now);
    return cards.map(({ headline }) => headline);
  };

  test('an address that somebody writes for a topic becomes one that readers can type', async () => {
    const store = await open();
    const { id } = await add(store, 'Harbour bridge');
    const changed = await inTx(store, (tx) => changeTopic(tx, id, { slug: ' ../The Old Bridge? ' }, now));
    expect(changed.after.slug).toBe('the-old-bridge');
  });

  test('a topic that gets another name keeps its address, and its old address for ever where that changes', async () => {
    const store = await open();
    const { id } = await add(store, 'Harbour bridge');
    const renamed = await inTx(store, (tx) => changeTopic(tx, id, { name: 'Harbour Crossing' }, now));
    expect(renamed.after.slug).toBe('harbour-bridge');
    await inTx(store, (tx) => changeTopic(tx, id, { slug: 'harbour-crossing' }, now));
    await inTx(store, (tx) => changeTopic(tx, id, { slug: 'crossing' }, now));
    for (const old of ['/topics/harbour-bridge', '/topics/Harbour-Crossing/'])
      expect(await findAddress(store.db, old)).toEqual({ is: 'redirect', to: '/topics/crossing' });
    expect(await findAddressFamily(store.db, '/topics/harbour-bridge/feed.xml')).toEqual({
      is: 'redirect',
      to: '/topics/crossing/feed.xml',
    });
    await expect(add(store, 'Bridge', { slug: 'harbour-bridge' })).rejects.toMatchObject({
      code: 'topic-slug-taken',
    });
    // By itself a new topic of the old name takes a free address.
    expect((await add(store, 'Harbour bridge')).slug).toBe('harbour-bridge-2');
  });

  test('a topic may go back to its old address without leading round in a circle', async () => {
    const store = await open();
    const { id } = await add(store, 'Fishing');
    await inTx(store, (tx) => changeTopic(tx, id, { slug: 'fisheries' }, now));
    await inTx(store, (tx) => changeTopic(tx, id, { slug: 'fishing' }, now));
    expect(await findAddress(store.db, '/topics/fishing')).toBeUndefined();
    expect(await findAddress(store.db, '/topics/fisheries')).toEqual({
      is: 'redirect',
      to: '/topics/fishing',
    });
  });

  test('two topics become one: stories, lists, search, names and addresses of both', async () => {
    const store = await open();
    const kept = await add(store, 'Port authority');
    const old = await add(store, 'Harbour board', { aliases: ['The board'] });
    const stories = await addTestStories(store, [
      { headline: 'Only the old one', at: '2026-05-01T10:00:00Z', topics: [old.id] },
      { headline: 'Both of them', at: '2026-05-02T10:00:00Z', topics: [old.id, kept.id] },
      { headline: 'Only the kept one', at: '2026-05-03T10:00:00Z', topics: [kept.id] },
    ]);
    const merged = await inTx(store, (tx) => mergeTopics(tx, old.id, kept.id, now));
    expect(merged.stories).toBe(3);
    expect(merged.into.aliases).toEqual(['Harbour board', 'The board']);
    const listed = await listTopic(store.db, kept.id, now, { limit: 10 });
    expect(listed.map(({ headline }) => headline)).toEqual([
      'Only the kept one',
      'Both of them',
      'Only the old one',
    ]);
    expect(await searchFor(store, kept.id)).toEqual(listed.map(({ headline }) => headline));
    expect((await listTopicsOf(store.db, stories[1] as StoryId)).map(({ name }) => name)).toEqual([
      'Port authority',
    ]);
    expect((await findTopics(store.db, [old.id])).get(old.id)?.name).toBe('Port authority');
    expect(await findAddress(store.db, '/topics/harbour-board')).toEqual({
      is: 'redirect',
      to: '/topics/port-authority',
    });
  });

  test('a story that still names a merged topic is published under what that became', async () => {
    const store = await open();
    const [one, two, three] = [await add(store, 'One'), await add(store, 'Two'), await add(store, 'Three')];
    await inTx(store, (tx) => mergeTopics(tx, one.id, two.id, now));
    await inTx(store, (tx) => mergeTopics(tx, two.id, three.id, now));
    await addTestStories(store, [
      { headline: 'Late', at: '2026-05-01T10:00:00Z', topics: [one.id, three.id, two.id] },
    ]);
    expect((await listTopic(store.db, three.id, now, { limit: 5 })).map((card) => card.headline)).toEqual([
      'Late',
    ]);
    expect(await searchFor(store, three.id)).toEqual(['Late']);
    await expect(inTx(store, (tx) => mergeTopics(tx, three.id, three.id, now))).rejects.toMatchObject({
      code: 'topic-merged-into-itself',
    });
  });

  test('topics are found by name, plain letters and alias, with the number of their stories', async () => {
    const store = await open();
    const zurich = await add(store, 'Zürich', { kind: 'place', aliases: ['Limmatstadt'] });
    await add(store, 'Zug', { kind: 'place', listed: false });
    await add(store, 'Zoo 100%');
    await addTestStories(store, [{ headline: 'One', at: '2026-05-01T10:00:00Z', topics: [zurich.id] }]);
    const names = async (ask: Partial<Parameters<typeof searchTopics>[1]>) =>
      (await searchTopics(store.slow, { limit: 10, ...ask })).map(
        ({ name, stories }) => `${name} ${stories}`,
      );
    expect(await names({})).toEqual(['Zoo 100% 0', 'Zug 0', 'Zürich 1']);
    expect(await names({ words: 'zuri' })).toEqual(['Zürich 1']);
    expect(await names({ words: 'limmat' })).toEqual(['Zürich 1']);
    expect(await names({ words: '100%' })).toEqual(['Zoo 100% 0']);
    expect(await names({ kind: 'place', listed: true })).toEqual(['Zürich 1']);
    expect(await names({ after: 'zug' })).toEqual(['Zürich 1']);
    expect(await countTopics(store.db)).toEqual({ all: 3, listed: 2 });
  });
});
