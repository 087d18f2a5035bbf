import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isFault } from '#kit/fault.js';
import type { MembersLog } from './members.ts';
import { addRun, listRuns } from './outside.sql.ts';
import { isFeedName, type OutsideRun } from './outside.ts';
import { type OutsideHouse, takeOutside } from './outside-take.io.ts';

/** A file younger than this may still be written. */
const SETTLED_MS = 60_000;
/** The same file is looked at again after so long: another tier may stand for its products by now. */
const AGAIN_MS = 20 * 3_600_000;
const LARGEST_BYTES = 64_000_000;

/** `folder` where the data is; the setting outsideFolder is relative to it. */
export type FolderHouse = Omit<OutsideHouse, 'settings'> & {
  readonly settings: () => ReturnType<OutsideHouse['settings']> & { readonly outsideFolder: string };
  readonly folder: string;
  readonly log: MembersLog;
};

/** Takes in what a circulation system has left in its folder: FEED.csv each. returns  what came of those it took */
export async function lookIntoFolder(house: FolderHouse, now: Date): Promise<OutsideRun[]> {
  const { outsideFolder } = house.settings();
  if (outsideFolder === '') return [];
  const folder = resolve(house.folder, outsideFolder);
  const runs: OutsideRun[] = [];
  for (const name of await listFiles(house, folder)) {
    const feed = name.slice(0, -4).toLowerCase();
    try {
      const run = await takeFile(house, { path: join(folder, name), name, feed }, now);
      if (run) runs.push(run);
    } catch (error) {
      house.log.error({ err: error, file: name }, 'A file of a circulation system could not be taken in.');
    }
  }
  return runs;
}

async function listFiles({ log }: FolderHouse, folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /\.csv$/i.test(name) && isFeedName(name.slice(0, -4).toLowerCase()))
      .toSorted();
  } catch (error) {
    log.warn({ err: error, folder }, 'The folder of the circulation system could not be read.');
    return [];
  }
}

type Found = { path: string; name: string; feed: string };

async function takeFile(
  house: FolderHouse,
  { path, name, feed }: Found,
  now: Date,
): Promise<OutsideRun | undefined> {
  const { mtimeMs, size } = await stat(path);
  if (now.getTime() - mtimeMs < SETTLED_MS || size > LARGEST_BYTES) return undefined;
  const bytes = await readFile(path);
  const source = `${name} ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
  const [last] = await listRuns(house.store.db, { feed, limit: 1 });
  const isSame = last?.source === source;
  // One that waits for somebody, was left out or was refused is not asked about again until it changes.
  if (isSame && (last.state !== 'done' || now.getTime() - last.madeAt < AGAIN_MS)) return undefined;
  try {
    return await takeOutside(house, { feed, source, bytes }, now);
  } catch (error) {
    if (!isFault(error, 'outside-file-wrong')) throw error;
    const nothing = { rows: 0, added: 0, changed: 0, ended: 0, refused: [{ line: 1, why: error.message }] };
    const { db } = house.store;
    return db.transaction().execute((tx) => addRun(tx, { feed, source, state: 'refused', ...nothing }, now));
  }
}
