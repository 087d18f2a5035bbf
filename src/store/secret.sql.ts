import { randomBytes } from 'node:crypto';
import type { Db } from './tables.ts';

const NAME = 'secret';
const LENGTH_BYTES = 32;

/**
 * The secret of this publication, made when it is first asked for: it signs sessions and encrypts what must be read
 * again. It goes with the database into a backup and never into an export.
 */
export async function getSecret(db: Db): Promise<string> {
  const kept = await findSecret(db);
  if (kept) return kept;
  const made = { name: NAME, value: randomBytes(LENGTH_BYTES).toString('base64url') };
  await db
    .insertInto('meta')
    .values(made)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another process may have been first.
  return (await findSecret(db)) ?? made.value;
}

async function findSecret(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
  return row?.value;
}
