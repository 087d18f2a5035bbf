import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { runSource } from '#harness/run-source.js';
import type { StoryId } from '#kit/ids.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import { OutboxRunner } from '#store/runner.job.js';
import type { Store } from '#store/store.io.js';
import { findAddress } from './addresses.sql.ts';
import { readStory } from './readable.sql.ts';

const now = new Date('2026-06-01T13:00:00Z');
const WANTED = 200;
/** After how many more acknowledged stories the process is killed, in turn. */
const LIVES = [1, 37, 5, 64, 23];

/** Publishes in another process until `count` more are acknowledged, kills it then, and gives their numbers. */
async function publishUntilKilled(store: Store, databaseUrl: string, count: number): Promise<number[]> {
  const child = runSource(`${import.meta.dirname}/testing/publish-loop.ts`, store.folder, databaseUrl);
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // What came down the pipe before the end was acknowledged, also after the kill.
    acknowledged.push(Number(line));
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await ended;
  expect(complaint).toBe('');
  return acknowledged;
}

onBothDatabases('kill -9 during 200 publishes', (open, dialect) => {
  test('nothing that was acknowledged is lost, and nothing is half there', async () => {
    const store = await open();
    const heard: OutboxEvent[] = [];
    const consumer = {
      name: 'mail',
      memory: false,
      hear: async (events: readonly OutboxEvent[]) => void heard.push(...events),
    };
    const runner = new OutboxRunner(store, consumer, { error: () => {} });
    await runner.start();
    const acknowledged: number[] = [];
    for (let life = 0; acknowledged.length < WANTED; life += 1) {
      const count = LIVES[life % LIVES.length] ?? 1;
      acknowledged.push(...(await publishUntilKilled(store, store.databaseUrl ?? '', count)));
    }
    for (const id of acknowledged) {
      const readable = await readStory(store.db, id as StoryId, now);
      if (readable.is !== 'out') throw new Error(`Story ${id} was acknowledged and is ${readable.is}.`);
      expect(readable.story.content.standfirst).toBe(`Published as number ${id}.`);
      expect(await findAddress(store.db, readable.story.path)).toEqual({ is: 'story', id });
    }
    // Each published story stands in the search index and was told of once, acknowledged or not.
    const published = await idsOf(
      store,
      'select id from story where published_revision_id is not null order by id',
    );
    expect(await idsOf(store, 'select story_id as id from search_row order by story_id')).toEqual(published);
    await vi.waitFor(() => expect(heard.map((event) => event.subject)).toEqual(published), {
      timeout: 20_000,
    });
    await runner.stop();
    expect(published).toEqual(expect.arrayContaining(acknowledged));
    if (dialect === 'sqlite') {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(store.db);
      expect(rows.map((row) => row.integrity_check)).toEqual(['ok']);
    }
  });
});

async function idsOf(store: Store, query: string): Promise<number[]> {
  const { rows } = await sql.raw<{ id: number }>(query).execute(store.db);
  return rows.map((row) => row.id);
}
