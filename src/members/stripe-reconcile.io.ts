import type { Stripe } from 'stripe';
import { fault } from '#kit/fault.js';
import { isAsleep } from '#store/asleep.sql.js';
import { memberFaults } from './faults.ts';
import { toMembership } from './membership.sql.ts';
import type { Membership } from './membership.ts';
import { rulesOf } from './money-house.ts';
import { ask, find, openClient } from './stripe/client.io.ts';
import { type Difference, listDifferences, openDifference } from './stripe/difference.sql.ts';
import { idOf, readInvoice, readSubscription } from './stripe/facts.ts';
import { follow, isAlike } from './stripe/follow.ts';
import type { StripeHouse } from './stripe/house.ts';
import { pullOnceByIntent, pullWaiting } from './stripe/once.io.ts';
import { pullSubscription } from './stripe/pull.io.ts';
import { findPriceByRef } from './tier.sql.ts';

const PAGE = 100;
/** Differences that are listed; the count of all is told apart. */
const MOST_LISTED = 1000;
/** Money given back in these days is looked at too. */
const REFUND_DAYS = 4;

/** Where Stripe and the database say different things about one subscription, for people to settle. */
export type StripeDifference = Difference;

/**
 * checked  subscriptions that were looked at, there and here
 * set      how many of them were set right
 * others   subscriptions of other things that are sold with the same account; left alone
 * differ   what is left for people
 */
export type Reconciled = { checked: number; set: number; others: number; differ: StripeDifference[] };

type Told = (checked: number) => void;

/**
 * Compares every subscription at Stripe with the database, sets right what a lost webhook left behind, and lists what
 * people have to decide. Nothing is changed at Stripe.
 *
 * throws  stripe-not-set, stripe-refused, stripe-unreachable, stripe-asleep
 */
export async function reconcileStripe(house: StripeHouse, told: Told = () => {}): Promise<Reconciled> {
  if (await isAsleep(house.store.db)) throw fault(memberFaults, 'stripe-asleep');
  const client = await openClient(house.settings());
  const counts = { checked: 0, set: 0, others: 0 };
  const seen = new Set<string>();
  const wish: Stripe.SubscriptionListParams = { status: 'all', limit: PAGE, expand: ['data.latest_invoice'] };
  let after: string | undefined;
  do {
    const start = after === undefined ? wish : { ...wish, starting_after: after };
    const page = await ask(() => client.subscriptions.list(start));
    const known = await listKnown(house, page.data);
    for (const one of page.data) {
      seen.add(one.id);
      const became = await compare(house, one, known.get(one.id));
      counts[became === 'other' ? 'others' : 'checked'] += 1;
      if (became === 'set') counts.set += 1;
    }
    told(counts.checked);
    after = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (after !== undefined);
  counts.set += await followRefunds(house, client);
  await pullWaiting(house);
  counts.checked += await checkGone(house, client, seen);
  return { ...counts, differ: await listDifferences(house.store.db, MOST_LISTED) };
}

type Known = { one: Membership; paid: ReadonlySet<string> };

/** Memberships of these subscriptions, with the sums that are settled. */
async function listKnown(
  { store }: StripeHouse,
  page: readonly Stripe.Subscription[],
): Promise<ReadonlyMap<string, Known>> {
  const refs = page.map(({ id }) => id);
  if (refs.length === 0) return new Map();
  const rows = await store.db
    .selectFrom('membership')
    .selectAll()
    .where('provider', '=', 'stripe')
    .where('provider_ref', 'in', refs)
    .execute();
  const invoices = page.flatMap(({ latest_invoice: invoice }) => (invoice ? [idOf(invoice)] : []));
  const payments = await store.db
    .selectFrom('payment')
    .select('provider_ref')
    .where('provider', '=', 'stripe')
    .where('provider_ref', 'in', [...invoices, ''])
    .where('state', 'in', ['paid', 'refunded'])
    .execute();
  const paid = new Set(payments.flatMap(({ provider_ref: ref }) => ref ?? []));
  return new Map(rows.map((row) => [row.provider_ref ?? '', { one: toMembership(row), paid }]));
}

/** One subscription: the list says enough where nothing differs, so a paper with many members asks few questions. */
async function compare(
  house: StripeHouse,
  one: Stripe.Subscription,
  known: Known | undefined,
): Promise<'same' | 'set' | 'left' | 'other'> {
  const invoice = typeof one.latest_invoice === 'object' ? one.latest_invoice : null;
  const sum = invoice ? readInvoice(invoice) : undefined;
  const facts = readSubscription(one, sum ? [sum] : []);
  const isOver = /^(?:canceled|incomplete_expired)$/.test(one.status);
  if (!known && isOver) return 'other';
  const price = facts.priceRef === null ? undefined : await findPriceByRef(house.store.db, facts.priceRef);
  if (!known && facts.account === null)
    return stranger(house, { ref: one.id, one, isOurs: price !== undefined });
  if (known) {
    const isOld = facts.account === null && (sum?.madeAt ?? 0) < known.one.madeAt;
    const isKept = sum?.state !== 'paid' || isOld || known.paid.has(sum.ref);
    const meant = follow(known.one, facts, price, rulesOf(house.settings()), house.clock());
    if (isKept && isAlike(known.one, meant) && price) return 'same';
  }
  const followed = await pullSubscription(house, one.id);
  if (!followed || followed.is === 'left') return 'left';
  return followed.is === 'same' ? 'same' : 'set';
}

/** Somebody pays for one of our tiers, and nobody here knows who: it was made at Stripe, or has not moved in yet. */
async function stranger(
  { store, clock }: StripeHouse,
  { ref, one, isOurs }: { ref: string; one: Stripe.Subscription; isOurs: boolean },
): Promise<'left' | 'other'> {
  if (!isOurs) return 'other';
  const details = { customer: idOf(one.customer), price: one.items.data[0]?.price.id, status: one.status };
  await store.db
    .transaction()
    .execute((tx) => openDifference(tx, { ref, kind: 'not-ours', account: null, details }, clock()));
  return 'left';
}

/** What was given back at Stripe while nobody listened. */
async function followRefunds(house: StripeHouse, client: Stripe): Promise<number> {
  const since = Math.floor(house.clock().getTime() / 1000) - REFUND_DAYS * 86_400;
  const refs = new Set<string>();
  const wish = { limit: PAGE, created: { gte: since } };
  const refunds = await ask(() => client.refunds.list(wish).autoPagingToArray({ limit: MOST_LISTED }));
  for (const { payment_intent: intent } of refunds) {
    if (intent === null || (await pullOnceByIntent(house, idOf(intent)))) continue;
    const payment = { type: 'payment_intent', payment_intent: idOf(intent) } as const;
    const { data } = await ask(() => client.invoicePayments.list({ payment, limit: 1 }));
    const invoice = data[0]?.invoice;
    if (invoice === undefined) continue;
    const whole = await ask(() => client.invoices.retrieve(idOf(invoice)));
    const ref = whole.parent?.subscription_details?.subscription;
    if (ref !== undefined) refs.add(idOf(ref));
  }
  let set = 0;
  for (const ref of refs) {
    const followed = await pullSubscription(house, ref, { withRefunds: true });
    if (followed?.is === 'changed') set += 1;
  }
  return set;
}

/** What runs here and is not in Stripe's list. A wrong key would show all so: nothing is ended by itself. */
async function checkGone(house: StripeHouse, client: Stripe, seen: ReadonlySet<string>): Promise<number> {
  const rows = await house.store.db
    .selectFrom('membership')
    .select(['id', 'provider_ref', 'account_id', 'state'])
    .where('provider', '=', 'stripe')
    .where('state', '!=', 'ended')
    .execute();
  const missing = rows.filter(({ provider_ref: ref }) => ref !== null && !seen.has(ref));
  for (const row of missing) {
    const ref = row.provider_ref ?? '';
    if (await find(() => client.subscriptions.retrieve(ref))) continue;
    const account = row.account_id as Difference['account'];
    const details = { membership: row.id, state: row.state };
    await house.store.db
      .transaction()
      .execute((tx) => openDifference(tx, { ref, kind: 'gone-at-stripe', account, details }, house.clock()));
  }
  return missing.length;
}
