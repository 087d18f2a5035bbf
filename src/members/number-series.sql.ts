import { sql } from 'kysely';
import type { Tx } from '#store/tables.js';

/** The next number of a series that has no gaps: others wait until this transaction is over, and it is theirs if it fails. */
export async function nextNumber(tx: Tx, series: string): Promise<number> {
  const { next } = await tx
    .insertInto('number_series')
    .values({ name: series, next: 2 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ next: sql<number>`number_series.next + 1` }),
    )
    .returning('next')
    .executeTakeFirstOrThrow();
  return next - 1;
}
