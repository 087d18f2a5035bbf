import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import { addViews, listMostRead } from './views.sql.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const hour = noon.getTime() / 3_600_000;
const view = (story: number, views: number, more: object = {}) => ({
  story: story as StoryId,
  hour,
  referrer: 'search',
  audience: 'opening',
  views,
  ...more,
});

onBothDatabases('what is read most', (open) => {
  test('counts of each minute add up', async () => {
    const { db } = await open();
    await addViews(db, [view(1, 3), view(2, 5), view(1, 1, { referrer: 'direct' })]);
    await addViews(db, [view(1, 4), view(3, 1, { hour: hour - 48 })]);
    await addViews(db, []);
    expect(await listMostRead(db, noon, 10)).toEqual([1, 2]);
    expect(await listMostRead(db, new Date(noon.getTime() - 72 * 3_600_000), 10)).toEqual([1, 2, 3]);
    expect(await listMostRead(db, noon, 1)).toEqual([1]);
  });

  test('two processes that count the same stories at once lose nothing', async () => {
    const store = await open();
    const other = await store.openAgain();
    const stories = Array.from({ length: 200 }, (_, at) => view(at + 1, 1));
    const minutes = Array.from({ length: 5 }, () => [
      addViews(store.db, stories),
      addViews(other.db, stories.toReversed()),
    ]);
    await Promise.all(minutes.flat());
    const sum = await store.db
      .selectFrom('story_view')
      .select(({ fn }) => fn.sum('views').as('views'))
      .executeTakeFirstOrThrow();
    expect(Number(sum.views)).toBe(2_000);
  });

  test('a thousand stories are counted in one go', async () => {
    const { db } = await open();
    await addViews(
      db,
      Array.from({ length: 1_234 }, (_, at) => view(at + 1, at)),
    );
    expect(await listMostRead(db, noon, 2)).toEqual([1_234, 1_233]);
  });
});
