/** Taking, keeping and giving back seats. Whoever changes who sits where holds the group's row while they count. */
import { hashWord } from '#accounts/hash.js';
import { fault } from '#kit/fault.js';
import type { AccountId, GroupId, MembershipId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { getGroupToChange, saveGroup } from './group.sql.ts';
import {
  type Group,
  invitationEnd,
  isUsed,
  nextConfirmation,
  type Seat,
  seatEnd,
  standingOfGroup,
} from './group.ts';
import { beginMembership, endMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import type { Membership } from './membership.ts';
import { addReader } from './readers.sql.ts';
import { changeSeat, findSeatByEmail, findSeatByToken, listSeats, putSeat } from './seat.sql.ts';

/** An address with the word of its link. */
export type Invitation = { readonly email: string; readonly token: string };
export type Invited = { readonly invited: readonly Invitation[]; readonly already: readonly string[] };

/** Keeps a seat for each of these addresses, all or none. Who has one already is left in peace. */
export async function inviteToGroup(
  tx: Tx,
  { group: id, invitations }: { group: GroupId; invitations: readonly Invitation[] },
  now: Date,
): Promise<Result<Invited, { code: 'over' } | { code: 'too-few-seats'; free: number; wanted: number }>> {
  const group = await getGroupToChange(tx, id);
  if (standingOfGroup(group, now) === 'ended') return no({ code: 'over' });
  const seats = await listSeats(tx, id);
  const kept = new Set(seats.filter((seat) => isUsed(seat, now)).map(({ email }) => email));
  const already = invitations.filter(({ email }) => kept.has(email)).map(({ email }) => email);
  const invited = invitations.filter(({ email }) => !kept.has(email));
  const free = group.seats - kept.size;
  if (invited.length > free) return no({ code: 'too-few-seats', free, wanted: invited.length });
  for (const { email, token } of invited) {
    await putSeat(tx, { ...emptySeat(group, email, now), way: 'invited', tokenHash: hashWord(token) }, now);
  }
  return yes({ invited, already });
}

/**
 * Notes that somebody asked for a seat by an address of the group's domain: the letter's link takes it. No seat is kept
 * free meanwhile.
 *
 * returns  whether a letter should go out
 */
export async function askByDomain(
  tx: Tx,
  { group, email, token }: { group: Group; email: string; token: string },
  now: Date,
): Promise<boolean> {
  if (standingOfGroup(group, now) !== 'running') return false;
  const known = await findSeatByEmail(tx, group.id, email);
  const tokenHash = hashWord(token);
  if (known && isUsed(known, now)) return false;
  await putSeat(tx, { ...emptySeat(group, email, now), way: 'domain', tokenHash }, now);
  return true;
}

export type SeatRefusal = {
  readonly code: 'unknown' | 'over' | 'not-yet' | 'full' | 'expired' | 'yours-already';
};
export type SeatTaken = { readonly group: Group; readonly until: number | null };

/** Fills the seat of an invitation with the account that holds its link. */
export async function takeSeat(
  tx: Tx,
  { token, account, zone }: { token: string; account: AccountId; zone: string },
  now: Date,
): Promise<Result<SeatTaken, SeatRefusal>> {
  const found = await findSeatByToken(tx, hashWord(token));
  if (!found) return no({ code: 'unknown' });
  const group = await getGroupToChange(tx, found.group);
  // Once more: another might have taken it while the group was waited for.
  const seat = await findSeatByToken(tx, hashWord(token));
  if (seat?.state !== 'invited') return no({ code: 'unknown' });
  if (invitationEnd(seat) <= now.getTime()) return no({ code: 'expired' });
  return fill(tx, { group, seat, account, zone }, now);
}

/** The owner takes a seat of their own group. */
export async function takeOwnSeat(
  tx: Tx,
  { group: id, account, email, zone }: { group: GroupId; account: AccountId; email: string; zone: string },
  now: Date,
): Promise<Result<SeatTaken, SeatRefusal>> {
  const group = await getGroupToChange(tx, id);
  const known = await findSeatByEmail(tx, id, email);
  if (known?.state === 'taken') return no({ code: 'yours-already' });
  const empty = { ...emptySeat(group, email, now), way: 'owner' as const, tokenHash: null };
  const seats = await listSeats(tx, id);
  const others = seats.filter((seat) => seat.email !== email && isUsed(seat, now)).length;
  if (others >= group.seats) return no({ code: 'full' });
  return fill(tx, { group, seat: await putSeat(tx, empty, now), account, zone }, now);
}

/**
 * Shows for another half year that the address of a seat is still somebody's.
 *
 * returns  until when it opens stories now
 */
export async function confirmSeat(
  tx: Tx,
  { token, zone }: { token: string; zone: string },
  now: Date,
): Promise<Result<SeatTaken, SeatRefusal>> {
  const found = await findSeatByToken(tx, hashWord(token));
  if (!found) return no({ code: 'unknown' });
  const group = await getGroupToChange(tx, found.group);
  const seat = await findSeatByToken(tx, hashWord(token));
  if (seat?.state !== 'taken' || seat.membership === null) return no({ code: 'unknown' });
  if (standingOfGroup(group, now) !== 'running') return no({ code: 'over' });
  const others = (await listSeats(tx, group.id)).filter((one) => one.id !== seat.id && isUsed(one, now));
  if (others.length >= group.seats) return no({ code: 'full' });
  const confirmBy = nextConfirmation(seat.way, zone, now);
  await changeSeat(tx, seat.id, { tokenHash: null, confirmedAt: now.getTime(), confirmBy });
  const until = seatEnd(group, confirmBy);
  await setEnd(tx, { membership: seat.membership, until, why: 'confirmed' }, now);
  return yes({ group, until });
}

/** Gives a seat back: the owner, staff, or who sits there. What was kept for an invitation is free again. */
export async function giveSeatBack(
  tx: Tx,
  { seat, by, staff = null }: { seat: Seat; by: 'owner' | 'staff' | 'reader'; staff?: AccountId | null },
  now: Date,
): Promise<void> {
  await getGroupToChange(tx, seat.group);
  await changeSeat(tx, seat.id, { state: 'left', tokenHash: null, account: null, confirmBy: null });
  if (seat.membership !== null)
    await endMembership(tx, seat.membership, { at: now, why: `seat-left-by-${by}`, staff }, now);
}

/** Carries a change of the group's end or tier over to all its seats. */
export async function settleSeats(tx: Tx, group: Group, now: Date): Promise<void> {
  for (const seat of await listSeats(tx, group.id)) {
    if (seat.state !== 'taken' || seat.membership === null) continue;
    const until = seatEnd(group, seat.confirmBy);
    await setEnd(tx, { membership: seat.membership, until, tier: group.tier, why: 'group-changed' }, now);
  }
}

/** Ends a group now: its memberships end with it, and its invitations work no more. */
export async function endGroup(
  tx: Tx,
  { group: id, staff = null }: { group: GroupId; staff?: AccountId | null },
  now: Date,
): Promise<Group> {
  const group = await getGroupToChange(tx, id);
  if (group.state === 'ended') throw fault(memberFaults, 'group-over');
  for (const seat of await listSeats(tx, id)) {
    if (seat.state === 'left') continue;
    await changeSeat(tx, seat.id, { state: 'left', tokenHash: null, account: null, confirmBy: null });
    if (seat.membership !== null && seat.state === 'taken')
      await endMembership(tx, seat.membership, { at: now, why: 'group-ended', staff }, now);
  }
  const from = Math.min(group.from, now.getTime() - 1);
  return saveGroup(tx, { ...group, domain: null, state: 'ended', from, until: now.getTime() }, now);
}

type Filling = { group: Group; seat: Seat; account: AccountId; zone: string };

async function fill(
  tx: Tx,
  { group, seat, account, zone }: Filling,
  now: Date,
): Promise<Result<SeatTaken, SeatRefusal>> {
  const standing = standingOfGroup(group, now);
  if (standing === 'ended') return no({ code: 'over' });
  if (standing !== 'running') return no({ code: 'not-yet' });
  const seats = await listSeats(tx, group.id);
  if (seats.some((one) => one.state === 'taken' && one.account === account && isUsed(one, now)))
    return no({ code: 'yours-already' });
  const others = seats.filter((one) => one.id !== seat.id && isUsed(one, now));
  if (others.length >= group.seats) return no({ code: 'full' });
  const confirmBy = nextConfirmation(seat.way, zone, now);
  const until = seatEnd(group, confirmBy);
  await addReader(tx, { account, cameBy: 'group' }, now);
  const held = { account, tier: group.tier, source: 'group' as const, group: group.id };
  const membership = await beginMembership(tx, { ...held, from: now.getTime(), until }, now);
  const confirmed = { confirmedAt: now.getTime(), confirmBy, tokenHash: null };
  await changeSeat(tx, seat.id, { state: 'taken', account, membership, ...confirmed });
  const details = { group: group.id, way: seat.way };
  await noteAct(tx, { account, membership, act: 'seat.taken', details }, now);
  return yes({ group, until });
}

async function setEnd(
  tx: Tx,
  {
    membership: id,
    until,
    why,
    tier,
  }: { membership: MembershipId; until: number | null; why: string; tier?: TierId },
  now: Date,
): Promise<void> {
  const one = await getMembershipToChange(tx, id);
  const sameTier = tier === undefined || tier === one.tier;
  if (one.accessUntil === until && one.state === 'running' && sameTier) return;
  const runs = until === null || until > now.getTime();
  const wasOver = one.accessUntil !== null && one.accessUntil <= now.getTime();
  const open: Partial<Membership> = runs ? { state: 'running', endedAt: null } : {};
  const begun = runs && wasOver ? { accessFrom: now.getTime() } : {};
  const changed = { ...one, ...open, ...begun, accessUntil: until, paidUntil: until };
  const moved = { ...changed, tier: tier ?? one.tier };
  await saveMembership(
    tx,
    moved,
    { act: sameTier ? 'membership.extended' : 'membership.changed', details: { until, why } },
    now,
  );
}

function emptySeat(group: Group, email: string, now: Date) {
  return {
    ...{ group: group.id, email, account: null, membership: null, state: 'invited' as const },
    ...{ invitedAt: now.getTime(), confirmedAt: null, confirmBy: null },
  };
}
