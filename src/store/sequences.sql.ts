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

/** The next id is higher than this one, which nothing here has any more but something still names. */
export async function raiseIdsBehind(tx: Tx, table: keyof Tables, id: number): Promise<void> {
  if (dialectOf(tx) === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'),
      greatest(${id}, (select coalesce(max(id), 1) from ${sql.table(table)})))`.execute(tx);
    return;
  }
  await sql`insert into sqlite_sequence (name, seq) select ${table}, 0
    where not exists (select 1 from sqlite_sequence where name = ${table})`.execute(tx);
  await sql`update sqlite_sequence set seq = max(seq, ${id}) where name = ${table}`.execute(tx);
}
