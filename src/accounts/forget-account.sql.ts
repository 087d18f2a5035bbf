import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { changeAccount } from './account.sql.ts';
import { listPasskeys } from './passkeys.sql.ts';
import { endSessions, listSessions } from './session.sql.ts';

/** What is kept of somebody's account, in words they can read. */
export async function gatherAccount(db: Db, id: AccountId, now: Date) {
  const account = await db
    .selectFrom('account')
    .select(['email', 'name', 'email_verified', 'made_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  const sessions = await listSessions(db, id, now);
  const passkeys = await listPasskeys(db, id);
  return {
    email: account?.email ?? '',
    emailConfirmed: account?.email_verified === 1,
    name: account?.name ?? '',
    madeAt: isoOf(account?.made_at ?? null),
    devices: sessions.map(({ device, from, way, madeAt, seenAt }) => {
      return { device, from, signedInBy: way, since: isoOf(madeAt), lastSeen: isoOf(seenAt) };
    }),
    passkeys: passkeys.map(({ name, madeAt }) => ({ name, madeAt: isoOf(madeAt) })),
  };
}

/**
 * Leaves of an account its number alone, for what the law keeps to point to. Nobody comes in by it any more, and its
 * address is free.
 *
 * keepsName  for somebody who once worked here: the record of the newsroom goes on naming them
 */
export async function forgetAccount(
  tx: Tx,
  id: AccountId,
  { keepsName }: { keepsName: boolean },
  now: Date,
): Promise<void> {
  await endSessions(tx, id, 'all', now);
  for (const table of ['passkey', 'credential', 'second_step', 'recovery_code', 'way_in'] as const)
    await tx.deleteFrom(table).where('account_id', '=', id).execute();
  const email = `deleted-${id}@deleted.invalid`;
  await changeAccount(tx, id, { email, isVerified: false, ...(keepsName ? {} : { name: '' }) }, now);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
