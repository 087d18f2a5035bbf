import { sql } from 'kysely';
import { dialectOf } from './store.io.ts';
import type { Db } from './tables.ts';

export type Job = { id: number; kind: string; payload: unknown; attempts: number };

export type JobWish = {
  kind: string;
  payload: unknown;
  runAt: Date;
  /** While a job of this kind with this key waits, another is not added. */
  uniqueKey?: string;
};

/** Puts a job in the queue, in the caller's transaction where there is one. */
export async function addJob(db: Db, wish: JobWish, now: Date): Promise<void> {
  await db
    .insertInto('job')
    .values({
      kind: wish.kind,
      unique_key: wish.uniqueKey ?? null,
      payload: JSON.stringify(wish.payload),
      run_at: wish.runAt.getTime(),
      state: 'waiting',
      attempts: 0,
      made_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes the next job that is due, or one whose worker has not been heard of since its lease ran out (it crashed).
 * Two processes never take the same one.
 *
 * leaseMs  how long the taker may work before the job counts as lost, in milliseconds
 */
export async function takeJob(
  db: Db,
  kinds: readonly string[],
  now: Date,
  leaseMs: number,
): Promise<Job | undefined> {
  const at = now.getTime();
  return db.transaction().execute(async (tx) => {
    let due = tx
      .selectFrom('job')
      .select(['id', 'kind', 'payload', 'attempts'])
      .where('kind', 'in', kinds)
      .where('run_at', '<=', at)
      .where('state', 'in', ['waiting', 'running'])
      .where((where) => where.or([where('state', '=', 'waiting'), where('lease_until', '<', at)]))
      .orderBy('run_at')
      .orderBy('id')
      .limit(1);
    if (dialectOf(tx) === 'postgres') due = due.modifyEnd(sql`for update skip locked`);
    const job = await due.executeTakeFirst();
    if (!job) return undefined;
    await tx
      .updateTable('job')
      .set({ state: 'running', attempts: job.attempts + 1, lease_until: at + leaseMs })
      .where('id', '=', job.id)
      .execute();
    return { ...job, payload: JSON.parse(job.payload) as unknown, attempts: job.attempts + 1 };
  });
}

/** The worker is alive and needs more time. */
export async function extendLease(db: Db, id: number, until: Date): Promise<void> {
  await db
    .updateTable('job')
    .set({ lease_until: until.getTime() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

export async function finishJob(db: Db, id: number): Promise<void> {
  await db.deleteFrom('job').where('id', '=', id).execute();
}

/** Puts a failed job back for `retryAt`, or aside for good when there is none. */
export async function failJob(db: Db, id: number, error: string, retryAt: Date | undefined): Promise<void> {
  await db
    .updateTable('job')
    .set(
      retryAt
        ? {
            state: 'waiting',
            run_at: retryAt.getTime(),
            lease_until: null,
            last_error: error,
            unique_key: null,
          }
        : { state: 'failed', lease_until: null, last_error: error, unique_key: null },
    )
    .where('id', '=', id)
    .execute();
}

/** Whether any job could be taken now. */
export async function hasDueJob(db: Db, kinds: readonly string[], now: Date): Promise<boolean> {
  const at = now.getTime();
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('kind', 'in', kinds)
    .where('run_at', '<=', at)
    .where('state', 'in', ['waiting', 'running'])
    .where((where) => where.or([where('state', '=', 'waiting'), where('lease_until', '<', at)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
