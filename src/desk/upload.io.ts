import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { mediaFaults } from '#media/faults.js';
import { addPicture, findPicture, findSamePicture, type Picture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { tell } from '#store/outbox.sql.js';
import type { Desk } from './desk.ts';

const MEGABYTE = 1_000_000;
/** Files looked into at the same time: each may take the memory of a whole picture. */
const AT_ONCE = 2;
/** No upload takes a day. */
const LEFT_MS = 86_400_000;

/** A file that somebody puts in. `name` as their machine calls it. */
export type Upload = { readonly name: string; readonly by: AccountId; readonly body: Readable };

/**
 * Puts a file into the library, or finds the one that is the same to the byte.
 *
 * throws  the faults of media; nothing is kept then
 */
export async function takeUpload(desk: Desk, upload: Upload): Promise<{ picture: Picture; known: boolean }> {
  // With a dot before it: what is on its way is no part of a backup.
  const folder = join(desk.store.folder, '.uploads');
  await mkdir(folder, { recursive: true });
  await sweep(folder, desk.clock());
  const own = await mkdtemp(join(folder, 'file-'));
  try {
    const path = join(own, 'body');
    await receive(upload, path, desk.settings().uploadMb);
    return await inTurn(() => keep(desk, upload, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw fault(mediaFaults, 'media-no-room', { name: upload.name }, error);
    throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Takes away what a process left that was killed in the middle of an upload. */
async function sweep(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < now.getTime() - LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}

async function receive({ body, name }: Upload, path: string, limit: number): Promise<void> {
  let sizeBytes = 0;
  const counted = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      sizeBytes += part.length;
      if (sizeBytes > limit * MEGABYTE) throw fault(mediaFaults, 'media-upload-too-large', { name, limit });
      yield part;
    }
  };
  try {
    await pipeline(body, counted, createWriteStream(path));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code))
      throw fault(mediaFaults, 'media-broke-off', { name }, error);
    throw error;
  }
}

async function keep(desk: Desk, { name, by }: Upload, path: string) {
  const { db } = desk.store;
  const taken = await takeInFile(desk.files, { path }, { name, uploadedBy: by, careful: true });
  const same = taken.sha256 === null ? undefined : await findSamePicture(db, taken.sha256);
  if (same?.fileKey) return { picture: same, known: true };
  const now = desk.clock();
  const id = await db.transaction().execute(async (tx) => {
    const added = await addPicture(tx, taken, now);
    await tell(tx, 'media.added', added, {}, now);
    return added;
  });
  const picture = await findPicture(db, id);
  if (!picture) throw fault(mediaFaults, 'media-not-found', { id });
  return { picture, known: false };
}

const waiting: (() => void)[] = [];
let free = AT_ONCE;

async function inTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  if (free > 0) free -= 1;
  else await new Promise<void>((begin) => waiting.push(begin));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}
