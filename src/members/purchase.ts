import type { Membership } from './membership.ts';
import { amountUnder, freeMonthsOf, type Offer } from './offer.ts';
import { addDays, addMonths, addPeriods, periodEnd } from './periods.ts';
import { shareOf, taxWithin } from './price-words.ts';
import type { Price } from './tier.ts';

/**
 * What a purchase costs, as the page says it and the provider charges it.
 *
 * trialUntil   nothing is charged before; null: charged at once
 * firstMinor   the first sum, tax included
 * firstAt      when it is charged
 * renewsAt     when it is charged for the second time
 * thenMinor    from then on, or once the offer is over
 * reduced      how many periods cost the first sum; null for all, 1 where the next costs `thenMinor`
 */
export type Quote = {
  readonly trialUntil: number | null;
  readonly firstMinor: number;
  readonly firstTaxMinor: number;
  readonly firstAt: number;
  readonly renewsAt: number;
  readonly thenMinor: number;
  readonly reduced: number | null;
};

export function quote(
  { price, offer, newcomer }: { price: Price; offer: Offer | null; newcomer: boolean },
  zone: string,
  now: Date,
): Quote {
  const at = now.getTime();
  // A trial is given once: who held a tier before knows what it brings.
  const tried = newcomer && price.trialDays > 0 ? addDays(zone, at, price.trialDays) : at;
  const free = freeMonthsOf(offer);
  const firstAt = free > 0 ? addMonths(zone, tried, free) : tried;
  const firstMinor = amountUnder(price, offer, 0);
  return {
    trialUntil: firstAt > at ? firstAt : null,
    firstMinor,
    firstTaxMinor: taxWithin(firstMinor, price.taxBp),
    firstAt,
    renewsAt: addPeriods(zone, firstAt, price.period, 1),
    thenMinor: price.amountMinor,
    reduced: firstMinor === price.amountMinor ? null : (offer?.periods ?? null),
  };
}

/**
 * What a change of tier or period means.
 *
 * when     'now': more is asked for, and what is left of the period is set against it; 'period-end': less is asked for
 * dueMinor to be paid at once
 * creditMinor what is left of the old price
 * until    end of the period then
 */
export type ChangeQuote = {
  readonly when: 'now' | 'period-end';
  readonly at: number;
  readonly dueMinor: number;
  readonly creditMinor: number;
  readonly until: number;
};

/** undefined where nothing can be set against it: another currency, or nothing paid to reckon from. */
export function quoteChange(
  { one, from, to, paidMinor }: { one: Membership; from: Price; to: Price; paidMinor: number },
  zone: string,
  now: Date,
): ChangeQuote | undefined {
  const at = now.getTime();
  const { paidUntil } = one;
  if (from.currency !== to.currency || paidUntil === null || paidUntil <= at) return undefined;
  if (yearly(to) <= yearly(from)) {
    return { when: 'period-end', at: paidUntil, dueMinor: 0, creditMinor: 0, until: paidUntil };
  }
  const inTrial = one.trialUntil !== null && at < one.trialUntil;
  if (inTrial) return { when: 'now', at, dueMinor: 0, creditMinor: 0, until: paidUntil };
  const begins = addPeriods(zone, paidUntil, from.period, -1);
  const [left, whole] = [paidUntil - at, paidUntil - begins];
  const creditMinor = shareOf(paidMinor, left, whole);
  if (from.period === to.period) {
    const due = Math.max(0, shareOf(to.amountMinor, left, whole) - creditMinor);
    return { when: 'now', at, dueMinor: due, creditMinor, until: paidUntil };
  }
  const until = addPeriods(zone, at, to.period, 1);
  return { when: 'now', at, dueMinor: Math.max(0, to.amountMinor - creditMinor), creditMinor, until };
}

/** From when on somebody pays a changed price: the first period that begins when the notice has run out. */
export function noticedFrom(
  { paidUntil, anchor, price, dearer }: { paidUntil: number; anchor: number; price: Price; dearer: boolean },
  { zone, noticeDays, now }: { zone: string; noticeDays: number; now: Date },
): number {
  const earliest = dearer ? addDays(zone, now.getTime(), noticeDays) : now.getTime();
  let at = paidUntil;
  while (at < earliest) at = periodEnd(zone, { anchor, period: price.period, from: at });
  return at;
}

/** What a year costs, for comparing a month's price with a year's. */
function yearly({ period, amountMinor }: Price): number {
  return period === 'year' ? amountMinor : amountMinor * 12;
}
