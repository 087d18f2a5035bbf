import type { OfferId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { shareOf } from './price-words.ts';
import type { Period, Price } from './tier.ts';

export type OfferKind = 'percent' | 'amount' | 'free-months';

/**
 * A price for a campaign.
 *
 * code       what is typed in, in capitals; null where a link or staff gives it
 * tier       null: for every tier
 * period     null: for month and year
 * amount     per cent, minor units of `currency`, or months
 * periods    for how many periods it holds; null for ever
 * newcomers  only for those who never held a tier
 */
export type Offer = {
  readonly id: OfferId;
  readonly name: string;
  readonly code: string | null;
  readonly tier: TierId | null;
  readonly period: Period | null;
  readonly kind: OfferKind;
  readonly amount: number;
  readonly currency: string | null;
  readonly periods: number | null;
  readonly newcomers: boolean;
  readonly usesMost: number | null;
  readonly uses: number;
  readonly fromAt: number | null;
  readonly untilAt: number | null;
  readonly state: 'running' | 'stopped';
  readonly ref: string | null;
};

export type OfferRefusal =
  | { code: 'offer-unknown' }
  | { code: 'offer-over' }
  | { code: 'offer-not-yet' }
  | { code: 'offer-used-up' }
  | { code: 'offer-other-tier' }
  | { code: 'offer-other-period' }
  | { code: 'offer-other-currency' }
  | { code: 'offer-newcomers-only' }
  | { code: 'offer-had' };

/** Whether an offer holds for this price and person at this instant, or why not. `had`: they joined by it before. */
export function admit(
  offer: Offer,
  { price, newcomer, had = false }: { price: Price; newcomer: boolean; had?: boolean | undefined },
  now: Date,
): Result<Offer, OfferRefusal> {
  const refusal = timeRefusal(offer, now) ?? priceRefusal(offer, price);
  if (refusal) return no(refusal);
  if (had) return no({ code: 'offer-had' });
  return offer.newcomers && !newcomer ? no({ code: 'offer-newcomers-only' }) : yes(offer);
}

/** Why nobody may use it now; undefined where it runs. */
export function timeRefusal(offer: Offer, now: Date): OfferRefusal | undefined {
  const at = now.getTime();
  if (offer.state === 'stopped' || (offer.untilAt !== null && at >= offer.untilAt)) {
    return { code: 'offer-over' };
  }
  if (offer.fromAt !== null && at < offer.fromAt) return { code: 'offer-not-yet' };
  if (offer.usesMost !== null && offer.uses >= offer.usesMost) return { code: 'offer-used-up' };
  return undefined;
}

function priceRefusal(offer: Offer, price: Price): OfferRefusal | undefined {
  if (offer.tier !== null && offer.tier !== price.tier) return { code: 'offer-other-tier' };
  if (offer.period !== null && offer.period !== price.period) return { code: 'offer-other-period' };
  if (offer.kind === 'amount' && offer.currency !== price.currency) return { code: 'offer-other-currency' };
  return undefined;
}

/**
 * What one period costs under an offer.
 *
 * ordinal  which period since joining it is: 0 for the first that is paid
 */
export function amountUnder(price: Price, offer: Offer | null, ordinal: number): number {
  if (!offer || (offer.periods !== null && ordinal >= offer.periods)) return price.amountMinor;
  if (offer.kind === 'percent') return shareOf(price.amountMinor, 100 - offer.amount, 100);
  if (offer.kind === 'amount') return Math.max(0, price.amountMinor - offer.amount);
  return price.amountMinor;
}

/** Months that cost nothing before the first payment. */
export function freeMonthsOf(offer: Offer | null): number {
  return offer?.kind === 'free-months' ? offer.amount : 0;
}
