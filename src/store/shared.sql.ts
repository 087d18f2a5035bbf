/**
 * Documents that several people write in at once, as the desk's stories and fronts are: a snapshot and the updates that
 * came after it. The store keeps their bytes and does not read them.
 */

import { sql } from 'kysely';
import { mergeUpdates } from 'yjs';
import { notifyStatement } from './postgres.io.ts';
import { dialectOf } from './store.io.ts';
import type { Db, Tx } from './tables.ts';

/** At most this many parameters are bound in one insert. */
const ROWS_AT_ONCE = 200;

/**
 * A stored document.
 *
 * generation  counts up when the document is replaced
 * update      everything of it, as one update
 * upTo        id of the last update that is in it
 * waiting     how many updates stand beside the snapshot
 */
export type SharedDocument = { generation: number; update: Uint8Array; upTo: number; waiting: number };

/** What somebody wrote. `account` null: the house itself. */
export type SharedUpdate = {
  name: string;
  generation: number;
  bytes: Uint8Array;
  account: number | null;
  at: Date;
};

export async function loadShared(db: Db, name: string): Promise<SharedDocument | undefined> {
  const document = await db
    .selectFrom('shared_document')
    .select(['generation', 'snapshot', 'up_to'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (!document) return undefined;
  const { generation, snapshot, up_to } = document;
  const updates = await db
    .selectFrom('shared_update')
    .select(['id', 'bytes'])
    .where('name', '=', name)
    .where('generation', '=', generation)
    .where('id', '>', up_to)
    .orderBy('id')
    .execute();
  return {
    generation,
    update: mergeUpdates([snapshot, ...updates.map(({ bytes }) => bytes)].map(asBytes)),
    upTo: updates.at(-1)?.id ?? up_to,
    waiting: updates.length,
  };
}

/** Puts a document there with its first content, unless somebody was faster. */
export async function startShared(tx: Tx, name: string, content: Uint8Array, now: Date): Promise<void> {
  await tx
    .insertInto('shared_document')
    .values({ name, generation: 1, snapshot: content, up_to: 0, changed_at: now.getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Appends updates, in the order given.
 *
 * writer   this process
 * returns  names of documents that were replaced meanwhile or are gone: their updates are not kept
 *
 * Each document's row is locked first, so that on Postgres the ids of its updates rise in the order of their commits
 * and whoever has read one has read all before it.
 */
export async function appendUpdates(
  tx: Tx,
  updates: readonly SharedUpdate[],
  writer: string,
): Promise<ReadonlySet<string>> {
  const names = [...new Set(updates.map(({ name }) => name))].sort();
  const generations = await lockShared(tx, names);
  const stale = new Set(
    updates.filter(({ name, generation }) => generations.get(name) !== generation).map(({ name }) => name),
  );
  const rows = updates
    .filter(({ name }) => !stale.has(name))
    .map(({ account, at, ...update }) => ({ ...update, account_id: account, writer, at: at.getTime() }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('shared_update')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
  if (rows.length > 0) await wakeOthers(tx);
  return stale;
}

/** What other processes than `writer` appended to a document after the update `after`, oldest first. */
export async function listUpdatesOfOthers(
  db: Db,
  wish: { name: string; after: number; writer: string },
): Promise<{ id: number; generation: number; bytes: Uint8Array }[]> {
  const rows = await db
    .selectFrom('shared_update')
    .select(['id', 'generation', 'bytes'])
    .where('name', '=', wish.name)
    .where('id', '>', wish.after)
    .where('writer', '<>', wish.writer)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, bytes: asBytes(row.bytes) }));
}

/** How far a document has come: its generation, and the ids of the last update in its snapshot and beside it. */
export type Standing = { generation: number; snapshotUpTo: number; upTo: number };

/** How far these documents have come; without an entry for those that are not there. */
export async function listStanding(db: Db, names: readonly string[]): Promise<Map<string, Standing>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('shared_document as document')
    .select(['name', 'generation', 'up_to'])
    .select(({ selectFrom }) =>
      selectFrom('shared_update')
        .select(({ fn }) => fn.max('id').as('last'))
        .whereRef('shared_update.name', '=', 'document.name')
        .as('last'),
    )
    .where('name', 'in', names)
    .execute();
  return new Map(
    rows.map(({ name, generation, up_to, last }) => [
      name,
      { generation, snapshotUpTo: up_to, upTo: Math.max(up_to, last ?? 0) },
    ]),
  );
}

/**
 * Puts the updates of a document into its snapshot. What was deleted leaves no words behind, as far as `condense` lets
 * go of them.
 *
 * condense  makes one update of one update, without what it no longer needs
 */
export async function compactShared(
  tx: Tx,
  name: string,
  condense: (update: Uint8Array) => Uint8Array,
): Promise<void> {
  await lockShared(tx, [name]);
  const document = await loadShared(tx, name);
  if (!document || document.waiting === 0) return;
  await tx
    .updateTable('shared_document')
    .set({ snapshot: condense(document.update), up_to: document.upTo })
    .where('name', '=', name)
    .execute();
  await tx.deleteFrom('shared_update').where('name', '=', name).where('id', '<=', document.upTo).execute();
}

/**
 * Puts another document in the place of one, for words that must vanish: its stored updates go, and whoever still has a
 * copy of the older generation is turned away.
 *
 * returns  the new generation
 */
export async function replaceShared(tx: Tx, name: string, content: Uint8Array, now: Date): Promise<number> {
  const before = (await lockShared(tx, [name])).get(name);
  const generation = (before ?? 0) + 1;
  const row = { generation, snapshot: content, up_to: 0, changed_at: now.getTime() };
  await tx
    .insertInto('shared_document')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  await tx.deleteFrom('shared_update').where('name', '=', name).execute();
  await wakeOthers(tx);
  return generation;
}

/** Whether a document is still of this generation; it stays so until the transaction ends. */
export async function isStillOf(tx: Tx, name: string, generation: number): Promise<boolean> {
  return (await lockShared(tx, [name])).get(name) === generation;
}

/** Removes a document with everything of it. */
export async function removeShared(tx: Tx, name: string): Promise<void> {
  await lockShared(tx, [name]);
  await tx.deleteFrom('shared_update').where('name', '=', name).execute();
  await tx.deleteFrom('shared_document').where('name', '=', name).execute();
  await wakeOthers(tx);
}

async function lockShared(tx: Tx, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const query = tx
    .selectFrom('shared_document')
    .select(['name', 'generation'])
    .where('name', 'in', names)
    .orderBy('name');
  const rows = await (dialectOf(tx) === 'postgres' ? query.forUpdate() : query).execute();
  return new Map(rows.map(({ name, generation }) => [name, generation]));
}

async function wakeOthers(tx: Tx): Promise<void> {
  if (dialectOf(tx) === 'postgres') await sql.raw(notifyStatement).execute(tx);
}

/** node:sqlite gives bytes of its own, pg a Buffer that may be a window on a larger one. */
function asBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
