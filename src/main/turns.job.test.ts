import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { beginning, listEvents } from '#store/outbox.sql.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
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
});
