import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';

/** The app for codes of one person. `sealed` is the secret it shares with us, encrypted. */
export type SecondStep = { readonly sealed: string; readonly confirmed: boolean; readonly madeAt: number };

export async function findSecondStep(db: Db, account: AccountId): Promise<SecondStep | undefined> {
  const row = await db
    .selectFrom('second_step')
    .select(['secret', 'confirmed_at', 'made_at'])
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row && { sealed: row.secret, confirmed: row.confirmed_at !== null, madeAt: row.made_at };
}

/** Keeps a secret that the person has yet to show they have. One that is in use is left alone. */
export async function offerSecondStep(tx: Tx, account: AccountId, sealed: string, now: Date): Promise<void> {
  const row = { secret: sealed, last_counter: 0, confirmed_at: null, made_at: now.getTime() };
  await tx
    .insertInto('second_step')
    .values({ account_id: account, ...row })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet(row).where('second_step.confirmed_at', 'is', null),
    )
    .execute();
}

/**
 * Uses up the code of this counter, which works once, and confirms the app where that is still to be done.
 *
 * returns  false where a code as new as this was used before
 */
export async function spendCounter(tx: Tx, account: AccountId, counter: number, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('second_step')
    .set((row) => ({
      last_counter: counter,
      confirmed_at: row.fn.coalesce('confirmed_at', row.val(now.getTime())),
    }))
    .where('account_id', '=', account)
    .where('last_counter', '<', counter)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** Recovery codes in place of those there were. */
export async function saveRecoveryCodes(
  tx: Tx,
  account: AccountId,
  hashes: readonly string[],
): Promise<void> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute();
  const rows = hashes.map((code_hash) => ({ account_id: account, code_hash, used_at: null }));
  await tx.insertInto('recovery_code').values(rows).execute();
}

/** Uses up a recovery code; false where there is none such, or not any more. */
export async function spendRecoveryCode(
  tx: Tx,
  account: AccountId,
  hash: string,
  now: Date,
): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: now.getTime() })
    .where('account_id', '=', account)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export async function countRecoveryCodes(db: Db, account: AccountId): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Takes the app and its recovery codes away, and with them the password, which is no way in without. */
export async function dropSecondStep(tx: Tx, account: AccountId, now: Date): Promise<void> {
  await tx.deleteFrom('second_step').where('account_id', '=', account).execute();
  await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute();
  await tx
    .deleteFrom('credential')
    .where('account_id', '=', account)
    .where('provider', '=', 'credential')
    .execute();
  await tell(tx, 'staff.changed', account, {}, now);
}
