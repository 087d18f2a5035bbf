/** What publishing left to be done on a story. */
import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import type { Part } from './compare.ts';

/** `code` is a warning of the checklist, or 'correction-met-other-words', 'update-did-not-go-out'. */
export type NewTask = { code: string; part: Part; details: Readonly<Record<string, unknown>> };
export type Task = NewTask & { id: number; madeAt: number };

/** A story with more than this to do needs an editor, not a list. */
const MOST = 200;

export async function addTasks(tx: Tx, story: StoryId, tasks: readonly NewTask[], now: Date): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ code, part, details }) => {
    return {
      story_id: story,
      code,
      part,
      details: JSON.stringify(details),
      made_at: now.getTime(),
      done_at: null,
    };
  });
  await tx
    .insertInto('story_task')
    .values(rows.map((row) => ({ ...row, done_by: null })))
    .execute();
  await tell(tx, 'work.tasks', story, {}, now);
}

/** What is still to be done, in the order it came. */
export async function listTasks(db: Db, story: StoryId): Promise<Task[]> {
  const rows = await db
    .selectFrom('story_task')
    .select(['id', 'code', 'part', 'details', 'made_at'])
    .where('story_id', '=', story)
    .where('done_at', 'is', null)
    .orderBy('id')
    .limit(MOST)
    .execute();
  return rows.map(({ made_at, details, ...row }) => {
    return { ...row, details: JSON.parse(details) as Record<string, unknown>, madeAt: made_at };
  });
}

/** returns  false where there was no such open task */
export async function finishTask(
  tx: Tx,
  story: StoryId,
  done: { task: number; by: AccountId; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('story_task')
    .set({ done_at: done.at.getTime(), done_by: done.by })
    .where('id', '=', done.task)
    .where('story_id', '=', story)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) return false;
  await tell(tx, 'work.tasks', story, {}, done.at);
  return true;
}
