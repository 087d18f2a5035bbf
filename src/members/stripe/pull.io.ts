import type { Stripe } from 'stripe';
import { findMembershipByRef } from '../membership.sql.ts';
import { ask, find, openClient } from './client.io.ts';
import {
  type InvoiceFacts,
  intentOf,
  readInvoice,
  readSubscription,
  type SubscriptionFacts,
} from './facts.ts';
import { type Followed, type FollowWish, followSubscription } from './follow.sql.ts';
import type { StripeHouse } from './house.ts';

/** Sums looked at: a subscription that failed for months has the older ones long settled. */
const INVOICES = 12;
const MOST_TRIES = 5;

/** One look at a time for each subscription; others in this process wait for it. */
const underWay = new Map<string, Promise<unknown>>();

export type PullWish = FollowWish & {
  /** Asks what was given back of each sum, which costs a question each. */
  readonly withRefunds?: boolean;
};

/**
 * Reads one subscription anew at Stripe and makes the database say the same. Whoever comes in between, in this process
 * or another, is noticed, and then it is read once more: an older answer never overwrites a newer one.
 *
 * returns  undefined where Stripe knows no such subscription
 * throws   stripe-not-set, stripe-refused, stripe-unreachable
 */
export async function pullSubscription(
  house: StripeHouse,
  ref: string,
  wish: PullWish = {},
): Promise<Followed | undefined> {
  const before = underWay.get(ref) ?? Promise.resolve();
  const look = before.catch(() => undefined).then(() => pull(house, ref, wish));
  underWay.set(ref, look);
  try {
    return await look;
  } finally {
    if (underWay.get(ref) === look) underWay.delete(ref);
  }
}

async function pull(house: StripeHouse, ref: string, wish: PullWish): Promise<Followed | undefined> {
  const { db } = house.store;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const known = await findMembershipByRef(db, 'stripe', ref);
    const facts = await readFacts(house, ref, wish.withRefunds ?? false);
    if (!facts) return undefined;
    const followed = await db.transaction().execute(async (tx) => {
      const now = await findMembershipByRef(tx, 'stripe', ref);
      if (now?.changedAt !== known?.changedAt) return undefined;
      return followSubscription(tx, house, facts, wish, house.clock());
    });
    if (followed) return followed;
  }
  throw new Error(`The subscription ${ref} was changed again and again while it was looked at.`);
}

/** A subscription and what it asked for, as they are now. */
export async function readFacts(
  house: StripeHouse,
  ref: string,
  withRefunds: boolean,
): Promise<SubscriptionFacts | undefined> {
  const client = await openClient(house.settings());
  const one = await find(() => client.subscriptions.retrieve(ref));
  if (!one) return undefined;
  const wish = { subscription: ref, limit: INVOICES };
  const { data } = await ask(() => client.invoices.list(wish));
  const invoices: InvoiceFacts[] = [];
  for (const invoice of data) {
    const read = await readWhole(client, invoice, withRefunds);
    if (read) invoices.push(read);
  }
  return readSubscription(one, invoices);
}

/** Why a sum is still open, and what was given back of it, is asked for where it matters. */
async function readWhole(
  client: Stripe,
  invoice: Stripe.Invoice,
  withRefunds: boolean,
): Promise<InvoiceFacts | undefined> {
  const isPaid = invoice.status === 'paid';
  const isOpen = invoice.status === 'open' || invoice.status === 'uncollectible';
  if (!isOpen && !(isPaid && withRefunds)) return readInvoice(invoice);
  const expand = ['payments.data.payment.payment_intent'];
  const whole = await ask(() => client.invoices.retrieve(invoice.id, { expand }));
  const facts = readInvoice(whole);
  const charge = isPaid ? intentOf(whole)?.latest_charge : null;
  if (!facts || !charge) return facts;
  const { amount_refunded: refundedMinor } = await ask(() =>
    client.charges.retrieve(typeof charge === 'string' ? charge : charge.id),
  );
  return { ...facts, refundedMinor };
}
