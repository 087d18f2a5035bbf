import { dumpTables, loadTables } from './dump.sql.ts';
import { listRan, migrate } from './migrate.sql.ts';
import { migrations } from './migrations/all.ts';
import type { Store } from './store.io.ts';

/** Copies a Postgres database as it stands at this moment into another one, in which nothing is yet. */
export async function copyTables(from: Store, to: Store, now: Date): Promise<void> {
  const ran = new Set(await listRan(from.db));
  // What is newer than the original comes when the copy is opened.
  const steps = migrations.filter(({ name }) => ran.has(name));
  await migrate(to.db, to.dialect, now, steps);
  await to.db.transaction().execute((tx) => loadTables(tx, dumpTables(from.db)));
}
