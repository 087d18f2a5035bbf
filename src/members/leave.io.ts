import type { Visitor } from '#accounts/begin-session.io.js';
import { allowAsking, allowTyping, makeWayIn, refuseCode, takeTypedCode } from '#accounts/ways-in.io.js';
import type { AccountId } from '#kit/ids.js';
import type { Members } from './members.ts';
import { listMemberships } from './membership.sql.ts';
import { type Owner, postOwnLetter } from './own-account.io.ts';
import { demandNotAtDesk, forgetReader } from './own-data.sql.ts';
import { providerOf } from './provider.ts';

/**
 * The first step of a deletion: posts the code that the second asks for.
 *
 * returns  the ticket that the code is good with
 * throws   reader-at-desk, too-many-tries
 */
export async function askToLeave(members: Members, owner: Owner, visitor: Visitor): Promise<string> {
  const { accounts, store, clock } = members;
  await demandNotAtDesk(store.db, owner.id);
  allowAsking(accounts, owner.email, visitor);
  return store.db.transaction().execute(async (tx) => {
    const wish = { account: owner.id, kind: 'deletion' } as const;
    const { ticket, code, expiresAt } = await makeWayIn(tx, wish, clock());
    await postOwnLetter(tx, members, { to: owner.email, owner, kind: 'deletion', code, expiresAt });
    return ticket;
  });
}

/** The second step: with the code, everything goes. throws  code-wrong, code-over, too-many-tries, reader-at-desk */
export async function leave(
  members: Members,
  owner: Owner,
  given: { ticket: string; code: string },
  visitor: Visitor,
): Promise<void> {
  const { accounts, store, clock } = members;
  allowTyping(accounts, visitor);
  const shown = await store.db
    .transaction()
    .execute((tx) => takeTypedCode(tx, { kind: 'deletion', ...given }, clock()));
  if (typeof shown === 'string') return refuseCode(shown);
  if (shown.account !== owner.id) return refuseCode('over');
  await deleteReader(members, owner);
}

/**
 * Stops what providers would still take, and deletes the account. Where a provider does not answer, nothing is deleted.
 *
 * staff   who at the desk does it, for somebody who asked by letter
 * throws  reader-unknown, reader-at-desk; what providers complain of
 */
export async function deleteReader(
  members: Members,
  owner: Owner,
  staff: AccountId | null = null,
): Promise<void> {
  const { store, clock, readers, accounts, providers } = members;
  await demandNotAtDesk(store.db, owner.id);
  for (const one of await listMemberships(store.db, owner.id)) {
    if (one.state !== 'ended') await providerOf(providers, one)?.end(one);
  }
  await store.db.transaction().execute(async (tx) => {
    await forgetReader(tx, { account: owner.id, staff }, clock());
    await postOwnLetter(tx, members, { to: owner.email, owner, kind: 'deleted' });
  });
  readers.forget(owner.id);
  accounts.sessions.forget();
}
