import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** What better-auth calls the provider of passwords. */
const PROVIDER = 'credential';

export async function findPassword(db: Db, account: AccountId): Promise<string | undefined> {
  const row = await db
    .selectFrom('credential')
    .select('password')
    .where('account_id', '=', account)
    .where('provider', '=', PROVIDER)
    .executeTakeFirst();
  return row?.password ?? undefined;
}

export async function savePassword(tx: Tx, account: AccountId, hash: string, now: Date): Promise<void> {
  const at = now.getTime();
  await tx
    .insertInto('credential')
    .values({
      account_id: account,
      provider: PROVIDER,
      subject: String(account),
      password: hash,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      made_at: at,
      changed_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({ password: hash, changed_at: at }),
    )
    .execute();
}

export async function dropPassword(tx: Tx, account: AccountId): Promise<void> {
  await tx
    .deleteFrom('credential')
    .where('account_id', '=', account)
    .where('provider', '=', PROVIDER)
    .execute();
}
