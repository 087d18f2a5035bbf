import type { AccountId, GroupId, MembershipId, OfferId, PriceId, StoryId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { addDays, endOfDay } from './periods.ts';

export type Source = 'stripe' | 'offline' | 'external' | 'given' | 'gift' | 'group' | 'code' | 'imported';
export type MembershipState = 'waiting' | 'running' | 'grace' | 'paused' | 'ended';

/** What comes at `at`: another tier at the end of what is paid, or another price after notice. */
export type NextChange = {
  readonly tier: TierId | null;
  readonly price: PriceId | null;
  readonly at: number;
};

/**
 * The times of a membership, milliseconds since 1970. Access is [accessFrom, accessUntil) and nothing else, so it is
 * right at every instant without anybody having looked: for one that is paid for again and again it reaches over the
 * grace period already.
 *
 * accessUntil  null: without end
 * paidUntil    until when it is paid (or free); from then on it is in grace
 * anchor       what periods are counted from, so that 31 January gives 28 February and then 31 March
 */
export type Times = {
  readonly state: MembershipState;
  readonly accessFrom: number;
  readonly accessUntil: number | null;
  readonly paidUntil: number | null;
  readonly trialUntil: number | null;
  readonly graceUntil: number | null;
  readonly pausedUntil: number | null;
  readonly anchor: number | null;
  readonly endsAtPeriod: boolean;
  readonly cancelledAt: number | null;
  readonly endedAt: number | null;
  readonly next: NextChange | null;
};

/**
 * One holding of one tier.
 *
 * ref       subscription at the provider, subscriber's number in a circulation system
 * customer  what the provider calls the person
 * story     the story whose gate made them join
 */
export type Membership = Times & {
  readonly id: MembershipId;
  readonly account: AccountId;
  readonly tier: TierId;
  readonly source: Source;
  readonly price: PriceId | null;
  readonly offer: OfferId | null;
  readonly story: StoryId | null;
  readonly group: GroupId | null;
  readonly provider: string | null;
  readonly ref: string | null;
  readonly customer: string | null;
  readonly remark: string;
  readonly madeAt: number;
  readonly changedAt: number;
};

/** What holds for all memberships: settings of the paper. */
export type Rules = { readonly zone: string; readonly graceDays: number; readonly withdrawalDays: number };

export type LifeRefusal =
  | { code: 'membership-over' }
  | { code: 'membership-not-paid-for' }
  | { code: 'membership-cancelled-already' }
  | { code: 'membership-not-cancelled' }
  | { code: 'membership-not-paused' }
  | { code: 'membership-paused-already' }
  | { code: 'membership-unpaid' }
  | { code: 'membership-time-past' }
  | { code: 'withdrawal-too-late'; until: number };

export type Standing = 'waiting' | 'trial' | 'running' | 'ending' | 'grace' | 'paused' | 'ended';

/** A card is charged in the hours after the period; nobody is said to be late meanwhile. */
const CHARGED_WITHIN_MS = 2 * 86_400_000;

/** How it stands at this instant, whatever was written down when. */
export function standingOf(one: Membership, now: Date): Standing {
  const at = now.getTime();
  if (one.state === 'ended' || isOver(one, at)) return 'ended';
  if (one.state === 'waiting') return 'waiting';
  if (one.state === 'paused' && one.pausedUntil !== null && at < one.pausedUntil) return 'paused';
  if (one.endsAtPeriod) return 'ending';
  if (one.state === 'grace' || isLate(one, at)) return 'grace';
  return one.trialUntil !== null && at < one.trialUntil ? 'trial' : 'running';
}

/** Whether it opens stories at this instant. */
export function hasAccess({ accessFrom, accessUntil }: Times, now: Date): boolean {
  const at = now.getTime();
  return accessFrom <= at && (accessUntil === null || at < accessUntil);
}

/** Whether somebody is asked for money again when the period ends. */
export function renews({ source, endsAtPeriod }: Pick<Membership, 'source' | 'endsAtPeriod'>): boolean {
  return (source === 'stripe' || source === 'offline') && !endsAtPeriod;
}

/** The times of a membership that begins. Nothing is waited for: it opens stories from `from` on. */
export function begin(
  { source, from, until, trialUntil = null }: BeginWish,
  rules: Pick<Rules, 'zone' | 'graceDays'>,
): Times {
  const times = { ...noTimes, state: 'running' as const, accessFrom: from, trialUntil };
  const anchor = trialUntil ?? from;
  return withAccess({ ...times, source, paidUntil: until, anchor }, rules);
}

export type BeginWish = {
  readonly source: Source;
  readonly from: number;
  readonly until: number | null;
  readonly trialUntil?: number | null;
};

/** The times of one that waits for its first payment: it opens nothing yet. */
export function wait(now: Date): Times {
  const at = now.getTime();
  return { ...noTimes, state: 'waiting', accessFrom: at, accessUntil: at };
}

/** The times of one that is trusted until its first payment should have come. */
export function trust(until: number, now: Date): Times {
  const at = now.getTime();
  const open = { accessUntil: until, graceUntil: until, paidUntil: at };
  return { ...noTimes, ...open, state: 'grace', accessFrom: at, anchor: at };
}

/**
 * A payment for a period came in. What is paid for never grows shorter, whatever order the news comes in. One that was
 * over is alive again.
 */
export function renew(one: Membership, period: { from: number; to: number }, rules: Rules): Membership {
  const paidUntil = Math.max(one.paidUntil ?? period.to, period.to);
  const fresh = one.state === 'waiting' || one.state === 'ended' || isOver(one, period.from);
  const begun = fresh ? { accessFrom: period.from, anchor: period.from, endedAt: null } : {};
  const kept = one.state === 'paused' ? 'paused' : 'running';
  const renewed = { ...one, ...begun, state: fresh ? 'running' : kept, paidUntil, graceUntil: null } as const;
  return withAccess(renewed, rules);
}

/** A payment failed: access is kept for the days of grace, counted once however often it fails. */
export function fail(one: Membership, rules: Rules, now: Date): Membership {
  if (one.state === 'ended' || one.state === 'waiting') return one;
  if (one.graceUntil !== null) return { ...one, state: 'grace' };
  const since = Math.max(one.paidUntil ?? 0, now.getTime());
  const graceUntil = addDays(rules.zone, since, rules.graceDays);
  return { ...one, state: 'grace', graceUntil, accessUntil: graceUntil };
}

/** Staff give somebody whose payment failed more time. */
export function extendGrace(one: Membership, until: number, now: Date): Result<Membership, LifeRefusal> {
  if (one.state === 'waiting' || one.paidUntil === null) return no({ code: 'membership-not-paid-for' });
  if (until <= now.getTime()) return no({ code: 'membership-time-past' });
  const accessUntil = Math.max(until, one.paidUntil);
  return yes({ ...one, state: 'grace', graceUntil: accessUntil, accessUntil, endedAt: null });
}

/** Makes what somebody has last longer, as a code does. */
export function extend(one: Membership, until: number | null, rules: Rules): Membership {
  const paidUntil = until === null || one.paidUntil === null ? null : Math.max(one.paidUntil, until);
  const state = one.state === 'paused' ? 'paused' : 'running';
  return withAccess({ ...one, state, paidUntil, graceUntil: null, endedAt: null }, rules);
}

/** Ends it when what is paid for ends. One in grace has nothing paid left, so it ends at once. */
export function cancel(one: Membership, now: Date): Result<Membership, LifeRefusal> {
  const at = now.getTime();
  if (one.state === 'ended' || isOver(one, at)) return no({ code: 'membership-over' });
  if (one.endsAtPeriod) return no({ code: 'membership-cancelled-already' });
  const accessUntil = Math.max(one.paidUntil ?? at, at);
  // A price that was announced holds all the same for whoever takes the cancelling back.
  const next = one.next?.tier ? null : one.next;
  const gone = { endsAtPeriod: true, cancelledAt: at, next, graceUntil: null, accessUntil };
  return accessUntil <= at ? yes(end({ ...one, ...gone }, now)) : yes({ ...one, ...gone });
}

/** Takes a cancelling back while it still runs. */
export function undoCancel(one: Membership, rules: Rules, now: Date): Result<Membership, LifeRefusal> {
  if (one.state === 'ended' || isOver(one, now.getTime())) return no({ code: 'membership-over' });
  if (!one.endsAtPeriod) return no({ code: 'membership-not-cancelled' });
  return yes(withAccess({ ...one, endsAtPeriod: false, cancelledAt: null }, rules));
}

/**
 * Stops now and goes on at `until`. The days that were paid for are kept: what is left of them follows the pause, and
 * nothing is charged before they are used up.
 */
export function pause(
  one: Membership,
  until: number,
  rules: Rules,
  now: Date,
): Result<Membership, LifeRefusal> {
  const at = now.getTime();
  if (one.state === 'ended' || isOver(one, at)) return no({ code: 'membership-over' });
  if (standingOf(one, now) === 'paused') return no({ code: 'membership-paused-already' });
  if (one.endsAtPeriod) return no({ code: 'membership-cancelled-already' });
  if (one.state === 'waiting') return no({ code: 'membership-unpaid' });
  if (one.paidUntil !== null && one.paidUntil <= at) return no({ code: 'membership-unpaid' });
  if (until <= at) return no({ code: 'membership-time-past' });
  return yes(
    moved({ ...one, state: 'paused', pausedUntil: until }, { from: until, byMs: until - at }, rules),
  );
}

/** Ends a pause early. */
export function resume(one: Membership, rules: Rules, now: Date): Result<Membership, LifeRefusal> {
  if (standingOf(one, now) !== 'paused') return no({ code: 'membership-not-paused' });
  const byMs = now.getTime() - (one.pausedUntil ?? 0);
  return yes(moved({ ...one, state: 'running', pausedUntil: null }, { from: now.getTime(), byMs }, rules));
}

/** Until when somebody may step back from what they bought and have everything back; null where nothing was bought. */
export function withdrawalUntil(one: Membership, rules: Rules): number | null {
  if (one.source !== 'stripe' && one.source !== 'offline') return null;
  return endOfDay(rules.zone, one.madeAt, rules.withdrawalDays);
}

/** Steps back from the contract: access ends at once, and whoever calls gives all the money back. */
export function withdraw(one: Membership, rules: Rules, now: Date): Result<Membership, LifeRefusal> {
  const until = withdrawalUntil(one, rules);
  if (until === null) return no({ code: 'membership-not-paid-for' });
  if (one.state === 'ended') return no({ code: 'membership-over' });
  if (now.getTime() >= until) return no({ code: 'withdrawal-too-late', until });
  return yes(end({ ...one, cancelledAt: now.getTime() }, now));
}

/** It is over at this instant, or since it was. */
export function end(one: Membership, now: Date): Membership {
  const at = now.getTime();
  const accessUntil = Math.min(one.accessUntil ?? at, at);
  return { ...one, state: 'ended', endedAt: at, accessUntil, next: null };
}

/** What time alone has done to it by now: a pause that is over, or the end. Undefined where nothing is to be written. */
export function settle(one: Membership, now: Date): Membership | undefined {
  const at = now.getTime();
  if (one.state === 'ended' || one.state === 'waiting') return undefined;
  if (isOver(one, at)) return { ...one, state: 'ended', endedAt: one.accessUntil, next: null };
  if (one.state === 'paused' && one.pausedUntil !== null && one.pausedUntil <= at) {
    return { ...one, state: 'running', pausedUntil: null };
  }
  return undefined;
}

/** What was planned for a time that has come holds: another tier, another price. */
export function applyNext(one: Membership, at: number): Membership {
  const { next } = one;
  if (next === null || next.at > at) return one;
  return { ...one, tier: next.tier ?? one.tier, price: next.price ?? one.price, next: null };
}

/** Sets until when it opens stories from until when it is paid for. */
export function withAccess<One extends Times & { readonly source: Source }>(
  one: One,
  { zone, graceDays }: Pick<Rules, 'zone' | 'graceDays'>,
): One {
  const { paidUntil } = one;
  const reaches = paidUntil !== null && renews(one);
  return { ...one, accessUntil: reaches ? addDays(zone, paidUntil, graceDays) : paidUntil };
}

const noTimes = {
  accessUntil: null,
  paidUntil: null,
  trialUntil: null,
  graceUntil: null,
  pausedUntil: null,
  anchor: null,
  endsAtPeriod: false,
  cancelledAt: null,
  endedAt: null,
  next: null,
} as const;

function isOver({ state, accessUntil }: Times, at: number): boolean {
  return state !== 'waiting' && accessUntil !== null && accessUntil <= at;
}

function isLate({ paidUntil, source }: Membership, at: number): boolean {
  return paidUntil !== null && at >= paidUntil + (source === 'stripe' ? CHARGED_WITHIN_MS : 0);
}

/** Moves what is left by a stretch of time; periods are counted from where it moved to. */
function moved(one: Membership, { from, byMs }: { from: number; byMs: number }, rules: Rules): Membership {
  const later = (time: number | null) => (time === null ? null : time + byMs);
  const [paidUntil, trialUntil] = [later(one.paidUntil), later(one.trialUntil)];
  return withAccess({ ...one, accessFrom: from, paidUntil, trialUntil, anchor: paidUntil }, rules);
}
