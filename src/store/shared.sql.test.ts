import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { onBothDatabases } from '#harness/both-databases.js';
import {
  appendUpdates,
  compactShared,
  listStanding,
  listUpdatesOfOthers,
  loadShared,
  removeShared,
  replaceShared,
  startShared,
} from './shared.sql.ts';
import type { Store } from './store.io.ts';
import type { Tx } from './tables.ts';

const now = new Date('2026-06-01T12:00:00Z');
const name = 'story/12';

/** A document, and the updates that typing these words made. */
function typed(...words: string[]): { doc: Doc; updates: Uint8Array[] } {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of words) doc.getText('headline').insert(doc.getText('headline').length, word);
  return { doc, updates };
}

async function wordsOf(store: Store): Promise<string> {
  const stored = await loadShared(store.db, name);
  const doc = new Doc();
  if (stored) applyUpdate(doc, stored.update);
  return doc.getText('headline').toString();
}

onBothDatabases('shared documents', (open) => {
  const inTx = (store: Store, work: (tx: Tx) => Promise<unknown>) => store.db.transaction().execute(work);
  const append = (store: Store, updates: Uint8Array[], generation = 1, writer = 'here') =>
    store.db.transaction().execute((tx) =>
      appendUpdates(
        tx,
        updates.map((bytes) => ({ name, generation, bytes, account: 7, at: now })),
        writer,
      ),
    );

  test('what is appended is read back, before and after it went into the snapshot', async () => {
    const store = await open();
    const { updates } = typed('Bridge', ' closed', ' again');
    await inTx(store, (tx) => startShared(tx, name, updates[0] as Uint8Array, now));
    await inTx(store, (tx) => startShared(tx, name, encodeStateAsUpdate(new Doc()), now));
    expect(await append(store, updates.slice(1))).toEqual(new Set());
    expect(await wordsOf(store)).toBe('Bridge closed again');
    await inTx(store, (tx) => compactShared(tx, name, (update) => update));
    expect(await wordsOf(store)).toBe('Bridge closed again');
    expect(await loadShared(store.db, name)).toMatchObject({ generation: 1, waiting: 0 });
    expect(await loadShared(store.db, 'story/13')).toBeUndefined();
  });

  test('nothing of a replaced document stays stored or comes back', async () => {
    const store = await open();
    const { updates } = typed('Secret', ' words');
    await inTx(store, (tx) => startShared(tx, name, updates[0] as Uint8Array, now));
    await append(store, updates.slice(1));
    const clean = encodeStateAsUpdate(typed('Clean').doc);
    await inTx(store, (tx) => replaceShared(tx, name, clean, now));
    expect(await append(store, updates)).toEqual(new Set([name]));
    expect(await wordsOf(store)).toBe('Clean');
    expect(await store.db.selectFrom('shared_update').select('id').execute()).toEqual([]);
    expect(await listStanding(store.db, [name, 'story/13'])).toEqual(
      new Map([[name, { generation: 2, snapshotUpTo: 0, upTo: 0 }]]),
    );
    await inTx(store, (tx) => removeShared(tx, name));
    expect(await append(store, updates, 2)).toEqual(new Set([name]));
  });

  test('a process reads what others wrote, not what it wrote itself', async () => {
    const store = await open();
    const { updates } = typed('One', ' two');
    await inTx(store, (tx) => startShared(tx, name, encodeStateAsUpdate(new Doc()), now));
    await append(store, updates.slice(0, 1), 1, 'here');
    await append(store, updates.slice(1), 1, 'there');
    const others = await listUpdatesOfOthers(store.db, { name, after: 0, writer: 'here' });
    expect(others.map(({ bytes }) => bytes)).toEqual([updates[1]]);
    const again = { name, after: others[0]?.id ?? 0, writer: 'here' };
    expect(await listUpdatesOfOthers(store.db, again)).toEqual([]);
  });
});
