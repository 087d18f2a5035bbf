import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import type { Offer } from '../offer.ts';
import { setPriceRef } from '../tier.sql.ts';
import type { Price, Tier } from '../tier.ts';
import { ask, find } from './client.io.ts';
import { marks } from './facts.ts';
import type { StripeHouse } from './house.ts';

/**
 * Stripe's id of a price: mapped by hand, known from before, or made there now, with the tier as its product. Tax is
 * within the price there as here.
 */
export async function ensurePrice(
  house: StripeHouse,
  client: Stripe,
  { price, tier }: { price: Price; tier: Tier },
): Promise<string> {
  if (price.ref !== null) return price.ref;
  const product = await ensureProduct(client, tier);
  const wish: Stripe.PriceCreateParams = {
    ...{ product, currency: price.currency.toLowerCase(), unit_amount: price.amountMinor },
    ...{ recurring: { interval: price.period }, tax_behavior: 'inclusive', nickname: tier.name },
    metadata: { [marks.price]: String(price.id) },
  };
  // Two who buy at the same instant make one price.
  const made = await ask(() => client.prices.create(wish, { idempotencyKey: keyOf('price', wish) }));
  await house.store.db.transaction().execute((tx) => setPriceRef(tx, price.id, made.id));
  return made.id;
}

async function ensureProduct(client: Stripe, { slug, name }: Tier): Promise<string> {
  const id = `standfirst-${slug}`;
  if (await find(() => client.products.retrieve(id))) return id;
  const wish = { id, name };
  const made = await ask(() => client.products.create(wish, { idempotencyKey: keyOf('product', wish) }));
  return made.id;
}

/** Stripe's id of an offer; undefined for free months, which need no coupon: nothing is charged before they are over. */
export async function ensureCoupon(client: Stripe, offer: Offer, price: Price): Promise<string | undefined> {
  if (offer.ref !== null) return offer.ref;
  const terms = termsOf(offer, price);
  if (!terms) return undefined;
  const id = keyOf(`offer-${offer.id}`, terms).slice(0, 40);
  if (await find(() => client.coupons.retrieve(id))) return id;
  const wish = { ...terms, id, name: offer.name.slice(0, 40), metadata: { [marks.offer]: String(offer.id) } };
  return (await ask(() => client.coupons.create(wish, { idempotencyKey: keyOf('coupon', wish) }))).id;
}

function termsOf(offer: Offer, { period, currency }: Price): Stripe.CouponCreateParams | undefined {
  if (offer.kind === 'free-months') return undefined;
  const off =
    offer.kind === 'percent'
      ? { percent_off: offer.amount }
      : { amount_off: offer.amount, currency: (offer.currency ?? currency).toLowerCase() };
  if (offer.periods === null) return { ...off, duration: 'forever' };
  if (offer.periods === 1) return { ...off, duration: 'once' };
  const months = offer.periods * (period === 'year' ? 12 : 1);
  return { ...off, duration: 'repeating', duration_in_months: months };
}

/** A key that is the same for the same wish, so that asking twice does it once. */
export function keyOf(what: string, wish: unknown): string {
  return `${what}-${createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 32)}`;
}
