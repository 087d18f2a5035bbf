import type { StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { findPlaces, getStory } from './story.sql.ts';

/** Whether a story is read freely while the meter is on, as breaking news. */
export async function isMeterFree(db: Db, id: StoryId): Promise<boolean> {
  const row = await db.selectFrom('story').select('meter_free').where('id', '=', id).executeTakeFirst();
  return row?.meter_free === 1;
}

/**
 * Takes a story out of the meter, or puts it back.
 *
 * returns  whether that changed anything
 * throws   story-not-found
 */
export async function setMeterFree(tx: Tx, id: StoryId, free: boolean, now: Date): Promise<boolean> {
  await getStory(tx, id);
  if ((await isMeterFree(tx, id)) === free) return false;
  await tx
    .updateTable('story')
    .set({ meter_free: free ? 1 : 0 })
    .where('id', '=', id)
    .execute();
  const places = await findPlaces(tx, id);
  await tell(tx, 'story.access-changed', id, { before: places, after: places }, now);
  return true;
}
