import type { Db, Tx } from './tables.ts';

const NAME = 'publication';

/**
 * What tells this publication from every other, wherever its data is moved: a word made of the instant its database was
 * made, or the one that an export of it brought along.
 */
export async function getPublicationName(db: Db): Promise<string> {
  const kept = await db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
  if (kept) return kept.value;
  const first = await db
    .selectFrom('migration')
    .select('ran_at')
    .orderBy('name')
    .limit(1)
    .executeTakeFirstOrThrow();
  return first.ran_at.toString(36);
}

/** This database holds the publication of that name now. */
export async function savePublicationName(tx: Tx, name: string): Promise<void> {
  const row = { name: NAME, value: name };
  await tx
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}
