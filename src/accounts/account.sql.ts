import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** What anybody with an account has, at the desk or as a reader. */
export type Account = { readonly id: AccountId; readonly email: string; readonly name: string };

export async function findAccount(db: Db, id: AccountId): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'email', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, id: row.id as AccountId };
}

export async function findAccountByEmail(db: Db, email: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'email', 'name'])
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst();
  return row && { ...row, id: row.id as AccountId };
}

/** Finds the account of this address, or makes one. A name that is there already stays. */
export async function ensureAccount(
  tx: Tx,
  { email, name }: { email: string; name: string },
  now: Date,
): Promise<AccountId> {
  const at = now.getTime();
  const account = { email: email.trim().toLowerCase(), name: name.trim(), image: null };
  const made = await tx
    .insertInto('account')
    .values({ ...account, made_at: at, changed_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return made.id as AccountId;
  const { id } = await tx
    .selectFrom('account')
    .select('id')
    .where('email', '=', account.email)
    .executeTakeFirstOrThrow();
  return id as AccountId;
}

/** Changes name or address, or notes that letters to the address arrive. */
export async function changeAccount(
  tx: Tx,
  id: AccountId,
  wish: { email?: string; name?: string; isVerified?: boolean },
  now: Date,
): Promise<void> {
  const verified = wish.isVerified === undefined ? {} : { email_verified: wish.isVerified ? 1 : 0 };
  const email = wish.email === undefined ? {} : { email: wish.email };
  const name = wish.name === undefined ? {} : { name: wish.name };
  await tx
    .updateTable('account')
    .set({ ...email, ...name, ...verified, changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
}
