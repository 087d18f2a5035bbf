import { afterEach, expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { addJob, extendLease, failJob, finishJob, hasDueJob, MOST_ATTEMPTS, takeJob } from './jobs.sql.ts';
import type { Store } from './store.io.ts';
import { type JobHandler, JobWorker } from './worker.job.ts';

const noon = new Date('2026-03-01T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const soon = { timeout: 20_000, interval: 10 };
const quiet = { error: () => {} };
const LEASE_MS = 60_000;

const working: JobWorker[] = [];
afterEach(async () => {
  await Promise.all(working.splice(0).map((worker) => worker.stop()));
});

function work(store: Store, handlers: Record<string, JobHandler>, clock = () => noon): JobWorker {
  const worker = new JobWorker(store, handlers, clock, quiet);
  working.push(worker);
  worker.start();
  return worker;
}

const sizes = (change: object = {}) => ({ kind: 'sizes', payload: { picture: 7 }, runAt: noon, ...change });

onBothDatabases('jobs', (open) => {
  test('a job is done with what it was given, and then gone', async () => {
    const store = await open();
    const done: unknown[] = [];
    work(store, { sizes: async (job) => void done.push(job.payload) });
    await addJob(store.db, sizes(), noon);
    await vi.waitFor(
      async () => expect(await store.db.selectFrom('job').selectAll().execute()).toEqual([]),
      soon,
    );
    expect(done).toEqual([{ picture: 7 }]);
  });

  test('a job that was wished in a transaction that failed is not done', async () => {
    const { db } = await open();
    const failed = db.transaction().execute(async (tx) => {
      await addJob(tx, sizes(), noon);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await hasDueJob(db, ['sizes'], noon)).toBe(false);
  });

  test('a job waits for its time, and for a worker that knows its kind', async () => {
    const { db } = await open();
    await addJob(db, sizes({ runAt: later(60) }), noon);
    expect(await takeJob(db, ['sizes'], later(59), LEASE_MS)).toBeUndefined();
    expect(await takeJob(db, ['letters'], later(60), LEASE_MS)).toBeUndefined();
    expect(await takeJob(db, ['letters', 'sizes'], later(60), LEASE_MS)).toMatchObject({
      kind: 'sizes',
      attempts: 1,
    });
  });

  test('while a job with a key waits, another with that key is not added', async () => {
    const { db } = await open();
    await addJob(db, sizes({ uniqueKey: 'picture-7' }), noon);
    await addJob(db, sizes({ uniqueKey: 'picture-7' }), noon);
    await addJob(db, sizes({ uniqueKey: 'picture-8' }), noon);
    expect((await db.selectFrom('job').select('id').execute()).length).toBe(2);
    const first = await takeJob(db, ['sizes'], noon, LEASE_MS);
    await addJob(db, sizes({ uniqueKey: 'picture-7' }), noon);
    expect((await db.selectFrom('job').select('id').execute()).length).toBe(3);
    // The one that runs fails and waits again beside the new one.
    if (first) await failJob(db, first, 'no', later(1));
    expect((await db.selectFrom('job').select('id').where('state', '=', 'waiting').execute()).length).toBe(3);
  });

  test('two workers in two processes share the queue, and no job is done twice', async () => {
    const store = await open();
    const other = await store.openAgain();
    const done: unknown[] = [];
    let atOnce = 0;
    const counting: JobHandler = async (job) => {
      atOnce += 1;
      expect(atOnce).toBeLessThanOrEqual(2);
      await new Promise((resolve) => setImmediate(resolve));
      done.push(job.payload);
      atOnce -= 1;
    };
    await store.db.transaction().execute(async (tx) => {
      for (let picture = 0; picture < 60; picture += 1) await addJob(tx, sizes({ payload: picture }), noon);
    });
    work(store, { sizes: counting });
    work(other, { sizes: counting });
    await vi.waitFor(
      async () => expect(await store.db.selectFrom('job').select('id').execute()).toEqual([]),
      soon,
    );
    expect(done.toSorted((one, two) => Number(one) - Number(two))).toEqual(
      Array.from({ length: 60 }, (_, at) => at),
    );
  });

  test('a job whose worker died is taken by another once its lease runs out', async () => {
    const { db } = await open();
    await addJob(db, sizes(), noon);
    const lost = await takeJob(db, ['sizes'], noon, LEASE_MS);
    expect(await takeJob(db, ['sizes'], later(60), LEASE_MS)).toBeUndefined();
    expect(await takeJob(db, ['sizes'], later(61), LEASE_MS)).toEqual({ ...lost, attempts: 2 });
  });

  test('a worker that is slow but alive keeps its job', async () => {
    const { db } = await open();
    await addJob(db, sizes(), noon);
    const job = await takeJob(db, ['sizes'], noon, LEASE_MS);
    if (job) await extendLease(db, job, later(120));
    expect(await takeJob(db, ['sizes'], later(61), LEASE_MS)).toBeUndefined();
  });

  test('a worker that lost its job to another cannot end the other one’s work', async () => {
    const { db } = await open();
    await addJob(db, sizes(), noon);
    const lost = await takeJob(db, ['sizes'], noon, LEASE_MS);
    const taken = await takeJob(db, ['sizes'], later(61), LEASE_MS);
    if (!lost || !taken) throw new Error('Both should have had it.');
    await failJob(db, lost, 'too late', later(62));
    await finishJob(db, lost);
    await extendLease(db, lost, later(9_999));
    expect(await takeJob(db, ['sizes'], later(120), LEASE_MS)).toBeUndefined();
    await finishJob(db, taken);
    expect(await db.selectFrom('job').selectAll().execute()).toEqual([]);
  });

  test('a job that fails is tried again after a pause that grows, and put aside after eight tries', async () => {
    const store = await open();
    let clock = noon;
    let tries = 0;
    work(
      store,
      {
        sizes: async () => {
          tries += 1;
          throw new Error('The picture cannot be read.');
        },
      },
      () => clock,
    );
    await addJob(store.db, sizes(), noon);
    const pauses: number[] = [];
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
      const [job] = await vi.waitFor(async () => {
        const rows = await store.db.selectFrom('job').selectAll().where('attempts', '=', attempt).execute();
        expect(rows.map((row) => row.state)).toEqual(['waiting']);
        return rows;
      }, soon);
      pauses.push(((job?.run_at ?? 0) - clock.getTime()) / 1_000);
      clock = new Date(job?.run_at ?? 0);
      await store.db.transaction().execute(async () => {});
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128]);
    await vi.waitFor(async () => {
      const rows = await store.db.selectFrom('job').select(['state', 'last_error', 'attempts']).execute();
      expect(rows).toEqual([{ state: 'failed', last_error: 'The picture cannot be read.', attempts: 8 }]);
    }, soon);
    expect(tries).toBe(8);
  });

  test('a job that ends its process each time is put aside after eight tries', async () => {
    const { db } = await open();
    await addJob(db, sizes(), noon);
    let clock = noon;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      expect((await takeJob(db, ['sizes'], clock, LEASE_MS))?.attempts).toBe(attempt);
      clock = new Date(clock.getTime() + LEASE_MS + 1);
    }
    expect(await takeJob(db, ['sizes'], clock, LEASE_MS)).toBeUndefined();
    expect(await db.selectFrom('job').select('state').execute()).toEqual([{ state: 'failed' }]);
  });

  test('a worker that is stopped ends the job it is at, and takes no other', async () => {
    const store = await open();
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    let done = 0;
    const worker = work(store, {
      sizes: async () => {
        begun.resolve();
        await go.promise;
        done += 1;
      },
    });
    await store.db.transaction().execute(async (tx) => {
      await addJob(tx, sizes(), noon);
      await addJob(tx, sizes(), noon);
    });
    await begun.promise;
    const stopped = worker.stop();
    go.resolve();
    await stopped;
    expect(done).toBe(1);
    expect((await store.db.selectFrom('job').select('state').execute()).map((row) => row.state)).toEqual([
      'waiting',
    ]);
  });
});
