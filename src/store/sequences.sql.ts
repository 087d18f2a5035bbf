import { sql } from 'kysely';
import { dialectOf } from './store.io.ts';
import type { Tables, Tx } from './tables.ts';

/** Rows were written with ids of their own: the next one that is given counts on behind the highest. */
export async function raiseIds(tx: Tx, table: keyof Tables): Promise<void> {
  // SQLite looks at the highest by itself.
  if (dialectOf(tx) === 'sqlite') return;
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))
    where exists (select 1 from ${sql.table(table)})`.execute(tx);
}
