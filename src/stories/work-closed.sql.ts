/** Stories closed to named people: for everyone else they are not there. */
import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { startWork } from './work.sql.ts';

/**
 * Closes a story to these people, or names others; null opens it to everybody again. What is told of it names no
 * story, since those who lose it are to hear of it too.
 */
export async function closeStory(
  tx: Tx,
  id: StoryId,
  wish: { to: readonly AccountId[] | null; by: AccountId },
  now: Date,
): Promise<void> {
  await startWork(tx, { story: id, by: wish.by }, now);
  await tx.deleteFrom('story_closed').where('story_id', '=', id).execute();
  const people = [...new Set(wish.to ?? [])];
  if (people.length > 0) {
    await tx
      .insertInto('story_closed')
      .values(people.map((account_id) => ({ story_id: id, account_id })))
      .execute();
  }
  await tx
    .updateTable('work')
    .set({ closed: wish.to === null ? 0 : 1 })
    .where('story_id', '=', id)
    .execute();
  await tell(tx, 'work.closed', id, {}, now);
  await tell(tx, 'lists.changed', null, {}, now);
}

/** Stories that are closed to somebody, of these. */
export async function findClosed(db: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('work')
    .select('story_id')
    .where('story_id', 'in', [...ids])
    .where('closed', '=', 1)
    .execute();
  return new Set(rows.map((row) => row.story_id));
}
