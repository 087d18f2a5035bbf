import type { Members } from '#members/members.js';
import { type Membership, renews, standingOf } from '#members/membership.js';
import { wordDay } from '#members/money-house.js';
import type { Offer } from '#members/offer.js';
import { addDays } from '#members/periods.js';
import { wordAmount, wordPrice } from '#members/price-words.js';
import type { Quote } from '#members/purchase.js';
import type { Price, Tier } from '#members/tier.js';
import type { Settings } from '#paper/settings.js';
import type { BuyNotice, Fact } from './buy.page.tsx';
import type { JoinAsked } from './join-view.ts';
import type { JoinTexts } from './messages/join.ts';

/** Everything about one purchase, as it stands when the page is drawn. `problem`: why a typed offer does not hold. */
export type Bought = {
  readonly tier: Tier;
  readonly price: Price;
  readonly offer: Offer | null;
  readonly problem: string | null;
  readonly asked: JoinAsked;
  readonly cost: Quote;
  readonly held: readonly Membership[];
  readonly tiers: readonly Tier[];
  readonly now: Date;
};

/** What is bought, for how much, when, and when again. */
export function factsOf(
  t: JoinTexts,
  { tier, price, offer, cost, now }: Bought,
  { language, timeZone, invoiceDays }: Pick<Settings, 'language' | 'timeZone' | 'invoiceDays'>,
  byInvoice: boolean,
): Fact[] {
  const sum = (minor: number) => wordAmount(minor, price.currency, language);
  const day = (at: number) => wordDay(at, language, timeZone);
  const { trialUntil, firstMinor, firstTaxMinor, firstAt, renewsAt, reduced, thenMinor } = cost;
  const nextMinor = reduced === 1 ? thenMinor : firstMinor;
  const free = trialUntil !== null || firstMinor === 0;
  const dueAt = addDays(timeZone, now.getTime(), invoiceDays);
  return [
    { label: t.what, says: `${tier.name}, ${wordPrice(price, language)}` },
    ...(offer ? [{ label: t.offer('').replace(/:\s*$/, ''), says: offer.name }] : []),
    byInvoice && !free
      ? { label: t.byInvoiceToday, says: t.byInvoiceSum(sum(firstMinor), day(dueAt)) }
      : { label: t.today, says: free ? t.nothing : sum(firstMinor) },
    ...(firstTaxMinor > 0 && !free ? [{ label: t.tax, says: sum(firstTaxMinor) }] : []),
    ...(trialUntil === null ? [] : [{ label: t.trialEnds, says: day(trialUntil) }]),
    ...(trialUntil === null ? [] : [{ label: t.later, says: t.from(day(firstAt), sum(firstMinor)) }]),
    { label: t.renewed, says: t.renews(day(renewsAt), sum(nextMinor)) },
  ];
}

export function payingOf(
  t: JoinTexts,
  {
    seller,
    trial,
    settings,
  }: {
    seller: 'stripe' | 'offline' | undefined;
    trial: boolean;
    settings: Pick<Settings, 'invoiceDays' | 'invoiceTrust' | 'invoiceWords'>;
  },
): string[] {
  if (seller === 'stripe') return [t.byCard];
  const { invoiceDays, invoiceTrust, invoiceWords } = settings;
  const begins = trial || invoiceTrust ? t.beginsNow : t.begins;
  return [t.byInvoice(invoiceDays), ...(invoiceWords ? [invoiceWords] : []), begins];
}

/** Nobody pays twice without being told: what they hold of it, or of something else they pay for. */
export function noticeOf(
  t: JoinTexts,
  { held, tier, price, tiers, now }: Bought,
  { settings }: Pick<Members, 'settings'>,
): BuyNotice | null {
  const { language, timeZone } = settings();
  const mine = { href: '/account/membership', label: t.toMine };
  const live = held.filter((one) => !['ended', 'ending'].includes(standingOf(one, now)));
  const same = live.find((one) => one.tier === tier.id && renews(one));
  const day = (at: number | null) => (at === null ? null : wordDay(at, language, timeZone));
  if (same) {
    const waits = same.state === 'waiting';
    const says = waits ? t.ordered(tier.name) : t.holds(tier.name, day(same.paidUntil));
    return { is: 'refuses', says, ways: [mine] };
  }
  const paid = live.find(renews);
  if (paid) {
    const name = tiers.find(({ id }) => id === paid.tier)?.name ?? '';
    const change = `/account/membership/${paid.id}/change?to=${price.id}`;
    const ways = [{ href: change, label: t.changeInstead }, mine];
    return { is: 'asks', says: t.otherTier(name), ways };
  }
  const free = live.find((one) => one.tier === tier.id);
  if (!free) return null;
  return { is: 'asks', says: t.given(tier.name, day(free.accessUntil)), ways: [mine] };
}
