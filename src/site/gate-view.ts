import { allowance } from '#members/meter.js';
import { digitsOf } from '#members/price-words.js';
import type { Price, Tier } from '#members/tier.js';
import type { Access } from '#stories/access.js';
import type { Opening } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import type { Paper } from './page.ts';
import type { GateMeterView, GatePriceView, GateView } from './view.ts';

/** A tier with the prices at which it is offered. */
export type TierOffer = { readonly tier: Tier; readonly prices: readonly Price[] };

/**
 * What stands around a story that is not open.
 *
 * tiers      all of them in their order, with the prices at which they are offered
 * byNetwork  whether groups read here by the network they are in
 */
export type GateOffer = { readonly tiers: readonly TierOffer[]; readonly byNetwork: boolean };

/** More lines than this would be a catalogue; the rest stands on the page on joining. */
const MOST_BENEFITS = 4;
const MONTHS = { month: 1, year: 12 } as const;

/** The invitation under a story's opening. */
export function gateView(
  paper: Paper,
  story: Pick<ReadableStory, 'id' | 'path'>,
  { access }: Pick<Opening, 'access'>,
  offer: GateOffer,
): GateView {
  const { settings } = paper;
  const from = `from=${story.id}&next=${encodeURIComponent(story.path)}`;
  const opening = offer.tiers.filter(({ tier }) => opensStory(tier, access));
  const offered = opening.filter(({ tier }) => tier.state === 'offered');
  const way = (href: string) => (settings.readerAccounts ? href : null);
  return {
    story: story.id,
    access: access.to,
    tiers: access.to === 'tiers' ? tierNames(access.tiers, offer.tiers) : [],
    benefits: access.to === 'registered' ? [] : (offered[0]?.tier.benefits.slice(0, MOST_BENEFITS) ?? []),
    price: access.to === 'registered' ? null : priceView(paper, offered),
    joinHref: offered.length > 0 ? way(`/join?${from}`) : null,
    signInHref: way(`/account/sign-in?${from}`),
    registerHref: way(`/account/join?${from}`),
    codeHref: way('/account/code'),
    meter: meterView(paper, access),
    byNetwork: offer.byNetwork,
  };
}

function opensStory(tier: Tier, access: Access): boolean {
  return access.to !== 'tiers' || access.tiers.includes(tier.slug);
}

/** A tier that is in no list any more is called as the story calls it. */
function tierNames(slugs: readonly string[], offers: readonly TierOffer[]): string[] {
  return slugs.map((slug) => offers.find(({ tier }) => tier.slug === slug)?.tier.name ?? slug);
}

/** The lowest price of a month among what is offered, in the paper's currency. */
function priceView({ settings }: Paper, offered: readonly TierOffer[]): GatePriceView | null {
  const prices = offered
    .flatMap((offer) => offer.prices)
    .filter(({ currency }) => currency === settings.currency)
    .sort((one, other) => perMonth(one) - perMonth(other));
  // A price of a month is what people compare, even where a year costs less.
  const lowest = prices.find(({ period }) => period === 'month') ?? prices[0];
  if (!lowest) return null;
  return {
    words: wordRoundPrice(lowest, settings.language),
    from: prices.length > 1,
    taxed: lowest.taxBp > 0,
    trialDays: lowest.trialDays,
  };
}

function perMonth({ amountMinor, period }: Price): number {
  return amountMinor / MONTHS[period];
}

/** '€8 a month': without the pence where there are none. */
function wordRoundPrice({ amountMinor, currency, period }: Price, language: string): string {
  const amount = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' },
  }).format(amountMinor / 10 ** digitsOf(currency));
  const words = /^de\b/i.test(language)
    ? { month: 'im Monat', year: 'im Jahr' }
    : { month: 'a month', year: 'a year' };
  return `${amount} ${words[period]}`;
}

function meterView({ settings }: Paper, access: Access): GateMeterView | null {
  if (settings.meterPeriod === 'off') return null;
  const anonymous = allowance(settings, 'anonymous', access);
  const registered =
    settings.readerAccounts && access.to !== 'registered' ? allowance(settings, 'registered', access) : 0;
  return anonymous + registered > 0 ? { period: settings.meterPeriod, anonymous, registered } : null;
}
