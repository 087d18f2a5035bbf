/** Updates that wait for their time: a revision each, made for a story that readers see already. */
import type { Selectable } from 'kysely';
import type { AccountId, RevisionId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';

/**
 * base          the published revision it was made from
 * goesOutAt     milliseconds since 1970, UTC
 * updateNote    what readers are told of it; '' for nothing
 */
export type WaitingUpdate = {
  story: StoryId;
  revision: RevisionId;
  base: RevisionId;
  goesOutAt: number;
  unpublishAt: number | null;
  updateNote: string;
  readersAreTold: boolean;
  by: AccountId | null;
  byName: string;
  madeAt: number;
};

export async function findWaitingUpdate(db: Db, story: StoryId): Promise<WaitingUpdate | undefined> {
  const row = await db
    .selectFrom('waiting_update')
    .selectAll()
    .where('story_id', '=', story)
    .executeTakeFirst();
  return row && toUpdate(row);
}

/** The one update that waits; an earlier one that waited gives way. */
export async function saveWaitingUpdate(tx: Tx, update: WaitingUpdate, now: Date): Promise<void> {
  const row = {
    revision_id: update.revision,
    base_id: update.base,
    goes_out_at: update.goesOutAt,
    unpublish_at: update.unpublishAt,
    update_note: update.updateNote,
    readers_are_told: update.readersAreTold ? 1 : 0,
    made_by: update.by,
    made_by_name: update.byName,
    made_at: update.madeAt,
  };
  await tx
    .insertInto('waiting_update')
    .values({ ...row, story_id: update.story })
    .onConflict((conflict) => conflict.column('story_id').doUpdateSet(row))
    .execute();
  await tell(tx, 'work.scheduled', update.story, { goesOutAt: update.goesOutAt }, now);
}

/** returns  whether one waited */
export async function dropWaitingUpdate(tx: Tx, story: StoryId, now: Date): Promise<boolean> {
  const gone = await tx.deleteFrom('waiting_update').where('story_id', '=', story).executeTakeFirst();
  if (Number(gone.numDeletedRows) === 0) return false;
  await tell(tx, 'work.unscheduled', story, {}, now);
  return true;
}

/** Updates whose time has come, the oldest first. */
export async function listDueUpdates(db: Db, now: Date, limit: number): Promise<WaitingUpdate[]> {
  const rows = await db
    .selectFrom('waiting_update')
    .selectAll()
    .where('goes_out_at', '<=', now.getTime())
    .orderBy('goes_out_at')
    .limit(limit)
    .execute();
  return rows.map(toUpdate);
}

/** When the next of them is due after `now`, milliseconds, or null. */
export async function findNextUpdate(db: Db, now: Date): Promise<number | null> {
  const row = await db
    .selectFrom('waiting_update')
    .select('goes_out_at')
    .where('goes_out_at', '>', now.getTime())
    .orderBy('goes_out_at')
    .limit(1)
    .executeTakeFirst();
  return row?.goes_out_at ?? null;
}

function toUpdate(row: Selectable<Tables['waiting_update']>): WaitingUpdate {
  return {
    story: row.story_id as StoryId,
    revision: row.revision_id as RevisionId,
    base: row.base_id as RevisionId,
    goesOutAt: row.goes_out_at,
    unpublishAt: row.unpublish_at,
    updateNote: row.update_note,
    readersAreTold: row.readers_are_told === 1,
    by: row.made_by as AccountId | null,
    byName: row.made_by_name,
    madeAt: row.made_at,
  };
}
