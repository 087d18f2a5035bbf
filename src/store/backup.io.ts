import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import { keepFiles, placeOf } from './backup-files.io.ts';
import { backupLock, findBackup, listEntries, sweepBackup } from './backup-folder.io.ts';
import { type Entry, type KeptFile, MANIFEST_VERSION, type Manifest, manifestName } from './backup-form.ts';
import { copyDatabase } from './copy-database.io.ts';
import { dumpTables } from './dump.sql.ts';
import { storeFaults } from './faults.ts';
import type { Files } from './files.io.ts';
import { hashFile, writeHashed } from './hashed.io.ts';
import { listRan } from './migrate.sql.ts';
import type { Store } from './store.io.ts';
import { toStoreFault } from './trouble.ts';
import { whileAlone } from './while-alone.io.ts';
import { makeWhole, writeWhole } from './whole-file.io.ts';

export type BackupHouse = { store: Store; files: Files; folder: string };

export type BackupOptions = {
  /** Keys of files that can be made again and need not be kept. */
  leaveOut?: (key: string) => boolean;
  /** Hears how far it is. */
  tell?: (says: string) => void;
};

/** `added` counts the files that were not in the backup before, in `addedBytes`. */
export type BackupReport = {
  madeAt: string;
  databaseBytes: number;
  files: number;
  added: number;
  addedBytes: number;
};

/**
 * Makes a backup of a publication while it runs, or brings an earlier one in the same folder up to date. The database is
 * as it stood at one moment; of the files only those are read that are new or changed. Until the last step the earlier
 * backup stays whole. The folder's form stands in backup-form.ts.
 *
 * throws  backup-not-here, store-full, store-not-writable
 */
export async function backup(
  house: BackupHouse,
  target: string,
  now: Date,
  options: BackupOptions = {},
): Promise<BackupReport> {
  checkPlace(house.folder, target);
  await findBackup(target);
  try {
    await mkdir(target, { recursive: true, mode: 0o700 });
    return await whileAlone(join(target, backupLock), () => backUp(house, target, now, options));
  } catch (error) {
    throw toStoreFault(error, target);
  }
}

async function backUp(
  house: BackupHouse,
  target: string,
  now: Date,
  { leaveOut = () => false, tell = () => {} }: BackupOptions,
): Promise<BackupReport> {
  const before = await findBackup(target);
  const stamp = now.toISOString().replace(/[^0-9A-Z]/g, '');
  tell('The database is copied.');
  // The database first: a file is written before the row that names it, so every file of the copy is there.
  const database = await keepDatabase(house.store, target, stamp);
  tell('Files are looked through.');
  const { list, contents, report } = await keepList(house, target, { before, leaveOut, stamp });
  const manifest: Manifest = {
    standfirst: 'backup',
    version: MANIFEST_VERSION,
    madeAt: now.toISOString(),
    steps: await listRan(house.store.db),
    database,
    files: list,
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await writeWhole(join(target, manifestName), text, text.length);
  await sweepBackup(target, manifest, contents);
  return { madeAt: manifest.madeAt, databaseBytes: database.sizeBytes, ...report };
}

async function keepDatabase(store: Store, target: string, stamp: string): Promise<Manifest['database']> {
  if (store.dialect === 'postgres') {
    const file = `database-${stamp}.jsonl`;
    return { kind: 'postgres', ...(await keepLines(target, file, dumpTables(store.db))) };
  }
  const file = `database-${stamp}.db`;
  await copyDatabase(store, join(target, file));
  return { kind: 'sqlite', file, ...(await hashFile(join(target, file))) };
}

type Listed = {
  list: Manifest['files'];
  contents: ReadonlySet<string>;
  report: Pick<BackupReport, 'files' | 'added' | 'addedBytes'>;
};

async function keepList(
  house: BackupHouse,
  target: string,
  wish: { before: Manifest | undefined; leaveOut: (key: string) => boolean; stamp: string },
): Promise<Listed> {
  const before = await readBefore(target, wish.before);
  const contents = new Set<string>();
  const report = { files: 0, added: 0, addedBytes: 0 };
  const kept = (sizeBytes: number): void => {
    report.added += 1;
    report.addedBytes += sizeBytes;
  };
  async function* lines(): AsyncGenerator<string, void> {
    for await (const entry of keepFiles(house, target, { before, leaveOut: wish.leaveOut, kept })) {
      contents.add(entry.sha256);
      report.files += 1;
      yield JSON.stringify(entry);
    }
  }
  const list = await keepLines(target, `files-${wish.stamp}.jsonl`, lines());
  return { list: { ...list, count: report.files }, contents, report };
}

async function readBefore(target: string, manifest: Manifest | undefined): Promise<Map<string, Entry>> {
  const before = new Map<string, Entry>();
  if (!manifest) return before;
  for await (const entry of listEntries(target, manifest)) before.set(placeOf(entry), entry);
  return before;
}

async function keepLines(target: string, file: string, lines: AsyncIterable<string>): Promise<KeptFile> {
  async function* bytes(): AsyncGenerator<Uint8Array, void> {
    for await (const line of lines) yield Buffer.from(`${line}\n`);
  }
  let hashed = { sizeBytes: 0, sha256: '' };
  await makeWhole(join(target, file), async (unfinished) => {
    hashed = await writeHashed(unfinished, bytes());
  });
  return { file, ...hashed };
}

/** Not in the data folder's own place, around it, or among its files. */
function checkPlace(folder: string, target: string): void {
  const around = relative(resolve(target), resolve(folder));
  const within = relative(resolve(folder), resolve(target));
  const isAround = !around.startsWith('..');
  if (isAround || within === 'files' || within.startsWith(join('files', '')))
    throw fault(storeFaults, 'backup-not-here', {
      folder: target,
      reason: 'the data folder itself is there',
    });
}
