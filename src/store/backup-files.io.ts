import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { hasContent } from './backup-folder.io.ts';
import { contentPath, type Entry, manifestName } from './backup-form.ts';
import type { Files } from './files.io.ts';
import { writeHashed } from './hashed.io.ts';
import { placeWhole } from './whole-file.io.ts';

/** A file that may have to be kept: where it belongs, and how to read it. */
type Found = Omit<Entry, 'sha256'> & { open: () => Promise<Readable | undefined> };

/** Of the data folder these are kept otherwise, or belong to the running process alone. */
const NOT_KEPT = /^(standfirst\.(db|db-wal|db-shm|sock|lock)|before-.+\.db|files|node_modules|\..*)$/;

/**
 * Puts every file that is not there yet into the backup.
 *
 * before    the files of the backup before, by `in` and path
 * leaveOut  keys of what can be made again
 * kept      hears of each file that had to be read, with its size
 */
export async function* keepFiles(
  house: { files: Files; folder: string },
  target: string,
  options: {
    before: ReadonlyMap<string, Entry>;
    leaveOut: (key: string) => boolean;
    kept: (sizeBytes: number) => void;
  },
): AsyncGenerator<Entry, void> {
  for await (const found of listAll(house, target, options.leaveOut)) {
    const earlier = options.before.get(placeOf(found));
    const isSame = earlier?.sizeBytes === found.sizeBytes && earlier.changedAt === found.changedAt;
    if (isSame && (await hasContent(target, earlier))) yield earlier;
    else {
      const entry = await keepFile(found, target);
      if (!entry) continue;
      options.kept(entry.sizeBytes);
      yield entry;
    }
  }
}

export function placeOf({ in: where, path }: Pick<Entry, 'in' | 'path'>): string {
  return `${where}/${path}`;
}

/** Undefined when it was removed meanwhile. */
async function keepFile({ open, ...found }: Found, target: string): Promise<Entry | undefined> {
  const body = await open();
  if (!body) return undefined;
  let entry: Entry = { ...found, sha256: '' };
  await placeWhole(target, async (unfinished) => {
    entry = { ...found, ...(await writeHashed(unfinished, body)) };
    return join(target, contentPath(entry.sha256));
  });
  return entry;
}

async function* listAll(
  { files, folder }: { files: Files; folder: string },
  target: string,
  leaveOut: (key: string) => boolean,
): AsyncGenerator<Found, void> {
  for await (const { key, sizeBytes, changedAt } of files.list('')) {
    if (leaveOut(key)) continue;
    const open = () => files.stream(key);
    yield { in: 'files', path: key, sizeBytes, changedAt: changedAt.getTime(), open };
  }
  yield* listFolder(resolve(folder), '', resolve(target));
}

/** What the newsroom keeps in the data folder besides: settings, a theme. Backups that lie there are no part of it. */
async function* listFolder(root: string, below: string, target: string): AsyncGenerator<Found, void> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  if (
    below &&
    entries.some(({ name }) => name === manifestName) &&
    entries.some(({ name }) => name === 'content')
  )
    return;
  for (const entry of entries) {
    const path = join(root, below, entry.name);
    const isTop = below === '' ? NOT_KEPT.test(entry.name) : entry.name === 'node_modules';
    if (isTop || path === target) continue;
    if (entry.isDirectory()) yield* listFolder(root, join(below, entry.name), target);
    if (!entry.isFile()) continue;
    const { size, mtimeMs } = await stat(path);
    const open = async () => createReadStream(path);
    const shown = relative(root, path).split(sep).join('/');
    yield { in: 'folder', path: shown, sizeBytes: size, changedAt: Math.round(mtimeMs), open };
  }
}
