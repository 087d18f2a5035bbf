import type { PriceId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { findPriceByRef, listPrices } from '../tier.sql.ts';
import type { Period, Price, Tier } from '../tier.ts';

/** A price that is paid at Stripe, and the tier that somebody said it is for. */
export type MappedPrice = {
  readonly ref: string;
  readonly tier: Tier | undefined;
  readonly period: Period;
  readonly currency: string;
  readonly amountMinor: number;
  readonly isDry: boolean;
};

/**
 * Our price with Stripe's id, made where only its tier is known: a former one, since nobody new buys at it. Its rate of
 * tax is that of the tier's other prices.
 *
 * returns  undefined where nobody said which tier it is for
 */
export async function findMappedPrice(tx: Tx, wish: MappedPrice, now: Date): Promise<Price | undefined> {
  const known = await findPriceByRef(tx, wish.ref);
  if (known || !wish.tier) return known;
  const { ref, period, currency, amountMinor, tier } = wish;
  const [alike] = (await listPrices(tx, tier.id)).filter((price) => price.currency === currency);
  const terms = { tier: tier.id, period, currency, amountMinor, taxBp: alike?.taxBp ?? 0, trialDays: 0 };
  const price = { ...terms, state: 'former', ref } as const;
  if (wish.isDry) return { ...price, id: 0 as PriceId };
  const { id } = await tx
    .insertInto('price')
    .values({
      ...{
        tier_id: tier.id,
        period,
        currency,
        amount_minor: amountMinor,
        tax_bp: price.taxBp,
        trial_days: 0,
      },
      ...{ state: 'former', provider_ref: ref, made_at: now.getTime(), ended_at: now.getTime() },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ...price, id: id as PriceId };
}
