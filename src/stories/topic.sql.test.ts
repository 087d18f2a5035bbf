import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId, TopicId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from './testing/new-story.ts';
import {
  countStories,
  findTopic,
  findTopics,
  listTopics,
  listTopicsOf,
  saveTopics,
  type Topic,
} from './topic.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');

const aTopic = (slug: string, change: Partial<Topic> = {}): Omit<Topic, 'id'> => ({
  slug,
  name: slug,
  kind: 'subject',
  introduction: '',
  aliases: [],
  listed: true,
  ...change,
});

const save = (store: Store, ...topics: Omit<Topic, 'id'>[]): Promise<TopicId[]> =>
  store.db.transaction().execute((tx) => saveTopics(tx, topics, now));

onBothDatabases('topics', (open) => {
  test('a topic keeps its aliases, and saving it again changes it and not its number', async () => {
    const store = await open();
    const [id] = await save(
      store,
      aTopic('ada-finch', { kind: 'person', aliases: ['A. Finch', 'Finch, Ada'] }),
    );
    const [again] = await save(
      store,
      aTopic('ada-finch', { kind: 'person', introduction: 'Harbour master.' }),
    );
    expect(again).toBe(id);
    expect(await findTopic(store.db, 'ada-finch')).toEqual({
      ...aTopic('ada-finch', { kind: 'person', introduction: 'Harbour master.' }),
      id,
    });
    expect(await findTopic(store.db, 'nobody')).toBeUndefined();
  });

  test('topics are listed page by page, those that are not for readers left out', async () => {
    const store = await open();
    await save(
      store,
      aTopic('ferry'),
      aTopic('bridge'),
      aTopic('misc', { listed: false }),
      aTopic('weather'),
    );
    const first = await listTopics(store.db, 2);
    expect(first.map((topic) => topic.slug)).toEqual(['bridge', 'ferry']);
    expect((await listTopics(store.db, 2, 'ferry')).map((topic) => topic.slug)).toEqual(['weather']);
  });

  test('the topics of a story come in the editor’s order, and their stories are counted', async () => {
    const store = await open();
    const [ferry, bridge, empty] = (await save(
      store,
      aTopic('ferry'),
      aTopic('bridge'),
      aTopic('empty'),
    )) as [TopicId, TopicId, TopicId];
    const [id] = await addTestStories(store, [
      { headline: 'One', at: '2026-05-01T06:00:00Z', topics: [ferry, bridge, ferry] },
      { headline: 'Two', at: '2026-05-02T06:00:00Z', topics: [ferry] },
      { headline: 'Draft', at: '2026-05-02T06:00:00Z', topics: [ferry], state: 'draft' },
    ]);
    const names = (await listTopicsOf(store.db, id as StoryId)).map((topic) => topic.slug);
    expect(names).toEqual(['ferry', 'bridge']);
    expect(await countStories(store.db, [ferry, bridge, empty])).toEqual(
      new Map([
        [ferry, 2],
        [bridge, 1],
      ]),
    );
    expect([...(await findTopics(store.db, [bridge, bridge])).keys()]).toEqual([bridge]);
    expect(await findTopics(store.db, [])).toEqual(new Map());
  });
});
