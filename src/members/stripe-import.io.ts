import type { Stripe } from 'stripe';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { isAsleep } from '#store/asleep.sql.js';
import { memberFaults } from './faults.ts';
import { findMembershipByRef } from './membership.sql.ts';
import { addReader, ensureAccount } from './readers.sql.ts';
import { ask, find, openClient } from './stripe/client.io.ts';
import { idOf } from './stripe/facts.ts';
import type { StripeHouse } from './stripe/house.ts';
import { type MovingColumn, type MovingLine, readMovingFile } from './stripe/moving-file.ts';
import { findMappedPrice } from './stripe/moving-price.sql.ts';
import { pullSubscription } from './stripe/pull.io.ts';
import { findTierBySlug } from './tier.sql.ts';
import type { Period, Price, Tier } from './tier.ts';

/** A subscription in these states is over or was never paid for: there is nothing to move. */
const over: ReadonlySet<string> = new Set(['canceled', 'incomplete', 'incomplete_expired']);

/**
 * prices   tiers by Stripe's ids of their prices: price_1Abc → gold
 * columns  columns of the file whose names say nothing by themselves
 * isDry    reads everything, at Stripe too, and writes nothing
 */
export type StripeImportWish = {
  readonly prices: Readonly<Record<string, string>>;
  readonly columns?: Partial<Record<MovingColumn, string>>;
  readonly isDry: boolean;
  readonly progress?: (share: number) => void;
};

/** taken: new here · known: here already, from an earlier import or a purchase · left: not taken, and why */
export type StripeImported = {
  lines: number;
  taken: number;
  known: number;
  left: { line: number; email: string; ref: string; why: string }[];
};

type Outcome = 'taken' | 'known';
type Moving = { house: StripeHouse; client: Stripe; tiers: ReadonlyMap<string, Tier>; isDry: boolean };

/**
 * Takes over running subscriptions: each is read at Stripe, its price says which tier it is for, and its payer becomes a
 * reader who holds that tier. Nobody enters a card again, and nobody gets a letter. What was taken before is left as it
 * is, so it may be run again after it broke off, and with a newer file.
 *
 * throws  file-not-read, tier-unknown, stripe-not-set, stripe-refused, stripe-unreachable, stripe-asleep
 */
export async function importStripe(
  house: StripeHouse,
  bytes: Uint8Array,
  { prices, columns, isDry, progress = () => {} }: StripeImportWish,
): Promise<StripeImported> {
  if (await isAsleep(house.store.db)) throw fault(memberFaults, 'stripe-asleep');
  const file = readMovingFile(bytes, columns);
  if (!file.ok) throw fault(memberFaults, 'file-not-read', { problem: problemOf(file.refusal) });
  const client = await openClient(house.settings());
  const moving = { house, client, tiers: await findTiers(house, prices), isDry };
  const { lines, refused } = file.value;
  const left = refused.map(({ line, why }) => ({ line, email: '', ref: '', why }));
  const done: StripeImported = { lines: lines.length + refused.length, taken: 0, known: 0, left };
  for (const [at, line] of lines.entries()) {
    await moveLine(moving, line, done);
    progress((at + 1) / lines.length);
  }
  done.left.sort((one, other) => one.line - other.line);
  return done;
}

function problemOf(refusal: { code: 'empty' } | { code: 'no-ids'; head: readonly string[] }): string {
  if (refusal.code === 'empty') return 'it is empty.';
  return `no column has customers or subscriptions of Stripe. Its columns are ${refusal.head.join(', ')}.`;
}

async function findTiers(
  { store }: StripeHouse,
  prices: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Tier>> {
  const found = new Map<string, Tier>();
  for (const [ref, slug] of Object.entries(prices)) {
    const tier = await findTierBySlug(store.db, slug);
    if (!tier) throw fault(memberFaults, 'tier-unknown', { tier: slug });
    found.set(ref, tier);
  }
  return found;
}

/** All that one line names: its subscription, or whatever its customer has running. */
async function moveLine(moving: Moving, line: MovingLine, done: StripeImported): Promise<void> {
  const leave = (ref: string, why: string) =>
    done.left.push({ line: line.line, email: line.email, ref, why });
  const found = await findSubscriptions(moving, line);
  if (typeof found === 'string') {
    leave(line.subscription || line.customer, found);
    return;
  }
  for (const one of found) {
    const outcome = await move(moving, line, one);
    if (outcome === 'taken' || outcome === 'known') done[outcome] += 1;
    else leave(one.id, outcome.why);
  }
}

/** returns  why there is none, where there is none */
async function findSubscriptions(
  { client }: Moving,
  { customer, subscription }: MovingLine,
): Promise<readonly Stripe.Subscription[] | string> {
  if (subscription) {
    const one = await find(() => client.subscriptions.retrieve(subscription));
    if (!one) return 'Stripe knows no such subscription.';
    if (over.has(one.status)) return `The subscription is over or was never paid for: ${one.status}.`;
    if (customer && idOf(one.customer) !== customer) return 'The subscription belongs to another customer.';
    return [one];
  }
  const wish = { customer, status: 'all', limit: 100 } as const;
  const listed = await find(() => client.subscriptions.list(wish));
  const running = listed?.data.filter(({ status }) => !over.has(status)) ?? [];
  return running.length > 0 ? running : 'This customer has no running subscription.';
}

async function move(
  moving: Moving,
  line: MovingLine,
  one: Stripe.Subscription,
): Promise<Outcome | { why: string }> {
  const { house, isDry } = moving;
  if (await findMembershipByRef(house.store.db, 'stripe', one.id)) return 'known';
  const price = await priceOf(moving, one);
  if ('why' in price) return price;
  const payer = await payerOf(moving, line, one);
  if (!payer) return { why: 'Neither the file nor Stripe has an e-mail address.' };
  if (isDry) return 'taken';
  const account = await house.store.db.transaction().execute((tx) => makeReader(tx, payer, house.clock()));
  const followed = await pullSubscription(house, one.id, { account, price, isSilent: true });
  if (!followed) return { why: 'Stripe knows no such subscription any more.' };
  return followed.is === 'left' ? { why: followed.why } : 'taken';
}

/** Our price of what is paid for: mapped in the call, or noted at a tier. One that is mapped is kept as a former price. */
async function priceOf(
  { house, tiers, isDry }: Moving,
  one: Stripe.Subscription,
): Promise<Price | { why: string }> {
  const [item, ...others] = one.items.data;
  if (!item || others.length > 0) return { why: 'It is for several things at once.' };
  const { price } = item;
  const period = periodOf(price.recurring);
  if (!period) return { why: `Its period is neither a month nor a year (${price.id}).` };
  const terms = { ref: price.id, period, currency: one.currency.toUpperCase() };
  const amountMinor = (price.unit_amount ?? 0) * (item.quantity ?? 1);
  const wish = { ...terms, amountMinor, tier: tiers.get(price.id), isDry };
  const found = await house.store.db.transaction().execute((tx) => findMappedPrice(tx, wish, house.clock()));
  return found ?? { why: `No tier is known for its price: add --map ${price.id}=TIER.` };
}

function periodOf(recurring: Stripe.Price.Recurring | null): Period | undefined {
  if (recurring?.interval_count !== 1) return undefined;
  const { interval } = recurring;
  return interval === 'month' || interval === 'year' ? (interval as Period) : undefined;
}

async function payerOf(
  { client }: Moving,
  { email, name }: MovingLine,
  one: Stripe.Subscription,
): Promise<{ email: string; name: string } | undefined> {
  if (isAddress(email)) return { email, name };
  const customer = await ask(() => client.customers.retrieve(idOf(one.customer)));
  if (customer.deleted || !customer.email || !isAddress(customer.email)) return undefined;
  return { email: customer.email.toLowerCase(), name: name || (customer.name ?? '') };
}

function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

async function makeReader(
  tx: Parameters<typeof ensureAccount>[0],
  payer: { email: string; name: string },
  now: Date,
): Promise<AccountId> {
  const account = await ensureAccount(tx, payer, now);
  await addReader(tx, { account, cameBy: 'imported' }, now);
  return account;
}
