import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { fallAsleep, wake } from '#store/asleep.sql.js';
import { openFolderFiles } from '#store/files.io.js';
import { beginning, listEvents } from '#store/outbox.sql.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { fillWithDesk } from '#transfer/standfirst/testing/a-desk.js';
import { fillWithArchive } from '#transfer/standfirst/testing/an-archive.js';
import { announceOnTime } from './turns.job.ts';

const clock = () => new Date();
const log = {
  error(facts: object, says: string): void {
    throw new Error(`${says} ${JSON.stringify(facts)}`);
  },
};

/** Schedules stories, one each 20 milliseconds from soon on. */
async function schedule(store: Store, count: number): Promise<number[]> {
  const soon = Date.now() + 100;
  const stories = Array.from({ length: count }, (_, at) => ({
    headline: `Story ${at}`,
    at: new Date(soon + at * 20).toISOString(),
  }));
  return addTestStories(store, stories, clock());
}

async function listTold(store: Store): Promise<(number | null)[]> {
  const events = await listEvents(store.db, beginning, 100);
  return events.flatMap(({ name, subject }) => (name === 'story.published' ? [subject] : []));
}

onBothDatabases('the clock', (open) => {
  test('tells of each scheduled story once, in the order of their times', async () => {
    const store = await open();
    const ids = await schedule(store, 12);
    const stop = announceOnTime({ store, clock }, log);
    await vi.waitFor(async () => expect(await listTold(store)).toHaveLength(ids.length), { timeout: 20_000 });
    await stop();
    expect(await listTold(store)).toEqual(ids);
  });

  test('a story is told of while somebody else writes without a pause', async () => {
    const store = await open();
    const ids = await schedule(store, 1);
    const stop = announceOnTime({ store, clock }, log);
    let told: (number | null)[] = [];
    for (let commits = 0; commits < 5_000 && told.length === 0; commits += 1) {
      await store.db.transaction().execute((tx) => tx.selectFrom('story').select('id').execute());
      await new Promise(setImmediate);
      told = await listTold(store);
    }
    await stop();
    expect(told).toEqual(ids);
  });

  test('of a copy that sleeps puts out and launches nothing of what is due, until it is woken', async () => {
    const store = await open();
    await fillWithArchive({ store, files: openFolderFiles(join(store.folder, 'files')) });
    await fillWithDesk(store);
    const later = new Date('2026-06-01T12:00:00Z');
    await store.db.transaction().execute((tx) => fallAsleep(tx, later));
    const before = await listDone(store);
    let looks = 0;
    const watched = {
      ...store,
      get db() {
        looks += 1;
        return store.db;
      },
    };
    const sleeping = announceOnTime({ store: watched, clock: () => later }, log);
    await vi.waitFor(() => expect(looks).toBeGreaterThan(0), { timeout: 20_000 });
    await sleeping();
    expect(await listDone(store)).toEqual(before);
    await wake(store.db, later);
    const awake = announceOnTime({ store, clock: () => later }, log);
    await vi.waitFor(
      async () => expect(await listDone(store)).toEqual({ told: [6, 7], updates: 0, versions: 2 }),
      { timeout: 20_000 },
    );
    await awake();
  });
});

/** What the clock has done: stories told of, updates that wait still, versions of fronts. */
async function listDone(store: Store) {
  const told = await store.db
    .selectFrom('story')
    .select('id')
    .where('id', 'in', [6, 7])
    .where('announced', '=', 1)
    .orderBy('id')
    .execute();
  const updates = await store.db.selectFrom('waiting_update').select('story_id').execute();
  const versions = await store.db.selectFrom('front_version').select('number').execute();
  return { told: told.map(({ id }) => id), updates: updates.length, versions: versions.length };
}
