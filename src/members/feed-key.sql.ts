import { createHmac } from 'node:crypto';
import { hashWord } from '#accounts/hash.js';
import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/**
 * The word in the address of a member's own feeds. It is worked out from when it was made and kept as a hash alone, so
 * that the member finds it again and whoever reads the database finds none.
 */
export async function findFeedKey(
  db: Db,
  account: AccountId,
  secret: string,
): Promise<{ key: string; madeAt: number } | undefined> {
  const row = await db
    .selectFrom('feed_key')
    .select('made_at')
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row && { key: keyOf(account, row.made_at, secret), madeAt: row.made_at };
}

/** Makes the address, or another one in its place: the former leads nowhere from then on. */
export async function renewFeedKey(tx: Tx, account: AccountId, secret: string, now: Date): Promise<void> {
  const before = await findFeedKey(tx, account, secret);
  // Two in one millisecond would be the same word.
  const madeAt = Math.max(now.getTime(), (before?.madeAt ?? 0) + 1);
  const row = { key_hash: hashWord(keyOf(account, madeAt, secret)), made_at: madeAt };
  await tx
    .insertInto('feed_key')
    .values({ account_id: account, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

/** Takes the address back. */
export async function dropFeedKey(tx: Tx, account: AccountId): Promise<void> {
  await tx.deleteFrom('feed_key').where('account_id', '=', account).execute();
}

/** Whose feeds these are. */
export async function findFeedAccount(db: Db, key: string): Promise<AccountId | undefined> {
  const row = await db
    .selectFrom('feed_key')
    .select('account_id')
    .where('key_hash', '=', hashWord(key))
    .executeTakeFirst();
  return row?.account_id as AccountId | undefined;
}

function keyOf(account: AccountId, madeAt: number, secret: string): string {
  return createHmac('sha256', secret).update(`feeds\n${account}\n${madeAt}`).digest('base64url');
}
