import type { Db } from '#store/tables.js';

/** E-mail addresses of everybody with a desk account, by account. */
export type People = ReadonlyMap<number, string>;

export async function readPeople(db: Db): Promise<People> {
  const rows = await db
    .selectFrom('account')
    .innerJoin('staff', 'staff.account_id', 'account.id')
    .select(['account.id', 'account.email'])
    .execute();
  return new Map(rows.map(({ id, email }) => [id, email]));
}

export function personOf(people: People, account: number | null): string | null {
  return account === null ? null : (people.get(account) ?? null);
}

export function peopleOf(people: People, accounts: readonly number[]): string[] {
  return accounts.flatMap((account) => people.get(account) ?? []).sort();
}

/** Everybody who has an account here. */
export async function listAccounts(db: Db): Promise<{ id: number; email: string }[]> {
  return db.selectFrom('account').select(['id', 'email']).orderBy('id').execute();
}
