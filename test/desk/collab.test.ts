import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { endSessions } from '#accounts/session.sql.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';
import type { StoryId } from '#kit/ids.js';
import { openStore } from '#store/store.io.js';
import { saveTakenOff } from '#stories/save.sql.js';
import type { Published } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { findWork, joinTeam, startWork } from '#stories/work.sql.js';
import { kill } from '#stories/workflow.js';
import { changeWorking, listTouches, readWorkingContent, replaceWorking } from '#stories/working.sql.js';
import { addParagraph, type ClientWish, type DeskClient, openClient, wordsAt } from './collab-client.ts';
import { sendUpdate } from './collab-forger.ts';

const opened: DeskClient[] = [];

async function aDesk() {
  const here = await serveHere(await newFolder('collab'));
  const { store } = here.house;
  const [id] = await addTestStories(store, [
    { headline: 'Bridge closed', at: '2026-06-01T06:00:00Z', text: 'One.\nTwo.', state: 'draft' },
  ]);
  const person = (
    name: string,
    role: 'editor' | 'reporter' | 'contributor' | 'commercial' | 'chief' = 'editor',
  ) => signIn(store, { name, email: `${name.toLowerCase()}@example.org`, role });
  const open = (cookie: string | undefined, wish: Partial<ClientWish> = {}) => {
    const client = openClient({ url: here.url, name: `story/${id}`, ...(cookie && { cookie }), ...wish });
    opened.push(client);
    return client;
  };
  return { here, store, id: id as StoryId, person, open };
}

function closeAll(): void {
  for (const client of opened.splice(0)) client.close();
}

const waitFor = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

test('two people in one story see each other’s words, and saved means committed', async () => {
  const { store, id, person, open } = await aDesk();
  const [ada, ben] = await Promise.all([person('Ada'), person('Ben')]);
  const one = open(ada.cookie);
  const two = open(ben.cookie);
  await Promise.all([one.synced(), two.synced()]);
  expect(one.headline.toString()).toBe('Bridge closed');
  one.headline.insert(13, ' again');
  wordsAt(two.doc, 1)?.insert(3, ' paragraphs');
  await Promise.all([one.saved(), two.saved()]);
  const content = await readWorkingContent(store.db, id);
  expect(content.headline).toBe('Bridge closed again');
  expect(JSON.stringify(content.body)).toContain('Two paragraphs.');
  await waitFor(() => expect(two.headline.toString()).toBe('Bridge closed again'));
  expect(await listTouches(store.db, id)).toEqual(
    expect.arrayContaining([
      { part: 'headline', staff: ada.staff.id, at: expect.any(Number) },
      { part: 'p0000001', staff: ben.staff.id, at: expect.any(Number) },
    ]),
  );
  await waitFor(async () =>
    expect(await findWork(store.db, id)).toMatchObject({ headline: 'Bridge closed again' }),
  );
  closeAll();
  // The last one has left: the pause is kept as a revision, and the updates lie in the snapshot.
  await waitFor(async () => {
    const revisions = await store.db.selectFrom('revision').select(['reason', 'made_by']).execute();
    expect(revisions.at(-1)).toMatchObject({ reason: 'pause' });
    expect(await store.db.selectFrom('shared_update').select('id').execute()).toEqual([]);
  });
});

test('taking a paragraph away is remembered as a touch', async () => {
  const { store, id, person, open } = await aDesk();
  const ada = await person('Ada');
  const one = open(ada.cookie);
  await one.synced();
  one.doc.getXmlFragment('body').delete(0, 1);
  addParagraph(one.doc, 1, 'Three.', 'p0000003');
  await one.saved();
  const touches = await listTouches(store.db, id);
  expect(touches.map(({ part }) => part).sort()).toEqual(['p0000000', 'p0000003']);
  closeAll();
});

test('what is typed without a line merges when it is back', async () => {
  const { person, open } = await aDesk();
  const one = open((await person('Ada')).cookie);
  const two = open((await person('Ben')).cookie);
  await Promise.all([one.synced(), two.synced()]);
  one.goOffline();
  await waitFor(() => expect(one.isOffline()).toBe(true));
  one.headline.insert(0, 'Old ');
  two.headline.insert(13, '!');
  expect(one.saves().waiting).toBe(1);
  one.goOnline();
  await Promise.all([one.saved(), two.saved()]);
  await waitFor(() => expect(two.headline.toString()).toBe('Old Bridge closed!'));
  await waitFor(() => expect(one.headline.toString()).toBe('Old Bridge closed!'));
  closeAll();
});

test('without a session, without rights and from another site nobody comes in', async () => {
  const { person, open, here } = await aDesk();
  const stranger = open(undefined);
  const commercial = open((await person('Cleo', 'commercial')).cookie);
  const contributor = open((await person('Dan', 'contributor')).cookie);
  const noSuch = open((await person('Ada')).cookie, { name: 'story/4711' });
  const noKind = open((await person('Ada')).cookie, { name: 'secret/1' });
  await waitFor(() => expect(stranger.denied).toContain('not-signed-in'));
  for (const client of [commercial, contributor, noSuch, noKind]) {
    await waitFor(() => expect(client.denied).toContain('not-allowed'));
  }
  const foreign = new WebSocket(`${here.url.replace('http', 'ws')}/desk/socket`, {
    headers: { origin: 'https://evil.example' },
  });
  const status = await new Promise((resolve) => {
    foreign.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    foreign.on('error', () => {});
  });
  expect(status).toBe(403);
  closeAll();
});

test('a contributor writes in their own story and cannot open it for free or move the premium cut', async () => {
  const { store, id, person, open } = await aDesk();
  const dan = await person('Dan', 'contributor');
  await store.db.transaction().execute((tx) => joinTeam(tx, id, [dan.staff.id]));
  await store.db.transaction().execute((tx) => startWork(tx, { story: id, by: dan.staff.id }, new Date()));
  const ada = await person('Ada');
  const editor = open(ada.cookie);
  await editor.synced();
  const own = open(dan.cookie);
  await own.synced();
  own.headline.insert(0, 'Our ');
  await own.saved();
  own.doc.getMap('fields').set('access', 'registered');
  await waitFor(() => expect(own.refused).toContain('field-guarded'));
  editor.doc.getMap('fields').set('access', 'members');
  await editor.saved();
  expect(await readWorkingContent(store.db, id)).toMatchObject({
    headline: 'Our Bridge closed',
    access: { to: 'members' },
  });
  closeAll();
});

test('a session that ends, or a role that is taken away, ends the line at once', async () => {
  const { store, person, open } = await aDesk();
  const ada = await person('Ada');
  const ben = await person('Ben');
  const one = open(ada.cookie);
  const two = open(ben.cookie);
  await Promise.all([one.synced(), two.synced()]);
  await store.db.transaction().execute((tx) => endSessions(tx, ada.staff.id, 'all', new Date()));
  await store.db
    .transaction()
    .execute((tx) =>
      saveStaff(tx, { name: 'Ben', email: 'ben@example.org', role: 'commercial' }, new Date()),
    );
  await waitFor(() => expect(one.refused).toContain('not-signed-in'));
  await waitFor(() => expect(two.refused).toContain('not-allowed'));
  one.headline.insert(0, 'Too late ');
  expect(one.saves().waiting).toBe(1);
  closeAll();
});

test('a broken, forged or stale update harms nobody but its sender’s line', async () => {
  const { store, id, here, person, open } = await aDesk();
  const ada = await person('Ada');
  const one = open(ada.cookie);
  await one.synced();
  one.provider.setAwarenessField('part', 'headline');
  one.headline.insert(0, 'A');
  await one.saved();
  const ben = await person('Ben');
  const line = { url: here.url, name: `story/${id}`, cookie: ben.cookie };
  expect(await sendUpdate(line, new Uint8Array([1, 2, 3, 250, 250, 7]))).toBe('update-not-readable');
  expect(await sendUpdate(line, new Uint8Array(3 * 1024 * 1024))).toBe('update-too-large');
  const forger = new Doc();
  forger.clientID = one.doc.clientID;
  forger.getText('headline').insert(0, 'x'.repeat(200));
  expect(await sendUpdate(line, encodeStateAsUpdate(forger))).toBe('update-forged');
  const later = new Doc();
  const updates: Uint8Array[] = [];
  later.on('update', (update: Uint8Array) => updates.push(update));
  later.getText('headline').insert(0, 'one');
  later.getText('headline').insert(3, 'two');
  expect(await sendUpdate(line, updates[1] as Uint8Array)).toBe('update-out-of-step');
  one.headline.insert(1, 'B');
  await one.saved();
  expect((await readWorkingContent(store.db, id)).headline).toBe('ABBridge closed');
  expect(one.refused).toEqual([]);
  closeAll();
});

test('who may only read sees what is typed and writes nothing', async () => {
  const { store, id, person, open } = await aDesk();
  const editor = open((await person('Ada')).cookie);
  const reader = open((await person('Rita', 'reporter')).cookie);
  await Promise.all([editor.synced(), reader.synced()]);
  editor.headline.insert(13, '.');
  await waitFor(() => expect(reader.headline.toString()).toBe('Bridge closed.'));
  reader.headline.insert(0, 'Not ');
  await waitFor(() => expect(reader.refused).toContain('read-only'));
  await editor.saved();
  expect((await readWorkingContent(store.db, id)).headline).toBe('Bridge closed.');
  expect(reader.saves().waiting).toBe(1);
  closeAll();
});

test('a story that is killed while somebody types can be read from then on, not written', async () => {
  const { store, id, person, open } = await aDesk();
  const one = open((await person('Ada')).cookie);
  await one.synced();
  one.headline.insert(13, '.');
  await one.saved();
  await store.db
    .transaction()
    .execute(async (tx) => saveTakenOff(tx, kill((await getStory(tx, id)) as Published), new Date()));
  await waitFor(() => expect(one.refused).toContain('rights-changed'));
  await waitFor(() => expect(one.provider.authorizedScope).toBe('readonly'));
  closeAll();
});

test('nobody stands in a story under another’s name', async () => {
  const { person, open } = await aDesk();
  const ada = open((await person('Ada')).cookie);
  const ben = open((await person('Ben')).cookie);
  await Promise.all([ada.synced(), ben.synced()]);
  ben.provider.setAwarenessField('user', { id: 1, name: 'Ada', color: '#000000' });
  await waitFor(() => {
    const states = ada.provider.awareness?.getStates() ?? new Map();
    expect(states.get(ben.doc.clientID)).toMatchObject({ user: { name: 'Ben' } });
  });
  closeAll();
});

test('words that were taken out for good do not come back from anybody’s copy', async () => {
  const { store, id, person, open } = await aDesk();
  const ada = await person('Ada');
  const one = open(ada.cookie, { token: '1' });
  await one.synced();
  one.headline.insert(0, 'Secret ');
  await one.saved();
  const clean = { ...(await readWorkingContent(store.db, id)), headline: 'Bridge closed' };
  await store.db.transaction().execute((tx) => replaceWorking(tx, id, clean, new Date()));
  await waitFor(() => expect([...one.refused, ...one.denied]).toContain('turned-away'));
  const fresh = open(ada.cookie, { token: '2' });
  await waitFor(() => expect(one.denied).toContain('turned-away'));
  await fresh.synced();
  expect(fresh.headline.toString()).toBe('Bridge closed');
  fresh.headline.insert(13, '.');
  await fresh.saved();
  expect((await readWorkingContent(store.db, id)).headline).toBe('Bridge closed.');
  closeAll();
  await waitFor(async () => {
    const revisions = await store.db.selectFrom('revision').select('content').execute();
    expect(revisions.at(-1)?.content).toContain('Bridge closed.');
    expect(JSON.stringify(revisions)).not.toContain('Secret');
  });
  expect((await findWork(store.db, id))?.headline).toBe('Bridge closed.');
});

test('what the house itself changes is seen by those who type', async () => {
  const { store, id, person, open } = await aDesk();
  const ada = await person('Ada');
  const one = open(ada.cookie);
  await one.synced();
  await store.db
    .transaction()
    .execute((tx) =>
      changeWorking(tx, id, { by: ada.staff.id, at: new Date() }, (doc) =>
        doc.getText('headline').insert(0, 'Restored: '),
      ),
    );
  await waitFor(() => expect(one.headline.toString()).toBe('Restored: Bridge closed'));
  closeAll();
});

test('while the disk is full nothing is called saved, typing goes on, and then it is saved', async () => {
  const { store, id, person, open, here } = await aDesk();
  const one = open((await person('Ada')).cookie);
  await one.synced();
  await one.saved();
  const { db } = here.house.store;
  await db.schema.alterTable('shared_update').renameTo('shared_update_away').execute();
  one.headline.insert(0, 'A');
  await waitFor(() => expect(one.saves().failing).not.toBeNull());
  one.headline.insert(1, 'B');
  await db.schema.alterTable('shared_update_away').renameTo('shared_update').execute();
  await one.saved();
  expect((await readWorkingContent(store.db, id)).headline).toBe('ABBridge closed');
  closeAll();
});

test('stopping the server loses nothing that was typed just before', async () => {
  const { here, store, id, person, open } = await aDesk();
  const one = open((await person('Ada')).cookie);
  await one.synced();
  one.headline.insert(0, 'Last: ');
  const other = open((await person('Ben')).cookie);
  await other.synced();
  await waitFor(() => expect(other.headline.toString()).toBe('Last: Bridge closed'));
  await here.stop();
  const again = await openStore({ folder: store.folder });
  expect((await readWorkingContent(again.db, id)).headline).toBe('Last: Bridge closed');
  await again.close();
  closeAll();
});
