import type { AccountId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** How somebody comes in, and when they last did. */
export type Standing = {
  readonly app: boolean;
  readonly passkeys: number;
  readonly sessions: number;
  readonly seenAt: number | null;
};

/** The standing of everybody on the staff who ever came in or set something up. */
export async function listStandings(db: Db, now: Date): Promise<Map<AccountId, Standing>> {
  const apps = await db
    .selectFrom('second_step')
    .select('account_id')
    .where('confirmed_at', 'is not', null)
    .execute();
  const passkeys = await db
    .selectFrom('passkey')
    .select(({ fn }) => ['account_id', fn.countAll<number>().as('count')])
    .groupBy('account_id')
    .execute();
  const sessions = await db
    .selectFrom('session')
    .select(({ fn }) => ['account_id', fn.countAll<number>().as('count'), fn.max('changed_at').as('seen')])
    .where('expires_at', '>', now.getTime())
    .groupBy('account_id')
    .execute();
  const found = new Map<AccountId, Standing>();
  const add = (id: number, more: Partial<Standing>): void => {
    const known = found.get(id as AccountId) ?? { app: false, passkeys: 0, sessions: 0, seenAt: null };
    found.set(id as AccountId, { ...known, ...more });
  };
  for (const { account_id } of apps) add(account_id, { app: true });
  for (const { account_id, count } of passkeys) add(account_id, { passkeys: Number(count) });
  for (const row of sessions) add(row.account_id, { sessions: Number(row.count), seenAt: Number(row.seen) });
  return found;
}
