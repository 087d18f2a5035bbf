import { tell } from './outbox.sql.ts';
import type { Db, Tx } from './tables.ts';

const NAME = 'asleep';

/**
 * Whether this is a copy of a publication that stays by itself: it sends, charges, fetches and publishes nothing until
 * somebody wakes it. Who speaks to the outside asks here first.
 */
export async function isAsleep(db: Db): Promise<boolean> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
  return row !== undefined;
}

/** Makes of a copy the publication itself. What waited goes out from now on. */
export async function wake(db: Db, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const woken = await tx.deleteFrom('meta').where('name', '=', NAME).returning('name').execute();
    if (woken.length > 0) await tell(tx, 'publication.woken', null, {}, now);
  });
}

/** Makes a copy of the publication. */
export async function fallAsleep(tx: Tx, now: Date): Promise<void> {
  const row = asleepRow(now);
  await tx
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

/** The row that says so. */
export function asleepRow(now: Date): { name: string; value: string } {
  return { name: NAME, value: now.toISOString() };
}
