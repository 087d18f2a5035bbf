import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

export type PasskeyEntry = { readonly id: number; readonly name: string; readonly madeAt: number | null };

export async function listPasskeys(db: Db, account: AccountId): Promise<PasskeyEntry[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'made_at'])
    .where('account_id', '=', account)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', madeAt: row.made_at }));
}

/** Takes one of the person's own passkeys away; false where it is none of theirs. */
export async function dropPasskey(tx: Tx, account: AccountId, id: number): Promise<boolean> {
  const gone = await tx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export async function dropAllPasskeys(tx: Tx, account: AccountId): Promise<void> {
  await tx.deleteFrom('passkey').where('account_id', '=', account).execute();
}
