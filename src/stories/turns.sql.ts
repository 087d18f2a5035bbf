import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db } from '#store/tables.js';
import { publishDueUpdates } from './publish-due.sql.ts';
import { findNextUpdate } from './publish-waiting.sql.ts';
import { saveTakenOff } from './save.sql.ts';
import { findPlaces, lockStory } from './story.sql.ts';
import { toStory } from './story-row.ts';
import { finishWork } from './work.sql.ts';
import { withdraw } from './workflow.ts';

/** Stories handled in one transaction of the clock. */
const BATCH = 100;

/**
 * Tells, once, of stories whose time has come, withdraws those whose time is over, and puts out updates that waited.
 * Readers do not wait for the first two: pages ask the time themselves.
 *
 * returns  how many stories came or went; a full batch means there may be more
 */
export async function announceDue(db: Db, now: Date): Promise<number> {
  const at = now.getTime();
  const comes = await waiting(db).where('visible_from', '<=', at).limit(BATCH).execute();
  const goes = await db
    .selectFrom('story')
    .select('id')
    .where('visible_until', '<=', at)
    .orderBy('visible_until')
    .limit(BATCH)
    .execute();
  const due = new Set([...comes, ...goes].map(({ id }) => id as StoryId));
  for (const id of due) await turn(db, id, now);
  return due.size + (await publishDueUpdates(db, now));
}

/** The next instant after `now` at which time alone brings a story out, takes one off or updates one, or null. */
export async function findNextTurn(db: Db, now: Date): Promise<number | null> {
  const at = now.getTime();
  const comes = await waiting(db)
    .select('visible_from as at')
    .where('visible_from', '>', at)
    .limit(1)
    .execute();
  const goes = await db
    .selectFrom('story')
    .select('visible_until as at')
    .where('visible_until', '>', at)
    .orderBy('visible_until')
    .limit(1)
    .execute();
  const update = await findNextUpdate(db, now);
  const turns = [comes[0]?.at, goes[0]?.at, update].filter((turn) => typeof turn === 'number');
  return turns.length > 0 ? Math.min(...turns) : null;
}

/** Stories whose coming nobody was told of. The 0 is written out: only so SQLite uses the index of the few there are. */
function waiting(db: Db) {
  return db.selectFrom('story').select('id').where('announced', '=', sql.lit(0)).orderBy('visible_from');
}

async function turn(db: Db, id: StoryId, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockStory(tx, id);
    const row = await tx.selectFrom('story').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || row.visible_from === null) return;
    const story = toStory(row, false);
    if (row.visible_until !== null && row.visible_until <= now.getTime()) {
      if (story.state === 'published') await saveTakenOff(tx, withdraw(story), now);
      return;
    }
    // Another process, or the newsroom, may have been here in between.
    if (row.announced === 1 || row.visible_from > now.getTime()) return;
    await tx.updateTable('story').set({ announced: 1 }).where('id', '=', id).execute();
    await finishWork(tx, id);
    const places = await findPlaces(tx, id);
    await tell(tx, 'story.published', id, { before: places, after: places, first: true, turned: true }, now);
  });
}
