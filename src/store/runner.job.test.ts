import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { beginning, findCursor, findHead, listEvents, pruneEvents, saveCursor, tell } from './outbox.sql.ts';
import { type Consumer, OutboxRunner } from './runner.job.ts';
import type { Store } from './store.io.ts';
import { toldEvents } from './testing/told.ts';

const now = new Date('2026-03-01T12:00:00Z');
const soon = { timeout: 20_000, interval: 10 };
const quiet = { error: () => {} };

const running: OutboxRunner[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((runner) => runner.stop()));
});

/** A consumer that keeps the subjects it heard. */
function listener(name: string, change: Partial<Consumer> = {}): Consumer & { heard: (number | null)[] } {
  const heard: (number | null)[] = [];
  return {
    name,
    memory: false,
    hear: async (events) => {
      heard.push(...events.map((event) => event.subject));
    },
    heard,
    ...change,
  };
}

async function run(store: Store, consumer: Consumer): Promise<OutboxRunner> {
  const runner = new OutboxRunner(store, consumer, quiet);
  running.push(runner);
  await runner.start();
  return runner;
}

async function publish(store: Store, ...subjects: number[]): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    for (const subject of subjects) await tell(tx, 'story.published', subject, { subject }, now);
  });
}

/** Until so many events may be read: on Postgres any transaction of the server holds them back while it runs. */
async function readable(store: Store, events: number): Promise<void> {
  await vi.waitFor(async () => expect((await listEvents(store.db, beginning, 10)).length).toBe(events), soon);
}

const countUpTo = (end: number, from = 1): number[] =>
  Array.from({ length: end - from + 1 }, (_, at) => from + at);

onBothDatabases('the outbox', (open) => {
  test('an event lands with its rows or not at all', async () => {
    const store = await open();
    const failed = store.db.transaction().execute(async (tx) => {
      await tell(tx, 'story.published', 1, {}, now);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await publish(store, 2);
    await readable(store, 1);
    expect(await listEvents(store.db, beginning, 10)).toEqual([
      {
        id: expect.any(Number),
        xact: expect.any(Number),
        name: 'story.published',
        subject: 2,
        payload: { subject: 2 },
        at: now.getTime(),
      },
    ]);
  });

  test('everything is heard once and in order, however much there is', async () => {
    const store = await open();
    const site = listener('site');
    await run(store, site);
    for (let from = 1; from <= 1_000; from += 250) await publish(store, ...countUpTo(from + 249, from));
    await vi.waitFor(() => expect(site.heard.length).toBe(1_000), soon);
    expect(site.heard).toEqual(countUpTo(1_000));
  });

  test('a consumer goes on where it stopped, and a new one begins at the beginning', async () => {
    const store = await open();
    await publish(store, 1, 2);
    const first = listener('mail');
    const runner = await run(store, first);
    await vi.waitFor(() => expect(first.heard).toEqual([1, 2]), soon);
    await runner.stop();
    await publish(store, 3);
    const again = listener('mail');
    const other = listener('archive');
    await run(store, again);
    await run(store, other);
    await vi.waitFor(() => expect([again.heard, other.heard]).toEqual([[3], [1, 2, 3]]), soon);
  });

  test('a crash between hearing and keeping the place repeats that batch and loses nothing', async () => {
    const store = await open();
    await publish(store, 1, 2, 3);
    // The process ends while the consumer hears: nothing after it happens.
    const crashing = listener('mail', { hear: () => new Promise(() => {}) });
    const runner = new OutboxRunner(store, crashing, quiet);
    await runner.start();
    expect(await findCursor(store.db, 'mail')).toBeUndefined();
    const restarted = await store.openAgain();
    const mail = listener('mail');
    await store.close();
    await run(restarted, mail);
    await vi.waitFor(() => expect(mail.heard).toEqual([1, 2, 3]), soon);
    await vi.waitFor(
      async () => expect(await findCursor(restarted.db, 'mail')).toEqual(await findHead(restarted.db)),
      soon,
    );
  });

  test('a consumer that fails is given the same events again, and holds up nobody else', async () => {
    const store = await open();
    let failures = 2;
    const heard: (number | null)[][] = [];
    const shaky = listener('webhooks', {
      hear: async (events) => {
        heard.push(events.map((event) => event.subject));
        if (failures-- > 0) throw new Error('The other side does not answer.');
      },
    });
    const site = listener('site');
    await run(store, shaky);
    await run(store, site);
    await publish(store, 1);
    await vi.waitFor(() => expect(heard).toEqual([[1], [1], [1]]), soon);
    expect(site.heard).toEqual([1]);
    await vi.waitFor(
      async () => expect(await findCursor(store.db, 'webhooks')).toEqual(await findHead(store.db)),
      soon,
    );
  });

  test('a page store hears only what happens from now on, and keeps no place', async () => {
    const store = await open();
    await publish(store, 1);
    await readable(store, 1);
    const pages = listener('pages', { memory: true });
    await run(store, pages);
    await publish(store, 2);
    await vi.waitFor(() => expect(pages.heard).toEqual([2]), soon);
    expect(await findCursor(store.db, 'pages')).toBeUndefined();
  });

  test('a page store that starts on an empty paper hears the first story', async () => {
    const store = await open();
    const pages = listener('pages', { memory: true });
    await run(store, pages);
    await publish(store, 1);
    await vi.waitFor(() => expect(pages.heard).toEqual([1]), soon);
  });

  test('who stops listening hears no more', async () => {
    const store = await open();
    const site = listener('site');
    const runner = await run(store, site);
    await publish(store, 1);
    await vi.waitFor(() => expect(site.heard).toEqual([1]), soon);
    await runner.stop();
    await publish(store, 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(site.heard).toEqual([1]);
  });
});

onBothDatabases('several processes', (open, dialect) => {
  if (dialect === 'postgres') {
    test('what commits late is not skipped, though others with later ids came first', async () => {
      const store = await open();
      const mail = listener('mail');
      await run(store, mail);
      const slow = new pg.Client({ connectionString: store.databaseUrl });
      await slow.connect();
      await slow.query('begin');
      await slow.query(insertEvent(1));
      const early = await store.db.selectFrom('event').select('id').execute();
      expect(early).toEqual([]);
      await publish(store, 2);
      await publish(store, 3);
      expect(await listEvents(store.db, beginning, 10)).toEqual([]);
      expect((await store.db.selectFrom('event').select('subject').execute()).length).toBe(2);
      await slow.query('commit');
      await slow.end();
      await vi.waitFor(() => expect(mail.heard).toEqual([1, 2, 3]), soon);
    });

    test('what was rolled back holds nobody up', async () => {
      const store = await open();
      const mail = listener('mail');
      await run(store, mail);
      const slow = new pg.Client({ connectionString: store.databaseUrl });
      await slow.connect();
      await slow.query('begin');
      await slow.query(insertEvent(1));
      await publish(store, 2);
      await slow.query('rollback');
      await slow.end();
      await vi.waitFor(() => expect(mail.heard).toEqual([2]), soon);
    });

    test('twenty writers that commit in any order are all heard, each once', async () => {
      const store = await open();
      const mail = listener('mail');
      await run(store, mail);
      const writers = await Promise.all(
        countUpTo(20).map(async (subject) => {
          const client = new pg.Client({ connectionString: store.databaseUrl });
          await client.connect();
          await client.query('begin');
          await client.query(insertEvent(subject));
          return client;
        }),
      );
      const order = writers.toSorted(
        (one, other) => shuffled(writers.indexOf(one)) - shuffled(writers.indexOf(other)),
      );
      for (const client of order) {
        await client.query('commit');
        await client.end();
      }
      await vi.waitFor(() => expect(mail.heard.length).toBe(20), soon);
      expect(mail.heard.toSorted((one, other) => (one ?? 0) - (other ?? 0))).toEqual(countUpTo(20));
    });

    test('a commit of one process wakes the other', async () => {
      const store = await open();
      const other = await store.openAgain();
      let woken = 0;
      other.onCommit(() => {
        woken += 1;
      });
      const pages = listener('pages', { memory: true });
      await run(other, pages);
      await publish(store, 1);
      await vi.waitFor(() => expect(pages.heard).toEqual([1]), soon);
      expect(woken).toBeGreaterThan(0);
    });

    test('of two processes one hears for a consumer, and the other takes over when it ends', async () => {
      const store = await open();
      const other = await store.openAgain();
      const first = listener('mail');
      const second = listener('mail');
      await run(store, first);
      await publish(store, 1);
      await vi.waitFor(() => expect(first.heard).toEqual([1]), soon);
      await run(other, second);
      await publish(store, 2);
      await vi.waitFor(() => expect(first.heard).toEqual([1, 2]), soon);
      expect(second.heard).toEqual([]);
      await running[0]?.stop();
      await store.close();
      await publish(other, 3);
      await vi.waitFor(() => expect(second.heard).toEqual([3]), soon);
    });

    test('a broken line to the database is mended, and nothing is missed', async () => {
      const store = await open();
      const mail = listener('mail');
      await run(store, mail);
      await publish(store, 1);
      await vi.waitFor(() => expect(mail.heard).toEqual([1]), soon);
      const admin = new pg.Client({ connectionString: store.databaseUrl });
      await admin.connect();
      await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await admin.query(insertEvent(2));
      await admin.end();
      await vi.waitFor(() => expect(mail.heard).toEqual([1, 2]), soon);
    });
  }

  test('what another process wrote is heard, too', async () => {
    const store = await open();
    const other = await store.openAgain();
    const mail = listener('mail');
    await run(store, mail);
    await publish(other, 1);
    await vi.waitFor(() => expect(mail.heard).toEqual([1]), soon);
  });
});

function insertEvent(subject: number): string {
  return `insert into event (name, subject, payload, at) values ('story.published', ${subject}, '{}', 0)`;
}

/** Some other order of 0 to 19, the same each time. */
function shuffled(at: number): number {
  return (at * 7 + 3) % 20;
}

onBothDatabases('forgetting events', (open) => {
  test('old events go once every consumer has read them, and the newest stays', async () => {
    const { db } = await open();
    for (const [subject, day] of [1, 2, 3, 20].entries()) {
      const at = new Date(Date.UTC(2026, 0, day));
      await db.transaction().execute((tx) => tell(tx, 'story.published', subject, {}, at));
    }
    // Another test's transaction may hold the newest back for a moment on Postgres.
    await vi.waitFor(async () => expect(await listEvents(db, beginning, 10)).toHaveLength(4), soon);
    const [first, second] = await listEvents(db, beginning, 10);
    if (!first || !second) throw new Error('The events are not there.');
    await saveCursor(db, 'archive', { xact: second.xact, eventId: second.id });
    await saveCursor(db, 'letters', { xact: first.xact, eventId: first.id });
    const left = async () => (await toldEvents(db)).map((event) => event.subject);
    expect(await pruneEvents(db, new Date(Date.UTC(2026, 0, 10)))).toBe(1);
    expect(await left()).toEqual([1, 2, 3]);
    const head = await findHead(db);
    for (const consumer of ['archive', 'letters']) await saveCursor(db, consumer, head);
    expect(await pruneEvents(db, new Date(Date.UTC(2027, 0, 1)))).toBe(2);
    expect(await left()).toEqual([3]);
  });
});
