import type { AccountId, MembershipId, PaymentId, StoryId } from '#kit/ids.js';
import { whatOf } from '#members/invoice.sql.js';
import { begin, fail, type Membership, renew, wait } from '#members/membership.js';
import { beginMembership, getMembership, saveMembership } from '#members/membership.sql.js';
import { addPayment, getPaymentToChange, savePayment } from '#members/payment.sql.js';
import { addDays, addPeriods, periodEnd } from '#members/periods.js';
import { writeReceipt } from '#members/receipt.sql.js';
import type { Price, Tier } from '#members/tier.js';
import { findTierBySlug, listPrices } from '#members/tier.sql.js';
import type { ReadersHouse } from './demo-readers-house.sql.ts';
import type { Step } from './demo-readers-play.ts';

const DAY_MS = 86_400_000;

/** Something bought by invoice. `pace`: in how many days its holder pays. */
export type Bought = {
  readonly house: ReadersHouse;
  readonly id: MembershipId;
  readonly tier: Tier;
  readonly price: Price;
  readonly pace: number;
  readonly failed: string | undefined;
};

type Order = { account: AccountId; tier: string; period: string; story: StoryId | null };

/** Orders a tier by invoice as a reader would, without the letters. A first time that is free opens at once. */
export async function order(
  house: ReadersHouse,
  { account, story, ...wish }: Order,
  how: Pick<Bought, 'pace' | 'failed'>,
  now: Date,
): Promise<Bought> {
  const { tx, rules } = house;
  const tier = await findTierBySlug(tx, wish.tier);
  const price = tier && (await listPrices(tx, tier.id)).find(({ period }) => period === wish.period);
  if (!price) throw new Error(`Nobody can hold ${wish.tier} by the ${wish.period}.`);
  const from = now.getTime();
  const trialUntil = price.trialDays > 0 ? addDays(rules.zone, from, price.trialDays) : null;
  const trial = { source: 'offline', from, until: trialUntil, trialUntil } as const;
  const times = trialUntil === null ? wait(now) : begin(trial, rules);
  const holding = { account, tier: tier.id, price: price.id, story, from, until: null, times };
  const id = await beginMembership(tx, { ...holding, source: 'offline', provider: 'offline' }, now);
  return { house, id, tier, price, ...how };
}

/** The next invoice, at its time: before what is paid for ends. */
export function askNext(bought: Bought, { paidUntil }: Membership, now: Date): Step[] {
  const { timeZone, invoiceBeforeDays } = bought.house.settings;
  if (paidUntil === null) return [{ at: now.getTime(), run: (then) => ask(bought, then) }];
  const at = Math.max(addDays(timeZone, paidUntil, -invoiceBeforeDays), now.getTime());
  return [{ at, run: (then) => ask(bought, then) }];
}

async function ask(bought: Bought, now: Date): Promise<Step[]> {
  const { house, id, tier, price, pace } = bought;
  const { tx, settings, rules, calendar } = house;
  const one = await getMembership(tx, id);
  if (one.endsAtPeriod || one.state === 'ended' || one.state === 'paused') return [];
  const from = one.paidUntil ?? now.getTime();
  const to = periodEnd(rules.zone, { anchor: one.anchor ?? from, period: price.period, from });
  const dueAt = Math.max(addDays(rules.zone, now.getTime(), settings.invoiceDays), from);
  const what = whatOf(tier, price, settings);
  const { amountMinor, taxBp, currency } = price;
  const payment = await addPayment(
    tx,
    {
      ...{ account: one.account, membership: id, what, state: 'open', provider: 'offline' },
      ...{ amountMinor, taxBp, currency, periodFrom: from, periodTo: to, dueAt },
    },
    now,
  );
  await writeReceipt(tx, { kind: 'invoice', payment }, settings, now);
  const today = calendar.today.getTime();
  if (bought.failed && from <= today && to > today)
    return [{ at: from + DAY_MS, run: (then) => bounce(bought, payment.id, then) }];
  return [{ at: now.getTime() + pace * DAY_MS, run: (then) => pay(bought, payment.id, then) }];
}

async function pay(bought: Bought, id: PaymentId, now: Date): Promise<Step[]> {
  const { house, price } = bought;
  const { tx, rules, settings } = house;
  const open = await getPaymentToChange(tx, id);
  const before = await getMembership(tx, bought.id);
  if (open.state !== 'open' || open.periodFrom === null || open.periodTo === null) return [];
  const begun = before.state === 'waiting';
  const from = begun ? now.getTime() : open.periodFrom;
  const to = begun ? addPeriods(rules.zone, from, price.period, 1) : open.periodTo;
  const one = renew(before, { from, to }, rules);
  const act = begun ? 'membership.begun' : 'membership.renewed';
  const details = { payment: id, until: one.paidUntil };
  await saveMembership(tx, one, { act, staff: house.clerk, details }, now);
  const paid = { ...open, state: 'paid', paidAt: now.getTime(), periodFrom: from, periodTo: to } as const;
  await savePayment(tx, paid, now);
  await writeReceipt(tx, { kind: 'receipt', payment: paid }, settings, now);
  return askNext(bought, one, now);
}

/** The bank sends a payment back; access is kept for the days of grace. */
async function bounce({ house, ...bought }: Bought, id: PaymentId, now: Date): Promise<Step[]> {
  const { tx, rules } = house;
  const open = await getPaymentToChange(tx, id);
  await savePayment(tx, { ...open, state: 'failed', reason: bought.failed ?? null, attempts: 1 }, now);
  const one = fail(await getMembership(tx, bought.id), rules, now);
  await saveMembership(tx, one, { act: 'membership.payment-late', details: { payment: id } }, now);
  return [];
}
