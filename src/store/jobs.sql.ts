import { type SqlBool, sql } from 'kysely';
import { notifyStatement } from './postgres.io.ts';
import { dialectOf } from './store.io.ts';
import type { Db, Tx } from './tables.ts';

/** `attempts` counts this one too; with the id it tells this run of the job from a later one. */
export type Job = { id: number; kind: string; payload: unknown; attempts: number };

export type JobWish = {
  kind: string;
  payload: unknown;
  runAt: Date;
  /** While a job of this kind with this key waits, another is not added. */
  uniqueKey?: string;
};

/** A job that failed, or ended its process, this often is put aside. */
export const MOST_ATTEMPTS = 8;

/** Puts a job in the queue, in the caller's transaction where there is one. */
export async function addJob(db: Db, wish: JobWish, now: Date): Promise<void> {
  // A transaction of its own where the caller has none: its commit wakes the workers.
  if (!db.isTransaction) return db.transaction().execute((tx) => addJob(tx, wish, now));
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
  if (dialectOf(db) === 'postgres') await sql.raw(notifyStatement).execute(db);
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
  return db.transaction().execute(async (tx) => {
    for (;;) {
      const job = await findDueJob(tx, kinds, now);
      if (!job) return undefined;
      if (job.attempts < MOST_ATTEMPTS) return lease(tx, job, now.getTime() + leaseMs);
      await putAside(tx, job.id, 'The process ended each time this job ran.');
    }
  });
}

/** The worker is alive and needs more time. */
export async function extendLease(db: Db, job: Job, until: Date): Promise<void> {
  await db.updateTable('job').set({ lease_until: until.getTime() }).where(isThisRun(job)).execute();
}

export async function finishJob(db: Db, job: Job): Promise<void> {
  await db.deleteFrom('job').where(isThisRun(job)).execute();
}

/** Puts a failed job back for `retryAt`, or aside for good when there is none. */
export async function failJob(
  db: Db,
  job: Pick<Job, 'id' | 'attempts'>,
  error: string,
  retryAt: Date | undefined,
): Promise<void> {
  const left = retryAt
    ? { state: 'waiting' as const, run_at: retryAt.getTime() }
    : { state: 'failed' as const };
  // Its key goes: meanwhile another with the same key may wait.
  await db
    .updateTable('job')
    .set({ ...left, lease_until: null, last_error: error, unique_key: null })
    .where(isThisRun(job))
    .execute();
}

/** Whether any job could be taken now. */
export async function hasDueJob(db: Db, kinds: readonly string[], now: Date): Promise<boolean> {
  return (await dueJobs(db, kinds, now).executeTakeFirst()) !== undefined;
}

async function findDueJob(tx: Tx, kinds: readonly string[], now: Date) {
  const due = dueJobs(tx, kinds, now);
  const locked = dialectOf(tx) === 'postgres' ? due.modifyEnd(sql`for update skip locked`) : due;
  return locked.executeTakeFirst();
}

function dueJobs(db: Db, kinds: readonly string[], now: Date) {
  const at = now.getTime();
  return db
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'attempts'])
    .where('kind', 'in', kinds)
    .where('run_at', '<=', at)
    .where(isOpen)
    .where(sql<SqlBool>`(state = 'waiting' or lease_until < ${at})`)
    .orderBy('run_at')
    .orderBy('id')
    .limit(1);
}

async function lease(tx: Tx, job: Omit<Job, 'payload'> & { payload: string }, until: number): Promise<Job> {
  const attempts = job.attempts + 1;
  await tx
    .updateTable('job')
    .set({ state: 'running', attempts, lease_until: until })
    .where('id', '=', job.id)
    .execute();
  return { ...job, payload: JSON.parse(job.payload) as unknown, attempts };
}

async function putAside(tx: Tx, id: number, error: string): Promise<void> {
  await tx
    .updateTable('job')
    .set({ state: 'failed', lease_until: null, last_error: error, unique_key: null })
    .where('id', '=', id)
    .execute();
}

/** Written out, not bound: SQLite uses the index of open jobs only where it reads the same words in the query. */
const isOpen = sql<SqlBool>`state in ('waiting', 'running')`;

/** A worker that lost its lease must not end the run of the one that took over. */
function isThisRun({ id, attempts }: Pick<Job, 'id' | 'attempts'>) {
  return sql<SqlBool>`id = ${id} and attempts = ${attempts} and state = 'running'`;
}
