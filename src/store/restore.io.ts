import { createReadStream } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fault } from '#kit/fault.js';
import { asleepRow, fallAsleep } from './asleep.sql.ts';
import { damaged, getBackup, listEntries, verifyKept } from './backup-folder.io.ts';
import { contentPath, type Entry, type Manifest } from './backup-form.ts';
import { listFilled, loadTables } from './dump.sql.ts';
import { storeFaults } from './faults.ts';
import type { Files } from './files.io.ts';
import { hashFile } from './hashed.io.ts';
import { splitLines } from './json-lines.ts';
import { holdFolder } from './lock.io.ts';
import { migrate } from './migrate.sql.ts';
import { migrations } from './migrations/all.ts';
import { tell } from './outbox.sql.ts';
import { databasePath, openStore } from './store.io.ts';
import { toStoreFault } from './trouble.ts';
import { makeWhole } from './whole-file.io.ts';

/** What kind a file is stands in its row; the file store need not know. */
const ANY_MIME = 'application/octet-stream';

/** Where a backup is restored to: an empty or missing folder, files and, on Postgres, a database with nothing in them. */
export type RestorePlace = { folder: string; files: Files; databaseUrl?: string | undefined };

export type RestoreOptions = {
  /** Puts the copy to sleep: it sends, charges, fetches and publishes nothing until `wake`. */
  asCopy: boolean;
  now: Date;
  tell?: (says: string, share?: number) => void;
};

export type RestoreReport = { madeAt: string; files: number };

/**
 * Makes a publication of a backup. Everything is compared with its checksum on the way; the database comes last, so
 * that a restore that broke off is not taken for a paper, and what came before it is removed again.
 *
 * throws  backup-missing, backup-newer, backup-damaged, backup-other-database, restore-not-empty, store-newer,
 *         store-full, store-not-writable
 */
export async function restore(
  place: RestorePlace,
  source: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const manifest = await getBackup(source);
  checkSteps(manifest);
  checkKind(manifest, source, place);
  await checkEmpty(place);
  const hold = await holdFolder(place.folder, async () => {
    throw new Error('a backup is being restored');
  });
  const made: Entry[] = [];
  try {
    await verifyKept(source, manifest.database);
    await verifyKept(source, manifest.files);
    await restoreFiles(place, source, { manifest, made, tell: options.tell ?? (() => {}) });
    options.tell?.('The database is restored.');
    await restoreDatabase(place, source, manifest, options);
  } catch (error) {
    await takeBack(place, made);
    throw toStoreFault(error, place.folder);
  } finally {
    await hold.release();
  }
  return { madeAt: manifest.madeAt, files: made.length };
}

function checkSteps(manifest: Manifest): void {
  const known = new Set(migrations.map((step) => step.name));
  const unknown = manifest.steps.find((step) => !known.has(step));
  if (unknown !== undefined) throw fault(storeFaults, 'store-newer', { step: unknown });
}

function checkKind({ database }: Manifest, source: string, { databaseUrl }: RestorePlace): void {
  const other = databaseUrl ? 'postgres' : 'sqlite';
  const names = { sqlite: 'SQLite', postgres: 'Postgres' };
  if (database.kind !== other)
    throw fault(storeFaults, 'backup-other-database', {
      folder: source,
      kind: names[database.kind],
      other: names[other],
    });
}

async function checkEmpty({ folder, files, databaseUrl }: RestorePlace): Promise<void> {
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw fault(storeFaults, 'restore-not-empty', { place: folder });
  for await (const { key } of files.list(''))
    throw fault(storeFaults, 'restore-not-empty', { place: `the file store (${key})` });
  if (!databaseUrl) return;
  const store = await openStore({ folder, databaseUrl });
  try {
    const [table] = await listFilled(store.db);
    if (table !== undefined)
      throw fault(storeFaults, 'restore-not-empty', { place: `the database (${table})` });
  } finally {
    await store.close();
  }
}

async function restoreFiles(
  place: RestorePlace,
  source: string,
  work: { manifest: Manifest; made: Entry[]; tell: (says: string, share?: number) => void },
): Promise<void> {
  const { manifest, made, tell: say } = work;
  for await (const entry of listEntries(source, manifest)) {
    made.push(entry);
    const content = join(source, contentPath(entry.sha256));
    const found = await hashFile(content).catch(() => undefined);
    if (found?.sha256 !== entry.sha256)
      throw damaged(source, `the content of ${entry.path} is not what it was`);
    if (entry.in === 'folder')
      await makeWhole(join(place.folder, entry.path), (path) => copyFile(content, path));
    else await place.files.writeStream(entry.path, createReadStream(content), entry.sizeBytes, ANY_MIME);
    if (made.length % 100 === 0) say('Files are restored.', made.length / manifest.files.count);
  }
}

async function restoreDatabase(
  place: RestorePlace,
  source: string,
  manifest: Manifest,
  { asCopy, now }: RestoreOptions,
): Promise<void> {
  const path = join(source, manifest.database.file);
  if (manifest.database.kind === 'postgres') return restorePostgres(place, path, { manifest, asCopy, now });
  await makeWhole(databasePath(place.folder), async (unfinished) => {
    await copyFile(path, unfinished);
    markRestored(unfinished, asCopy, now);
  });
}

/** Marks the copy before it gets its name: no moment in which it could be served awake. */
function markRestored(path: string, asCopy: boolean, now: Date): void {
  const db = new DatabaseSync(path);
  try {
    const { name, value } = asleepRow(now);
    if (asCopy) db.prepare('insert or replace into meta (name, value) values (?, ?)').run(name, value);
    const event = db.prepare(
      "insert into event (name, payload, at) values ('publication.restored', '{}', ?)",
    );
    event.run(now.getTime());
  } finally {
    db.close();
  }
}

async function restorePostgres(
  place: RestorePlace,
  path: string,
  { manifest, asCopy, now }: { manifest: Manifest; asCopy: boolean; now: Date },
): Promise<void> {
  const store = await openStore(place);
  try {
    // The dump fits the steps it was made with; what is newer comes when the paper is served.
    const steps = migrations.filter((step) => manifest.steps.includes(step.name));
    await migrate(store.db, store.dialect, now, steps);
    await store.db.transaction().execute(async (tx) => {
      await loadTables(tx, splitLines(createReadStream(path, { encoding: 'utf8' })));
      if (asCopy) await fallAsleep(tx, now);
      await tell(tx, 'publication.restored', null, {}, now);
    });
  } finally {
    await store.close();
  }
}

/** The folder was empty when we began. */
async function takeBack({ folder, files }: RestorePlace, made: readonly Entry[]): Promise<void> {
  for (const entry of made) if (entry.in === 'files') await files.remove(entry.path).catch(() => {});
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
