import { end, fail, type Membership, type Rules, withAccess } from '../membership.ts';
import type { Price } from '../tier.ts';
import type { SubscriptionFacts } from './facts.ts';

/** Stripe counts in seconds. */
const SECOND_MS = 1000;

/**
 * What a membership is, now that its subscription stands so at Stripe. What came before does not matter, so it is the
 * same whichever event made us look, and in whatever order they came.
 *
 * known  as the database has it
 * price  ours, of what is paid for; undefined where we do not know it: then the tier stays as it is
 */
export function follow(
  known: Membership,
  facts: SubscriptionFacts,
  price: Price | undefined,
  rules: Rules,
  now: Date,
): Membership {
  const one = { ...followPrice(known, price, now), customer: facts.customer };
  switch (facts.status) {
    case 'trialing':
    case 'active':
      return running(one, facts, rules);
    case 'past_due':
    case 'unpaid':
      return unpaid(one, facts, rules, now);
    case 'incomplete':
      // A direct debit may be under way for days: it is trusted until it fails.
      return neverPaid(facts) ? waiting(one, now) : running(one, facts, rules);
    case 'incomplete_expired':
    case 'canceled':
      return over(one, facts, now);
    default:
      // Stripe stopped it, as after a trial without a card: nothing is paid for, and nothing is open.
      return waiting(one, now);
  }
}

/** Another price or tier, unless it is the change that comes later: Stripe knows of that one already. */
function followPrice(known: Membership, price: Price | undefined, now: Date): Membership {
  if (!price) return known;
  const { next } = known;
  const comes = next !== null && next.price === price.id;
  if (comes && now.getTime() < next.at) return known;
  if (known.price === price.id && known.tier === price.tier) return known;
  return { ...known, price: price.id, tier: price.tier, next: comes ? null : next };
}

function running(one: Membership, facts: SubscriptionFacts, rules: Rules): Membership {
  const paidUntil = later(one.paidUntil, facts.periodTo);
  const state = one.state === 'paused' ? 'paused' : 'running';
  const fresh = one.state === 'waiting' || one.state === 'ended';
  const begun = fresh
    ? { accessFrom: Math.min(one.accessFrom, facts.periodFrom), anchor: facts.periodFrom }
    : {};
  const common = { ...one, ...begun, state, paidUntil, graceUntil: null, endedAt: null } as const;
  if (facts.endsAt === null) {
    return withAccess({ ...common, endsAtPeriod: false, cancelledAt: null }, rules);
  }
  const cancelledAt = one.cancelledAt ?? facts.cancelledAt;
  const accessUntil = isSame(facts.endsAt, paidUntil) ? paidUntil : facts.endsAt;
  return { ...common, endsAtPeriod: true, cancelledAt, accessUntil, next: null };
}

/** A period began that was not paid. Access is kept for the days of grace, but not for a purchase never paid for. */
function unpaid(one: Membership, facts: SubscriptionFacts, rules: Rules, now: Date): Membership {
  if (neverPaid(facts)) return waiting(one, now);
  // One that is only now taken notice of held access until the period that is not paid.
  const had = one.state === 'waiting' ? ({ ...one, state: 'running' } as const) : one;
  const paidUntil = Math.min(one.paidUntil ?? facts.periodFrom, facts.periodFrom);
  const failed = fail(
    { ...had, paidUntil: isSame(paidUntil, one.paidUntil) ? one.paidUntil : paidUntil },
    rules,
    now,
  );
  if (facts.endsAt === null || facts.endsAt >= (failed.accessUntil ?? 0)) return failed;
  return { ...failed, accessUntil: facts.endsAt };
}

/** The first payment did not come, or not yet and by no way that is trusted: what was open is shut. */
function waiting(one: Membership, now: Date): Membership {
  if (one.state === 'waiting' || one.state === 'ended') return one;
  const accessUntil = Math.min(one.accessUntil ?? now.getTime(), now.getTime());
  return { ...one, state: 'waiting', accessUntil, paidUntil: null, graceUntil: null };
}

function over(one: Membership, facts: SubscriptionFacts, now: Date): Membership {
  if (one.state === 'ended') return one;
  const at = Math.min(facts.endedAt ?? now.getTime(), now.getTime());
  const cancelledAt = one.cancelledAt ?? facts.cancelledAt;
  return { ...end(one, new Date(at)), cancelledAt, graceUntil: null };
}

/** Whether it began with a payment that failed or was never made. */
function neverPaid({ invoices }: SubscriptionFacts): boolean {
  const first = invoices.find((invoice) => invoice.first);
  return first !== undefined && !['paid', 'pending', 'refunded'].includes(first.state);
}

/** Never back: who was given time by us keeps it. */
function later(known: number | null, at: number): number {
  return known === null || (at > known && !isSame(known, at)) ? at : known;
}

function isSame(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) < SECOND_MS;
}

/** Whether two memberships are the same in everything that is kept. */
export function isAlike(one: Membership, other: Membership): boolean {
  const names = Object.keys(one) as (keyof Membership)[];
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
