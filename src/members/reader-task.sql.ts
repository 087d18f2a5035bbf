/** What readers asked for by letter, which the law wants done by a date. */
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';

export const taskKinds = ['export', 'deletion', 'correction', 'other'] as const;
export type TaskKind = (typeof taskKinds)[number];

/**
 * One request.
 *
 * account  whose, where they are known
 * about    who wrote, and what they want
 * dueAt    by when, milliseconds since 1970
 */
export type ReaderTask = {
  readonly id: number;
  readonly kind: TaskKind;
  readonly account: AccountId | null;
  readonly about: string;
  readonly dueAt: number;
  readonly doneAt: number | null;
  readonly doneBy: AccountId | null;
  readonly madeBy: AccountId | null;
  readonly remark: string;
  readonly madeAt: number;
};

/** A month from the day on which the letter came, as the law counts: 31 January is due on the last of February. */
export function dueOf(cameAt: Date): Date {
  const due = new Date(cameAt);
  due.setUTCMonth(due.getUTCMonth() + 1);
  // A month without this day: its last day.
  if (due.getUTCDate() !== cameAt.getUTCDate()) due.setUTCDate(0);
  return due;
}

/** cameAt  when the letter came: the month counts from there */
export async function addTask(
  tx: Tx,
  wish: { kind: TaskKind; account: AccountId | null; about: string; cameAt: Date; staff: AccountId },
  now: Date,
): Promise<ReaderTask> {
  const { kind, account, about, staff } = wish;
  const row = await tx
    .insertInto('reader_task')
    .values({
      ...{ kind, account_id: account, about, due_at: dueOf(wish.cameAt).getTime(), done_at: null },
      ...{ done_by: null, made_by: staff, made_at: now.getTime() },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteAct(tx, { account, staff, act: 'task.made', details: { kind, task: row.id } }, now);
  return toTask(row);
}

/** Those that are open, the most urgent first; or those that are settled, the newest first. */
export async function listTasks(db: Db, question: { done: boolean; limit: number }): Promise<ReaderTask[]> {
  const tasks = db.selectFrom('reader_task').selectAll().limit(question.limit);
  const asked = question.done
    ? tasks.where('done_at', 'is not', null).orderBy('done_at', 'desc').orderBy('id', 'desc')
    : tasks.where('done_at', 'is', null).orderBy('due_at').orderBy('id');
  return (await asked.execute()).map(toTask);
}

/** throws  reader-task-unknown */
export async function getTask(db: Db, id: number): Promise<ReaderTask> {
  const row = await db.selectFrom('reader_task').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fault(memberFaults, 'reader-task-unknown', { id });
  return toTask(row);
}

/** remark  how it was settled. throws  reader-task-unknown, reader-task-done */
export async function settleTask(
  tx: Tx,
  wish: { id: number; remark: string; staff: AccountId },
  now: Date,
): Promise<void> {
  const { id, remark, staff } = wish;
  const { account, kind } = await getTask(tx, id);
  const settled = await tx
    .updateTable('reader_task')
    .set({ done_at: now.getTime(), done_by: staff, remark })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  if (settled.numUpdatedRows === 0n) throw fault(memberFaults, 'reader-task-done', { id });
  await noteAct(tx, { account, staff, act: 'task.settled', details: { kind, task: id } }, now);
}

type Row = {
  id: number;
  kind: string;
  account_id: number | null;
  about: string;
  due_at: number;
  done_at: number | null;
  done_by: number | null;
  made_by: number | null;
  remark: string;
  made_at: number;
};

function toTask(row: Row): ReaderTask {
  return {
    ...{ id: row.id, about: row.about, remark: row.remark },
    kind: taskKinds.find((kind) => kind === row.kind) ?? 'other',
    account: row.account_id as AccountId | null,
    ...{ dueAt: row.due_at, doneAt: row.done_at, madeAt: row.made_at },
    ...{ doneBy: row.done_by as AccountId | null, madeBy: row.made_by as AccountId | null },
  };
}
