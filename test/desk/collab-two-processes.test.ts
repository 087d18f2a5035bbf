import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { openAccounts } from '#accounts/accounts.io.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { Collab } from '#desk/collab.io.js';
import { newFolder } from '#harness/folder.js';
import { newPostgres } from '#harness/postgres.js';
import type { StoryId } from '#kit/ids.js';
import { readSettings } from '#paper/settings.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { readWorkingContent, replaceWorking } from '#stories/working.sql.js';
import { openClient } from './collab-client.ts';

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** What one serving process has for working together. */
async function serveCollab(store: Store): Promise<string> {
  const log = { error: () => {}, warn: () => {} };
  const clock = () => new Date();
  const settings = () => readSettings([]);
  const accounts = await openAccounts({ store, settings, address: () => 'http://127.0.0.1', clock, log });
  const collab = new Collab({ store, clock, log, findSignedIn: accounts.findSignedIn });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => collab.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  stops.push(async () => {
    await collab.close();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const waitFor = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** A store of Postgres, and how to open it as another process would. */
async function openTwo(): Promise<[Store, Store]> {
  const database = await newPostgres();
  stops.push(() => database.remove());
  const folder = await newFolder('two');
  const open = async () => {
    const store = await openStore({ folder, databaseUrl: database.url });
    stops.push(() => store.close());
    return store;
  };
  const store = await open();
  await migrate(store.db, store.dialect, new Date());
  return [store, await open()];
}

test('people at different processes write in one story', async () => {
  const [store, other] = await openTwo();
  const [id] = await addTestStories(store, [
    { headline: 'Bridge', at: '2026-06-01T06:00:00Z', text: 'One.', state: 'draft' },
  ]);
  const { cookie } = await signIn(store, { name: 'Ada', email: 'ada@example.org', role: 'editor' });
  const name = `story/${id}`;
  const one = openClient({ url: await serveCollab(store), name, cookie, token: '1' });
  const two = openClient({ url: await serveCollab(other), name, cookie, token: '1' });
  await Promise.all([one.synced(), two.synced()]);
  one.headline.insert(6, ' closed');
  two.headline.insert(0, 'The ');
  await waitFor(() => expect(two.headline.toString()).toBe('The Bridge closed'));
  await waitFor(() => expect(one.headline.toString()).toBe('The Bridge closed'));
  two.headline.insert(17, ' for good');
  await waitFor(() => expect(one.headline.toString()).toBe('The Bridge closed for good'));
  await Promise.all([one.saved(), two.saved()]);
  const content = await readWorkingContent(store.db, id as StoryId);
  expect(content.headline).toBe('The Bridge closed for good');
  // The first leaves and puts the story away; the other goes on.
  one.close();
  await waitFor(async () => {
    const { up_to } = await store.db.selectFrom('shared_document').select('up_to').executeTakeFirstOrThrow();
    expect(up_to).toBeGreaterThan(0);
  });
  two.headline.insert(0, 'Now: ');
  await two.saved();
  expect((await readWorkingContent(store.db, id as StoryId)).headline).toBe(
    'Now: The Bridge closed for good',
  );
  await store.db.transaction().execute((tx) => replaceWorking(tx, id as StoryId, content, new Date()));
  await waitFor(() => expect(two.denied).toContain('turned-away'));
  two.close();
});
