import type { Members } from '#members/members.js';
import { type Membership, renews, standingOf, withdraw, withdrawalUntil } from '#members/membership.js';
import { listMemberships } from '#members/membership.sql.js';
import { rulesOf, wordDay } from '#members/money-house.js';
import { amountUnder } from '#members/offer.js';
import { findOffer } from '#members/offer.sql.js';
import type { Payment } from '#members/payment.js';
import { listPayments } from '#members/payment.sql.js';
import { wordAmount, wordPrice } from '#members/price-words.js';
import type { Reader } from '#members/reader.js';
import type { Receipt } from '#members/receipt.js';
import { listReceipts } from '#members/receipt.sql.js';
import type { Price, Tier } from '#members/tier.js';
import { listPrices, listTiers } from '#members/tier.sql.js';
import type { Fact } from './buy.page.tsx';
import type { HeldView, WayView } from './membership.page.tsx';
import type { MembershipTexts } from './messages/membership.ts';

type Drawer = { readonly language: string; readonly timeZone: string };

type Around = {
  readonly t: MembershipTexts;
  readonly members: Members;
  readonly tiers: readonly Tier[];
  readonly prices: readonly Price[];
  readonly payments: readonly Payment[];
  readonly invoices: readonly Receipt[];
  readonly now: Date;
};

/** All that somebody holds and held, in words. */
export async function viewHeld(members: Members, reader: Reader, t: MembershipTexts): Promise<HeldView[]> {
  const { db } = members.store;
  const now = members.clock();
  const held = await listMemberships(db, reader.id);
  const [tiers, prices] = [await listTiers(db), await listPrices(db)];
  const payments = await listPayments(db, { account: reader.id });
  const invoices = (await listReceipts(db, { account: reader.id })).filter(({ kind }) => kind === 'invoice');
  const around = { t, members, tiers, prices, payments, invoices, now };
  const views: HeldView[] = [];
  for (const one of held) {
    const offer = one.offer === null ? undefined : await findOffer(db, one.offer);
    const paid = payments.filter(({ membership, state }) => membership === one.id && state === 'paid');
    const price = prices.find(({ id }) => id === (one.next?.price ?? one.price));
    const nextMinor = price ? amountUnder(price, offer ?? null, paid.length) : 0;
    views.push(viewOne(one, nextMinor, around));
  }
  return views;
}

function viewOne(one: Membership, nextMinor: number, around: Around): HeldView {
  const { t, members, tiers, now } = around;
  const { language, timeZone } = members.settings();
  const standing = standingOf(one, now);
  const tier = tiers.find(({ id }) => id === one.tier);
  const day = (at: number | null) => (at === null ? t.noEnd : wordDay(at, language, timeZone));
  const grace = one.source === 'stripe' ? t.graceStripe : t.graceOffline;
  const notice =
    standing === 'grace' ? grace(day(one.accessUntil)) : standing === 'waiting' ? t.waiting : null;
  return {
    id: one.id,
    name: tier?.name ?? '',
    standing,
    says: t.standing[standing],
    notice,
    facts: factsOf(one, nextMinor, around),
    ways: standing === 'ended' ? [] : waysOf(one, around),
    over: standing === 'ended',
  };
}

function factsOf(one: Membership, nextMinor: number, around: Around): Fact[] {
  const { t, members, tiers, prices, now } = around;
  const { language, timeZone }: Drawer = members.settings();
  const day = (at: number | null) => (at === null ? t.noEnd : wordDay(at, language, timeZone));
  const price = prices.find(({ id }) => id === one.price);
  const next = prices.find(({ id }) => id === (one.next?.price ?? one.price));
  const standing = standingOf(one, now);
  const facts: [string, string | null][] = [
    [t.price, price ? wordPrice(price, language) : null],
    [t.howPaid, t.source[one.source]],
    [t.since, standing === 'waiting' ? null : day(one.madeAt)],
  ];
  if (standing === 'ended') return filled([...facts, [t.endedOn, day(one.endedAt ?? one.accessUntil)]]);
  const charged =
    renews(one) && next && one.paidUntil !== null && standing !== 'grace' && standing !== 'waiting';
  const until =
    standing === 'trial' ? t.trialUntil : standing === 'paused' || renews(one) ? t.paidUntil : t.accessUntil;
  const planned = one.next && {
    what: [tiers.find(({ id }) => id === one.next?.tier)?.name, next && wordPrice(next, language)],
    day: day(one.next.at),
  };
  return filled([
    ...facts,
    [t.pausedUntil, standing === 'paused' ? day(one.pausedUntil) : null],
    [until, standing === 'waiting' || standing === 'grace' ? null : day(one.paidUntil ?? one.accessUntil)],
    [t.accessUntil, standing === 'grace' ? day(one.accessUntil) : null],
    [t.planned, planned ? t.plannedIs(planned.what.filter(Boolean).join(', '), planned.day) : null],
    [t.next, charged ? t.nextIs(wordAmount(nextMinor, next.currency, language), day(one.paidUntil)) : null],
  ]);
}

function filled(facts: readonly [string, string | null][]): Fact[] {
  return facts.flatMap(([label, says]) => (says === null ? [] : [{ label, says }]));
}

/** What can be done with it now: the useful first, leaving last, nothing hidden. */
function waysOf(one: Membership, { t, members, now, invoices, payments }: Around): WayView[] {
  const settings = members.settings();
  const rules = rulesOf(settings);
  const standing = standingOf(one, now);
  const runs = standing === 'running' || standing === 'trial';
  const at = (act: string) => `/account/membership/${one.id}/${act}`;
  const unpaid = payments.filter(({ membership, state }) => membership === one.id && state === 'open');
  const open = invoices.filter(({ payment }) => unpaid.some(({ id }) => id === payment));
  const until = withdrawalUntil(one, rules);
  const lastDay = wordDay((until ?? 1) - 1, settings.language, settings.timeZone);
  const says = t.withdrawUntil(lastDay);
  const paysAtStripe = one.source === 'stripe' && members.providers.stripe !== undefined;
  const ways: (WayView | false)[] = [
    ...open.map(
      ({ number }) =>
        ({ href: `/account/receipts/${number}`, label: t.openInvoice(number), main: true }) as const,
    ),
    paysAtStripe && {
      ...{ href: at('portal'), label: standing === 'grace' ? t.setRight : t.portal, post: true },
      main: standing === 'grace',
    },
    standing === 'ending' && { href: at('undo-cancel'), label: t.undoCancel, post: true },
    standing === 'paused' && { href: at('resume'), label: t.resume, post: true },
    one.next !== null && { href: at('drop-change'), label: t.dropChange, post: true },
    runs && renews(one) && one.price !== null && { href: at('change'), label: t.change },
    runs && renews(one) && { href: at('pause'), label: t.pause },
    renews(one) && { href: at('cancel'), label: t.cancel },
    withdraw(one, rules, now).ok && { href: at('withdraw'), label: t.withdraw, says },
  ];
  return ways.filter((way) => way !== false);
}
