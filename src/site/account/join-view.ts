import { amountUnder, freeMonthsOf, type Offer } from '#members/offer.js';
import { wordAmount, wordRate } from '#members/price-words.js';
import type { Period, Price, Tier } from '#members/tier.js';
import type { JoinTexts } from './messages/join.ts';

/** One tier on the page that sells membership. `price` null where it is not sold for this period. */
export type TierOffer = {
  readonly slug: string;
  readonly name: string;
  readonly says: string;
  readonly benefits: readonly string[];
  readonly price: {
    readonly sum: string;
    readonly per: string;
    /** The usual sum, where an offer makes it less. */
    readonly instead: string | null;
    readonly notes: readonly string[];
    readonly href: string;
  } | null;
};

export type JoinView = {
  readonly tiers: readonly TierOffer[];
  readonly period: Period;
  readonly periods: readonly { readonly period: Period; readonly href: string }[];
  readonly currency: string;
  readonly currencies: readonly { readonly currency: string; readonly href: string }[];
};

/** What is asked for in the address; carried from link to link. */
export type JoinAsked = {
  readonly period?: Period | undefined;
  readonly currency?: string | undefined;
  readonly offer?: string | undefined;
  readonly from?: string | undefined;
};

type Wares = {
  readonly tiers: readonly Tier[];
  readonly prices: readonly Price[];
  readonly offer: Offer | null;
};

/** What is sold, for one period and in one currency. */
export function viewJoin(
  wares: Wares,
  asked: JoinAsked,
  { t, language }: { t: JoinTexts; language: string },
): JoinView {
  const tiers = wares.tiers.filter(({ state }) => state === 'offered');
  const sold = wares.prices.filter(
    (price) => price.state === 'offered' && tiers.some(({ id }) => id === price.tier),
  );
  const currencies = [...new Set(sold.map(({ currency }) => currency))];
  const wanted = asked.currency ?? wares.offer?.currency ?? '';
  const currency = currencies.includes(wanted) ? wanted : usualCurrency(sold);
  const here = sold.filter((price) => price.currency === currency);
  const periods = (['month', 'year'] as const).filter((period) =>
    here.some((price) => price.period === period),
  );
  const liked = asked.period ?? wares.offer?.period ?? 'month';
  const period = periods.includes(liked) ? liked : (periods[0] ?? 'month');
  const link = (other: JoinAsked) => `/join${queryOf({ ...asked, ...other })}`;
  return {
    period,
    periods: periods.map((one) => ({ period: one, href: link({ period: one }) })),
    currency,
    currencies: currencies.map((one) => ({ currency: one, href: link({ currency: one }) })),
    tiers: tiers
      .filter(({ id }) => here.some((price) => price.tier === id))
      .map((tier) => {
        const price = here.find((one) => one.tier === tier.id && one.period === period);
        const { slug, name, says, benefits } = tier;
        const href = `/join/${slug}${queryOf({ ...asked, period, currency })}`;
        const shown = price && { ...viewPrice(price, wares.offer, { t, language }), href };
        return { slug, name, says, benefits, price: shown ?? null };
      }),
  };
}

/** The currency in which most is sold; of several, the one in which it was sold first. */
export function usualCurrency(prices: readonly Price[]): string {
  const counts = new Map<string, number>();
  for (const { currency } of prices.toSorted((one, other) => one.id - other.id)) {
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? '';
}

function viewPrice(price: Price, given: Offer | null, { t, language }: { t: JoinTexts; language: string }) {
  const offer = given && fits(given, price) ? given : null;
  const { amountMinor, currency, period, trialDays, taxBp } = price;
  const minor = amountUnder(price, offer, 0);
  const year = period === 'year';
  const free = freeMonthsOf(offer);
  const notes = [
    ...(minor < amountMinor && offer?.periods ? [t.firstPeriods(offer.periods, year)] : []),
    ...(free > 0 ? [t.freeMonths(free)] : []),
    ...(trialDays > 0 ? [t.trial(trialDays)] : []),
    ...(year ? [t.isMonthly(wordAmount(Math.round(minor / 12), currency, language))] : []),
    ...(taxBp > 0 ? [t.taxed(wordRate(taxBp, language))] : []),
  ];
  const instead = minor < amountMinor ? wordAmount(amountMinor, currency, language) : null;
  return { sum: wordAmount(minor, currency, language), per: year ? t.aYear : t.aMonth, instead, notes };
}

function fits(offer: Offer, price: Price): boolean {
  if (offer.tier !== null && offer.tier !== price.tier) return false;
  if (offer.period !== null && offer.period !== price.period) return false;
  return offer.kind !== 'amount' || offer.currency === price.currency;
}

/** '?period=year&offer=SPRING'; nothing where nothing was asked for. */
export function queryOf(asked: JoinAsked): string {
  const entries = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}

/** Reads what an address asks for. Whatever is none of it counts as not asked: a link with a slip still sells. */
export function readAsked(query: Readonly<Record<string, unknown>>): JoinAsked {
  const read = (name: string, form: RegExp) => {
    const value = [query[name]].flat().at(-1);
    return typeof value === 'string' && form.test(value.trim()) ? value.trim() : undefined;
  };
  const period = read('period', /^(?:month|year)$/) as Period | undefined;
  const currency = read('currency', /^[A-Z]{3}$/);
  return { period, currency, offer: read('offer', /^.{1,60}$/), from: read('from', /^\d{1,15}$/) };
}
