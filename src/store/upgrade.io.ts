import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyDatabase } from './copy-database.io.ts';
import { listPending, listRan, migrate } from './migrate.sql.ts';
import { migrations } from './migrations/all.ts';
import type { Migration } from './migrations/dialect.ts';
import { databasePath, openStore, type Store, type StoreOptions } from './store.io.ts';
import { makeWhole } from './whole-file.io.ts';

/**
 * Brings the database of a data folder to this version before it is opened for work. An older SQLite database is copied
 * to `before-STEP.db` in the folder first, and the copy put back when a step fails; on Postgres each step undoes itself.
 * Nobody else may use the folder meanwhile.
 *
 * returns  names of the steps that ran
 * throws   store-newer, store-step-failed, store-full, and what opening throws
 */
export async function prepareDatabase(
  options: StoreOptions,
  now: Date,
  known: readonly Migration[] = migrations,
): Promise<string[]> {
  const { store, pending, copy } = await openOlder(options, known);
  try {
    return pending.length > 0 ? await migrate(store.db, store.dialect, now, known) : [];
  } catch (error) {
    await store.close();
    if (copy) await putBack(copy, options.folder);
    throw error;
  } finally {
    await store.close();
  }
}

type Older = { store: Store; pending: string[]; copy: string | undefined };

async function openOlder(options: StoreOptions, known: readonly Migration[]): Promise<Older> {
  const store = await openStore(options);
  try {
    const pending = await listPending(store.db, known);
    const isOlder = pending.length > 0 && (await listRan(store.db)).length > 0;
    const copy = isOlder && store.dialect === 'sqlite' ? await copyAside(store, pending[0] ?? '') : undefined;
    return { store, pending, copy };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Copies the database under the name of the first step it lacks; copies of earlier steps make room. */
async function copyAside(store: Store, step: string): Promise<string> {
  const name = `before-${step}.db`;
  await copyDatabase(store, join(store.folder, name));
  for (const other of await readdir(store.folder))
    if (/^before-.+\.db$/.test(other) && other !== name) await rm(join(store.folder, other), { force: true });
  return join(store.folder, name);
}

async function putBack(copy: string, folder: string): Promise<void> {
  const path = databasePath(folder);
  // What the log still holds belongs to the database that is replaced.
  for (const log of [`${path}-wal`, `${path}-shm`]) await rm(log, { force: true });
  await makeWhole(path, (unfinished) => copyFile(copy, unfinished));
}
