import { sql } from 'kysely';
import { fault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import { migrations } from './migrations/all.ts';
import type { DialectName, Migration } from './migrations/dialect.ts';
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

/**
 * Runs what is missing, each step in a transaction of its own; running it again does nothing.
 *
 * throws  store-newer; store-step-failed with the step's name, everything of that step undone
 */
export async function migrate(
  db: Db,
  dialect: DialectName,
  now: Date,
  known: readonly Migration[] = migrations,
): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, ran_at bigint not null)`.execute(db);
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
      const again = await tx
        .selectFrom('migration')
        .select('name')
        .where('name', '=', step.name)
        .executeTakeFirst();
      if (again) return;
      for (const statement of step.statements(dialect)) await sql.raw(statement).execute(tx);
      await tx.insertInto('migration').values({ name: step.name, ran_at: now.getTime() }).execute();
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(storeFaults, 'store-step-failed', { step: step.name, reason }, error);
  }
}

async function listRan(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'migration')) return [];
  const rows = await db.selectFrom('migration').select('name').execute();
  return rows.map((row) => row.name);
}
