import type { Stripe } from 'stripe';
import type { AccountId } from '#kit/ids.js';
import type { CheckoutWish } from '../provider.ts';
import { ensureCoupon, ensurePrice, keyOf } from './catalogue.io.ts';
import { ask, find, openClient } from './client.io.ts';
import { marks } from './facts.ts';
import type { StripeHouse } from './house.ts';

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
/** Languages that both Stripe's page and ours are written in. */
const LOCALES = ['de', 'en'];

/**
 * Begins a purchase at Stripe. Whoever presses twice within the hour comes to the same page.
 *
 * returns  the address of Stripe's page
 */
export async function beginCheckout(house: StripeHouse, wish: CheckoutWish, now: Date): Promise<string> {
  const client = await openClient(house.settings());
  const { payer, price, tier, offer, story } = wish;
  const metadata = {
    [marks.account]: String(payer.account),
    ...(story !== null && { [marks.story]: String(story) }),
    ...(offer && { [marks.offer]: String(offer.id) }),
  };
  const coupon = offer ? await ensureCoupon(client, offer, price) : undefined;
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'subscription',
    line_items: [{ price: await ensurePrice(house, client, { price, tier }), quantity: 1 }],
    ...(await payerFields(house, client, payer)),
    client_reference_id: String(payer.account),
    // Coming back gives nothing: the page there waits for what Stripe tells us.
    success_url: `${house.address()}/account/paying?since=${quarterOf(now)}`,
    ...{ cancel_url: wish.back.given, locale: localeOf(payer.language), metadata },
    subscription_data: { metadata, ...trialFields(wish.trialUntil, now) },
    ...(coupon && { discounts: [{ coupon }] }),
  };
  return openSession(client, params, now);
}

async function openSession(
  client: Stripe,
  params: Stripe.Checkout.SessionCreateParams,
  now: Date,
): Promise<string> {
  const hour = Math.floor(now.getTime() / HOUR_MS);
  const key = keyOf('checkout', { params, hour });
  const made = await ask(() => client.checkout.sessions.create(params, { idempotencyKey: key }));
  if (made.lastResponse.headers['idempotent-replayed'] !== 'true') return addressOf(made);
  // The page of before may have been used up meanwhile.
  const known = await ask(() => client.checkout.sessions.retrieve(made.id));
  if (known.status === 'open') return addressOf(known);
  const other = { idempotencyKey: keyOf('checkout', { params, after: made.id }) };
  return addressOf(await ask(() => client.checkout.sessions.create(params, other)));
}

/** The beginning of the quarter of an hour, so that pressing twice asks for the same. */
function quarterOf(now: Date): number {
  return now.getTime() - (now.getTime() % QUARTER_MS);
}

function addressOf({ id, url }: Stripe.Checkout.Session): string {
  if (!url) throw new Error(`The checkout ${id} has no address.`);
  return url;
}

/** Whoever bought here before stays the same customer, with the cards Stripe knows. */
async function payerFields(
  house: StripeHouse,
  client: Stripe,
  { account, email }: CheckoutWish['payer'],
): Promise<Pick<Stripe.Checkout.SessionCreateParams, 'customer' | 'customer_email'>> {
  const known = await findCustomer(house, account);
  const customer = known === undefined ? undefined : await find(() => client.customers.retrieve(known));
  return customer && !customer.deleted ? { customer: customer.id } : { customer_email: email };
}

async function findCustomer({ store }: StripeHouse, account: AccountId): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('membership')
    .select('customer_ref')
    .where('account_id', '=', account)
    .where('provider', '=', 'stripe')
    .where('customer_ref', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.customer_ref ?? undefined;
}

function trialFields(until: number | null, now: Date): { trial_period_days?: number } {
  if (until === null) return {};
  return { trial_period_days: Math.max(1, Math.round((until - now.getTime()) / DAY_MS)) };
}

function localeOf(language: string): Stripe.Checkout.SessionCreateParams.Locale {
  return LOCALES.find((locale) => language.toLowerCase().split('-')[0] === locale) ?? 'auto';
}
