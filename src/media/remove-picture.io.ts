import { fault } from '#kit/fault.js';
import type { MediaId } from '#kit/ids.js';
import type { Files } from '#store/files.io.js';
import type { Db } from '#store/tables.js';
import { mediaFaults } from './faults.ts';
import { findPicture, isShared, saveRemoved } from './picture.sql.ts';
import { sizesOf } from './sizes.io.ts';

/**
 * Removes a picture's original and everything made from it, for good; bytes on which another picture rests as well
 * stay for that one. First the files go and then what the library says of them: after a crash in between it can be
 * run again and ends what it began.
 *
 * throws  media-not-found
 */
export async function removePicture(house: { db: Db; files: Files }, id: MediaId, now: Date): Promise<void> {
  const { db, files } = house;
  const picture = await findPicture(db, id);
  if (!picture) throw fault(mediaFaults, 'media-not-found', { id });
  if (picture.fileKey !== null && !(await isShared(db, picture.fileKey, id)))
    await sizesOf(files).remove(picture.fileKey);
  await db.transaction().execute((tx) => saveRemoved(tx, id, now));
}
