import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { findLatestRevision } from './story.sql.ts';
import { addTestStories } from './testing/new-story.ts';
import { findWork } from './work.sql.ts';
import {
  forgetTouches,
  listTouches,
  readWorkingContent,
  replaceWorking,
  saveTouches,
  startWorking,
} from './working.sql.ts';
import { keepPause } from './working-pause.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-01T12:10:00Z');

async function aStory(store: Store): Promise<StoryId> {
  const [id] = await addTestStories(store, [
    { headline: 'Bridge closed', at: '2026-06-01T06:00:00Z', text: 'It is.', state: 'draft' },
  ]);
  return id as StoryId;
}

onBothDatabases('working documents', (open) => {
  test('a story has its newest revision as its working document until somebody writes in it', async () => {
    const store = await open();
    const id = await aStory(store);
    const before = await readWorkingContent(store.db, id);
    await store.db.transaction().execute((tx) => startWorking(tx, id, now));
    await store.db.transaction().execute((tx) => startWorking(tx, id, now));
    expect(await readWorkingContent(store.db, id)).toEqual(before);
    const changed = { ...before, headline: 'Bridge open' };
    await store.db.transaction().execute((tx) => replaceWorking(tx, id, changed, now));
    expect(await readWorkingContent(store.db, id)).toEqual(changed);
    await expect(readWorkingContent(store.db, 4711 as StoryId)).rejects.toMatchObject({
      code: 'story-not-found',
    });
  });

  test('who touched what is known until it is published, and longer for what was held back', async () => {
    const store = await open();
    const id = await aStory(store);
    const ada = 1 as AccountId;
    const touch = (part: string, at: Date) => ({ part, staff: ada, at: at.getTime() });
    const save = (...touches: ReturnType<typeof touch>[]) =>
      store.db.transaction().execute((tx) => saveTouches(tx, id, touches));
    await save(touch('headline', now), touch('p0000000', now), touch('p0000001', now));
    await save(touch('headline', later));
    expect(await listTouches(store.db, id)).toEqual([
      touch('headline', later),
      touch('p0000000', now),
      touch('p0000001', now),
    ]);
    await store.db.transaction().execute((tx) => forgetTouches(tx, id, now, ['p0000001']));
    expect(await listTouches(store.db, id)).toEqual([touch('headline', later), touch('p0000001', now)]);
  });

  test('a pause in work is kept once, with the names of those who wrote', async () => {
    const store = await open();
    const id = await aStory(store);
    const { staff } = await signIn(
      store,
      { name: 'Ada Finch', email: 'ada@example.org', role: 'editor' },
      now,
    );
    const content = { ...(await readWorkingContent(store.db, id)), headline: 'Bridge open' };
    const pause = () => store.db.transaction().execute((tx) => keepPause(tx, id, content, later));
    await store.db
      .transaction()
      .execute((tx) => saveTouches(tx, id, [{ part: 'headline', staff: staff.id, at: later.getTime() }]));
    expect(await pause()).toBeDefined();
    expect(await pause()).toBeUndefined();
    expect((await findLatestRevision(store.db, id))?.content).toEqual(content);
    const made = await store.db
      .selectFrom('revision')
      .select(['made_by', 'reason'])
      .where('story_id', '=', id)
      .where('number', '=', 2)
      .execute();
    expect(made).toEqual([{ made_by: 'Ada Finch', reason: 'pause' }]);
    expect(await findWork(store.db, id)).toMatchObject({ headline: 'Bridge open', changedBy: staff.id });
  });
});
