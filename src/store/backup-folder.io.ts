import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '#kit/fault.js';
import {
  contentPath,
  type Entry,
  type KeptFile,
  MANIFEST_VERSION,
  type Manifest,
  manifestName,
  readEntry,
  readManifest,
} from './backup-form.ts';
import { storeFaults } from './faults.ts';
import { hashFile } from './hashed.io.ts';
import { splitLines } from './json-lines.ts';

/** Holds the system's lock while a backup is made; it is not part of it. */
export const backupLock = '.lock';

/**
 * The manifest of the backup in this folder; undefined for an empty or missing folder.
 *
 * throws  backup-not-here for a folder that holds something else, backup-newer
 */
export async function findBackup(folder: string): Promise<Manifest | undefined> {
  const names = await readdir(folder).catch(() => []);
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  const manifest = text === undefined ? undefined : readManifest(text);
  if (manifest) return checkVersion(manifest, folder);
  // A first backup that broke off left contents and no manifest.
  const own = /^(content|\..*|(database|files)-[0-9a-zA-Z]+\.(db|jsonl))$/;
  if (names.every((name) => own.test(name))) return undefined;
  throw fault(storeFaults, 'backup-not-here', { folder, reason: 'it holds something else' });
}

/** throws  backup-missing, backup-newer */
export async function getBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  const manifest = text === undefined ? undefined : readManifest(text);
  if (!manifest) throw fault(storeFaults, 'backup-missing', { folder });
  return checkVersion(manifest, folder);
}

function checkVersion(manifest: Manifest, folder: string): Manifest {
  if (manifest.version > MANIFEST_VERSION) throw fault(storeFaults, 'backup-newer', { folder });
  return manifest;
}

/**
 * The files of a backup, one after the other.
 *
 * throws  backup-damaged for a line that cannot be read
 */
export async function* listEntries(folder: string, manifest: Manifest): AsyncGenerator<Entry, void> {
  const path = join(folder, manifest.files.file);
  for await (const line of splitLines(createReadStream(path, { encoding: 'utf8' }))) {
    const entry = readEntry(line);
    if (!entry) throw damaged(folder, `a line of ${manifest.files.file} cannot be read`);
    yield entry;
  }
}

/** throws  backup-damaged when a file of the backup is not what the manifest says */
export async function verifyKept(folder: string, kept: KeptFile): Promise<void> {
  const found = await hashFile(join(folder, kept.file)).catch(() => undefined);
  if (found?.sha256 !== kept.sha256) throw damaged(folder, `${kept.file} is not what was written there`);
}

export function damaged(folder: string, reason: string): Error {
  return fault(storeFaults, 'backup-damaged', { folder, reason });
}

/** Whether the content is there, by its size alone. */
export async function hasContent(folder: string, { sha256, sizeBytes }: Entry): Promise<boolean> {
  const found = await stat(join(folder, contentPath(sha256))).catch(() => undefined);
  return found?.size === sizeBytes;
}

/** Removes what no longer belongs to the backup: earlier databases and lists, contents nobody names, unfinished files. */
export async function sweepBackup(
  folder: string,
  manifest: Manifest,
  contents: ReadonlySet<string>,
): Promise<void> {
  const stays = new Set([manifestName, 'content', backupLock, manifest.database.file, manifest.files.file]);
  for (const name of await readdir(folder))
    if (!stays.has(name)) await rm(join(folder, name), { force: true });
  for (const first of await readdir(join(folder, 'content')).catch(() => [])) {
    for (const rest of await readdir(join(folder, 'content', first)))
      if (!contents.has(first + rest)) await rm(join(folder, 'content', first, rest), { force: true });
  }
}
