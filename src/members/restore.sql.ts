/** Puts what members have back as an export holds it, row by row. It tells nobody. */
import type { InsertObject } from 'kysely';
import { raiseIds } from '#store/sequences.sql.js';
import type { Tables, Tx } from '#store/tables.js';
import type { KeptTable } from './kept-tables.ts';

const AT_ONCE = 100;

/** Writes rows of one table, whose ids stay what they were. */
export async function restoreRows(
  tx: Tx,
  table: KeptTable,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE) as unknown as InsertObject<Tables, KeptTable>[];
    await tx.insertInto(table).values(some).execute();
  }
  if (rows.some((row) => 'id' in row)) await raiseIds(tx, table);
}
