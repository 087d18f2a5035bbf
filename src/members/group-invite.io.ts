import { hashWord } from '#accounts/hash.js';
import type { Tx } from '#store/tables.js';
import { newInvitationText } from './code-random.io.ts';
import { findGroup, findGroupByDomain } from './group.sql.ts';
import { ASK_AGAIN_MS, domainOf, type Group, standingOfGroup } from './group.ts';
import { type GroupHouse, postGroupLetter } from './group-letters.sql.ts';
import { askByDomain, inviteToGroup } from './group-seats.sql.ts';
import { changeSeat, listSeatsToConfirm } from './seat.sql.ts';

/** Invites many at once: a seat is kept for each, and a letter goes to each, or to none where the seats do not suffice. */
export async function inviteMany(
  tx: Tx,
  house: GroupHouse,
  { group, emails }: { group: Group; emails: readonly string[] },
  now: Date,
): Promise<Awaited<ReturnType<typeof inviteToGroup>>> {
  const invitations = emails.map((email) => ({ email, token: newInvitationText() }));
  const done = await inviteToGroup(tx, { group: group.id, invitations }, now);
  if (done.ok) {
    for (const { email, token } of done.value.invited)
      await postGroupLetter(tx, house, { kind: 'invited', group, to: email, token }, now);
  }
  return done;
}

/**
 * Sends a link to an address, if a group gives seats to its domain. Whether one does is told to nobody but the owner of
 * the address.
 */
export async function askForSeat(tx: Tx, house: GroupHouse, email: string, now: Date): Promise<void> {
  const group = await findGroupByDomain(tx, domainOf(email));
  if (!group) return;
  const token = newInvitationText();
  if (!(await askByDomain(tx, { group, email, token }, now))) return;
  await postGroupLetter(tx, house, { kind: 'asked', group, to: email, token }, now);
}

/** Asks those whose half year is nearly over whether their address is still theirs, once each. returns  how many */
export async function askAgain(tx: Tx, house: GroupHouse, now: Date): Promise<number> {
  const due = await listSeatsToConfirm(tx, new Date(now.getTime() + ASK_AGAIN_MS), 50);
  let asked = 0;
  for (const seat of due) {
    const token = newInvitationText();
    await changeSeat(tx, seat.id, { tokenHash: hashWord(token) });
    const group = await findGroup(tx, seat.group);
    if (!group || standingOfGroup(group, now) !== 'running') continue;
    // The link works after that day too, as long as there is a seat.
    const until = Math.max(seat.confirmBy ?? 0, now.getTime() + ASK_AGAIN_MS);
    await postGroupLetter(tx, house, { kind: 'confirm', group, to: seat.email, token, until }, now);
    asked += 1;
  }
  return asked;
}
