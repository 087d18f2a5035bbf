import type { AccountId, PaymentId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Settings } from '#paper/settings.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { getMembershipToChange, saveMembership } from './membership.sql.ts';
import { applyNext, type Membership, renew } from './membership.ts';
import { rulesOf } from './money-house.ts';
import { type LetterHouse, postMoneyLetter } from './money-letter.sql.ts';
import { findOffer } from './offer.sql.ts';
import { amountUnder } from './offer.ts';
import { addPayment, getPaymentToChange, listPayments, savePayment } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import { addDays, addPeriods, periodEnd } from './periods.ts';
import { writeReceipt } from './receipt.sql.ts';
import type { Receipt } from './receipt.ts';
import { getPrice, getTier } from './tier.sql.ts';
import type { Price, Tier } from './tier.ts';

/**
 * A sum that somebody is asked for.
 *
 * from, to  the period it pays for
 * kind      of the letter that carries it
 */
export type InvoiceWish = {
  readonly one: Membership;
  readonly tier: Tier;
  readonly price: Price;
  readonly from: number;
  readonly to: number;
  readonly kind: 'ordered' | 'invoice';
  readonly amountMinor: number;
  readonly orderNumber?: string | null;
};

/** Asks for money: an open payment, a numbered invoice, and the letter that says how to pay. */
export async function writeInvoice(
  tx: Tx,
  house: LetterHouse,
  wish: InvoiceWish,
  now: Date,
): Promise<{ payment: Payment; receipt: Receipt }> {
  const settings = house.settings();
  const { one, tier, price, amountMinor } = wish;
  const dueAt = Math.max(addDays(settings.timeZone, now.getTime(), settings.invoiceDays), wish.from);
  const payment = await addPayment(
    tx,
    {
      ...{ account: one.account, membership: one.id, what: whatOf(tier, price, settings) },
      ...{ state: 'open', provider: 'offline', amountMinor, taxBp: price.taxBp, currency: price.currency },
      ...{ periodFrom: wish.from, periodTo: wish.to, dueAt, orderNumber: wish.orderNumber ?? null },
    },
    now,
  );
  const receipt = await writeReceipt(tx, { kind: 'invoice', payment }, settings, now);
  const letter = {
    kind: wish.kind,
    account: one.account,
    tier: tier.id,
    sum: payment,
    until: dueAt,
  } as const;
  const page = `/account/receipts/${receipt.number}`;
  await postMoneyLetter(tx, house, { ...letter, number: receipt.number, page }, now);
  return { payment, receipt };
}

/** 'Gold, one month', as it stands on receipts. */
export function whatOf(tier: Tier, price: Price, { language }: Pick<Settings, 'language'>): string {
  const words = /^de\b/i.test(language)
    ? { month: 'ein Monat', year: 'ein Jahr' }
    : { month: 'one month', year: 'one year' };
  return `${tier.name}, ${words[price.period]}`;
}

/** The invoice for what follows after this membership's paid time. */
export async function writeNextInvoice(
  tx: Tx,
  house: LetterHouse,
  one: Membership,
  now: Date,
): Promise<Payment | undefined> {
  const from = one.paidUntil;
  const changes = one.next !== null && from !== null && one.next.at <= from ? one.next : null;
  const priceId = changes?.price ?? one.price;
  if (from === null || priceId === null) return undefined;
  const price = await getPrice(tx, priceId);
  const tier = await getTier(tx, changes?.tier ?? one.tier);
  const offer = one.offer === null ? undefined : await findOffer(tx, one.offer);
  const earlier = await listPayments(tx, { membership: one.id });
  const ordinal = earlier.filter(({ state, periodFrom }) => state === 'paid' && periodFrom !== null).length;
  const { timeZone: zone } = house.settings();
  const to = periodEnd(zone, { anchor: one.anchor ?? from, period: price.period, from });
  const amountMinor = amountUnder(price, offer ?? null, ordinal);
  const wish = { one, tier, price, from, to, kind: 'invoice', amountMinor } as const;
  return (await writeInvoice(tx, house, wish, now)).payment;
}

export type PaidRefusal = { code: 'payment-not-open'; state: Payment['state'] };

/**
 * The money for an invoice came: by transfer, or at the till. What it pays for begins, goes on, or is alive again; a
 * receipt is written, and the member gets it.
 *
 * at  when it came
 */
export async function markPaid(
  tx: Tx,
  house: LetterHouse,
  wish: { readonly payment: PaymentId; readonly at: Date; readonly staff: AccountId | null },
  now: Date,
): Promise<Result<{ payment: Payment; receipt: Receipt }, PaidRefusal>> {
  const open = await getPaymentToChange(tx, wish.payment);
  if (open.provider !== 'offline' || !['open', 'failed', 'pending'].includes(open.state)) {
    return no({ code: 'payment-not-open', state: open.state });
  }
  const paid: Payment = { ...open, state: 'paid', paidAt: wish.at.getTime(), reason: null, nextTryAt: null };
  const kept = await payPeriod(tx, house, { paid, staff: wish.staff }, now);
  await savePayment(tx, kept.payment, now);
  const receipt = await writeReceipt(tx, { kind: 'receipt', payment: kept.payment }, house.settings(), now);
  await tell(tx, 'payment.paid', paid.id, { membership: paid.membership }, now);
  if (kept.one) await thank(tx, house, { ...kept, one: kept.one, number: receipt.number }, now);
  return yes({ payment: kept.payment, receipt });
}

type Kept = { readonly payment: Payment; readonly one: Membership | undefined; readonly begun: boolean };

/** Gives the membership the period that was paid for. An order begins with the payment, whenever that comes. */
async function payPeriod(
  tx: Tx,
  house: LetterHouse,
  { paid, staff }: { paid: Payment; staff: AccountId | null },
  now: Date,
): Promise<Kept> {
  if (paid.membership === null || paid.periodFrom === null || paid.periodTo === null) {
    return { payment: paid, one: undefined, begun: false };
  }
  const before = applyNext(await getMembershipToChange(tx, paid.membership), paid.periodFrom);
  const rules = rulesOf(house.settings());
  const price = before.price === null ? undefined : await getPrice(tx, before.price);
  const over =
    before.accessUntil !== null && before.accessUntil <= now.getTime() && before.state !== 'paused';
  const begun = before.state === 'waiting' || over;
  const from = begun ? now.getTime() : paid.periodFrom;
  const to = begun && price ? addPeriods(rules.zone, from, price.period, 1) : paid.periodTo;
  const one = renew(before, { from, to }, rules);
  const act = begun ? 'membership.begun' : 'membership.renewed';
  await saveMembership(tx, one, { act, staff, details: { payment: paid.id, until: one.paidUntil } }, now);
  return { payment: { ...paid, periodFrom: from, periodTo: to }, one, begun };
}

async function thank(
  tx: Tx,
  house: LetterHouse,
  { one, begun, payment, number }: Kept & { one: Membership; number: string },
  now: Date,
): Promise<void> {
  const common = { account: one.account, tier: one.tier, sum: payment, until: one.paidUntil };
  if (begun) await postMoneyLetter(tx, house, { ...common, kind: 'welcome' }, now);
  const page = `/account/receipts/${number}`;
  await postMoneyLetter(tx, house, { ...common, kind: 'receipt', number, page }, now);
}
