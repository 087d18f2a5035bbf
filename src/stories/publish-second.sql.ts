import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { findWork, startWork } from './work.sql.ts';

/**
 * Somebody has looked at the story as it stands now.
 *
 * returns  false where they wrote in it last themselves: their own eyes are no second pair
 */
export async function saveSecondPair(tx: Tx, id: StoryId, by: AccountId, now: Date): Promise<boolean> {
  await startWork(tx, { story: id, by: null }, now);
  if ((await findWork(tx, id))?.changedBy === by) return false;
  await tx
    .updateTable('work')
    .set({ second_by: by, second_at: now.getTime() })
    .where('story_id', '=', id)
    .execute();
  await tell(tx, 'work.changed', id, {}, now);
  return true;
}
