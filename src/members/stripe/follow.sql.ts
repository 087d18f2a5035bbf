import { findAccount } from '#accounts/account.sql.js';
import type { AccountId, MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import {
  beginMembership,
  findMembershipByRef,
  getMembershipToChange,
  saveMembership,
} from '../membership.sql.ts';
import { type Membership, wait } from '../membership.ts';
import { rulesOf } from '../money-house.ts';
import { postMoneyLetter } from '../money-letter.sql.ts';
import { takeOffer } from '../offer.sql.ts';
import { addReader } from '../readers.sql.ts';
import { findPriceByRef } from '../tier.sql.ts';
import type { Price } from '../tier.ts';
import { type DifferenceKind, openDifference, settleDifferences } from './difference.sql.ts';
import type { SubscriptionFacts } from './facts.ts';
import { follow, isAlike } from './follow.ts';
import { followPayment } from './follow-payment.sql.ts';
import type { StripeHouse } from './house.ts';

/**
 * How a subscription is taken.
 *
 * account   whose it is, where the subscription does not say so itself
 * price     ours, where its price is mapped by hand
 * isSilent  no letters: somebody who moves in notices nothing
 * since     sums asked for earlier are not ours to keep
 */
export type FollowWish = {
  readonly account?: AccountId;
  readonly price?: Price | undefined;
  readonly isSilent?: boolean;
  readonly since?: number;
};

/** begun, changed, same: it is as Stripe has it · otherwise why it is not taken */
export type Followed =
  | { is: 'begun' | 'changed' | 'same'; membership: MembershipId }
  | { is: 'left'; why: DifferenceKind };

/** Makes the database say what Stripe says of one subscription: the membership, its payments, and what is left open. */
export async function followSubscription(
  tx: Tx,
  house: StripeHouse,
  facts: SubscriptionFacts,
  wish: FollowWish,
  now: Date,
): Promise<Followed> {
  const price =
    wish.price ?? (facts.priceRef === null ? undefined : await findPriceByRef(tx, facts.priceRef));
  const found = await findMembershipByRef(tx, 'stripe', facts.ref);
  const why = found ? undefined : await refuse(tx, facts, { ...wish, price });
  const account = found?.account ?? wish.account ?? facts.account;
  if (why) {
    if (why !== 'not-ours') await note(tx, facts, [why], { account: null, now });
    return { is: 'left', why };
  }
  const known = found ? await getMembershipToChange(tx, found.id) : skeleton(facts, price, account, now);
  const next = follow(known, facts, price, rulesOf(house.settings()), now);
  const one = found
    ? next
    : { ...next, id: await begin(tx, house, { next, facts, isSilent: wish.isSilent }, now) };
  const differs = found !== undefined && !isAlike(known, next);
  if (differs) await saveMembership(tx, next, { act: actOf(known, next), details: detailsOf(next) }, now);
  const paid = await followPayments(tx, house, { one, facts, wish }, now);
  if (found && !wish.isSilent) await tellEnd(tx, house, { known, next }, now);
  await note(tx, facts, await doubts(tx, one, facts, price), { account: one.account, now });
  if (!found) return { is: 'begun', membership: one.id };
  return { is: differs || paid ? 'changed' : 'same', membership: one.id };
}

/** Why a subscription that the database does not know is not taken. */
async function refuse(
  tx: Tx,
  facts: SubscriptionFacts,
  { account: given, price }: FollowWish,
): Promise<DifferenceKind | undefined> {
  const account = given ?? facts.account;
  if (account === null) return 'not-ours';
  if (!(await findAccount(tx, account))) return 'account-gone';
  if (!price) return 'price-unknown';
  return price.currency === facts.currency ? undefined : 'currency-other';
}

/** What stands in the way of calling it settled, though it is kept. */
async function doubts(
  tx: Tx,
  one: Membership,
  facts: SubscriptionFacts,
  price: Price | undefined,
): Promise<DifferenceKind[]> {
  if (one.state === 'ended') return [];
  const others = await tx
    .selectFrom('membership')
    .select('id')
    .where('account_id', '=', one.account)
    .where('provider', '=', 'stripe')
    .where('tier_id', '=', one.tier)
    .where('state', 'in', ['running', 'grace', 'paused'])
    .where('ends_at_period', '=', 0)
    .where('id', '<', one.id)
    .execute();
  return [
    ...(price ? [] : ['price-unknown' as const]),
    ...(price && price.currency !== facts.currency ? ['currency-other' as const] : []),
    ...(facts.items > 1 ? ['several-items' as const] : []),
    ...(others.length > 0 && !one.endsAtPeriod ? ['two-subscriptions' as const] : []),
  ];
}

async function note(
  tx: Tx,
  facts: SubscriptionFacts,
  kinds: readonly DifferenceKind[],
  { account, now }: { account: AccountId | null; now: Date },
): Promise<void> {
  const { ref, status, priceRef, currency, amountMinor, items } = facts;
  const details = { status, price: priceRef, currency, amountMinor, items };
  for (const kind of kinds) await openDifference(tx, { ref, kind, account, details }, now);
  await settleDifferences(tx, ref, { except: kinds, how: 'agrees' }, now);
}

/** A membership that is not there yet: it opens nothing until Stripe says so. */
function skeleton(
  facts: SubscriptionFacts,
  price: Price | undefined,
  account: AccountId | null,
  now: Date,
): Membership {
  if (!price || account === null) throw new Error(`${facts.ref} was not looked at.`);
  return {
    ...wait(now),
    ...{ id: 0 as MembershipId, account, tier: price.tier, price: price.id, source: 'stripe', group: null },
    ...{
      offer: facts.offer,
      story: facts.story,
      provider: 'stripe',
      ref: facts.ref,
      customer: facts.customer,
    },
    ...{ remark: '', madeAt: now.getTime(), changedAt: now.getTime(), accessFrom: facts.periodFrom },
    trialUntil: facts.trialUntil,
  };
}

async function begin(
  tx: Tx,
  house: StripeHouse,
  {
    next,
    facts,
    isSilent = false,
  }: { next: Membership; facts: SubscriptionFacts; isSilent: boolean | undefined },
  now: Date,
): Promise<MembershipId> {
  await addReader(
    tx,
    { account: next.account, cameBy: isSilent ? 'imported' : 'joined', story: next.story },
    now,
  );
  const { account, tier, source, price, offer, story, provider, ref, customer } = next;
  const holding = { account, tier, source, price, story, provider, ref, customer };
  // It was paid for at the price of the offer, so an offer used up since counts on.
  const known = offer !== null && (await takeOffer(tx, offer)) ? offer : null;
  const wish = { ...holding, offer: known, from: next.accessFrom, until: next.accessUntil, times: next };
  const id = await beginMembership(tx, wish, now);
  if (isSilent || next.state === 'waiting' || next.state === 'ended') return id;
  const sum =
    facts.amountMinor === null ? undefined : { amountMinor: facts.amountMinor, currency: facts.currency };
  await postMoneyLetter(tx, house, { kind: 'welcome', account, tier, sum, until: next.paidUntil }, now);
  return id;
}

/** Oldest first, so that receipts are numbered as the money came. Sums from before somebody moved in are not ours. */
async function followPayments(
  tx: Tx,
  house: StripeHouse,
  { one, facts, wish }: { one: Membership; facts: SubscriptionFacts; wish: FollowWish },
  now: Date,
): Promise<boolean> {
  const since = wish.since ?? (facts.account === null ? one.madeAt : 0);
  let changed = false;
  for (const invoice of facts.invoices.toReversed()) {
    const isOld = invoice.madeAt < since;
    const about = { one, invoice, isOld, isSilent: wish.isSilent ?? false };
    const kept = await followPayment(tx, house, about, now);
    changed = kept || changed;
  }
  return changed;
}

/** Who lost access at once, or cancelled at Stripe's own pages, hears so from us. */
async function tellEnd(
  tx: Tx,
  house: StripeHouse,
  { known, next }: { known: Membership; next: Membership },
  now: Date,
): Promise<void> {
  const ended = next.state === 'ended' && known.state !== 'ended';
  const cancelled = next.endsAtPeriod && !known.endsAtPeriod;
  if (!ended && !cancelled) return;
  const kind = ended ? 'ended' : 'cancelled';
  const { account, tier, accessUntil: until } = next;
  await postMoneyLetter(tx, house, { kind, account, tier, until }, now);
}

function actOf(known: Membership, next: Membership): string {
  if (next.state !== known.state) {
    const acts = {
      ...{ waiting: 'membership.shut', running: 'membership.recovered', grace: 'membership.payment-failed' },
      ...{ paused: 'membership.paused', ended: 'membership.ended' },
    };
    return known.state === 'waiting' ? 'membership.begun' : acts[next.state];
  }
  if (next.endsAtPeriod !== known.endsAtPeriod)
    return next.endsAtPeriod ? 'membership.cancelled' : 'membership.kept';
  if (next.tier !== known.tier || next.price !== known.price) return 'membership.changed';
  return next.paidUntil === known.paidUntil ? 'membership.told' : 'membership.renewed';
}

function detailsOf({ state, accessUntil: until, tier, price }: Membership) {
  return { by: 'stripe', state, until, tier, price };
}
