import { sql } from 'kysely';
import { fault, isFault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import { migrations } from './migrations/all.ts';
import type { DialectName, Migration } from './migrations/dialect.ts';
import { dialectOf } from './store.io.ts';
import type { Db } from './tables.ts';

/** A number of our own for Postgres' advisory lock, so that two processes do not migrate at once. */
const MIGRATION_LOCK = 718_281_828;

/**
 * Names of the steps this database still needs, in order.
 *
 * throws  store-newer when it has a step that this version does not know
 */
export async function listPending(db: Db, known: readonly Migration[] = migrations): Promise<string[]> {
  const ran = new Set(await listRan(db));
  const names = known.map((step) => step.name);
  const unknown = [...ran].find((name) => !names.includes(name));
  if (unknown !== undefined) throw fault(storeFaults, 'store-newer', { step: unknown });
  return names.filter((name) => !ran.has(name));
}

/** Names of the steps this database has, in order; none for an empty one. */
export async function listRan(db: Db): Promise<string[]> {
  const there =
    dialectOf(db) === 'postgres'
      ? sql<{ name: string }>`select 'migration' as name where to_regclass('migration') is not null`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name = 'migration'`;
  if ((await there.execute(db)).rows.length === 0) return [];
  const rows = await db.selectFrom('migration').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

/**
 * Runs what is missing, each step in a transaction of its own; running it again does nothing.
 *
 * returns  names of the steps it ran
 * throws   store-newer; store-step-failed with the step's name, everything of that step undone
 */
export async function migrate(
  db: Db,
  dialect: DialectName,
  now: Date,
  known: readonly Migration[] = migrations,
): Promise<string[]> {
  const pending = await listPending(db, known);
  for (const step of known.filter(({ name }) => pending.includes(name)))
    await runStep(db, dialect, step, now);
  return pending;
}

async function runStep(db: Db, dialect: DialectName, step: Migration, now: Date): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      if (dialect === 'postgres')
        await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
      // Another process may have run it while we waited for the lock.
      if ((await listRan(tx)).includes(step.name)) return;
      await sql`create table if not exists migration (name text primary key, ran_at bigint not null)`.execute(
        tx,
      );
      for (const statement of step.statements(dialect)) await sql.raw(statement).execute(tx);
      await tx.insertInto('migration').values({ name: step.name, ran_at: now.getTime() }).execute();
    });
  } catch (error) {
    if (isFault(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(storeFaults, 'store-step-failed', { step: step.name, reason }, error);
  }
}
