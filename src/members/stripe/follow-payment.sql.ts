import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { whatOf } from '../invoice.sql.ts';
import type { Membership } from '../membership.ts';
import { postMoneyLetter } from '../money-letter.sql.ts';
import { addPayment, findPaymentByRef, getPaymentToChange, savePayment } from '../payment.sql.ts';
import type { Payment } from '../payment.ts';
import { writeReceipt } from '../receipt.sql.ts';
import { noteRefunded } from '../refund.io.ts';
import { findPrice, getTier } from '../tier.sql.ts';
import type { InvoiceFacts } from './facts.ts';
import type { StripeHouse } from './house.ts';

/** What was paid or given back stays so, whatever an older invoice says. */
const settled: ReadonlySet<Payment['state']> = new Set(['paid', 'refunded']);

/**
 * One sum of a membership.
 *
 * isOld     from before the subscription moved in: settled sums were receipted elsewhere
 * isSilent  no letters
 */
type PaymentWish = {
  readonly one: Membership;
  readonly invoice: InvoiceFacts;
  readonly isOld: boolean;
  readonly isSilent: boolean;
};

/**
 * Keeps what became of one sum that Stripe asked for: the payment, its receipt, and the letters about it.
 *
 * returns  whether anything changed
 */
export async function followPayment(
  tx: Tx,
  house: StripeHouse,
  { one, invoice, isOld, isSilent }: PaymentWish,
  now: Date,
): Promise<boolean> {
  const found = await findPaymentByRef(tx, 'stripe', invoice.ref);
  if (!found && isOld && !isUnderWay(invoice)) return false;
  const known = found && (await getPaymentToChange(tx, found.id));
  const before = known ?? (await addFor(tx, house, { one, invoice }, now));
  const after = merged(before, invoice);
  const isBack = (invoice.refundedMinor ?? 0) > before.refundedMinor;
  if (known && !isBack && JSON.stringify(after) === JSON.stringify(before)) return false;
  await savePayment(tx, after, now);
  const was = known?.state ?? 'open';
  if (after.state === 'paid' && !settled.has(was)) await receive(tx, house, { one, after, isSilent }, now);
  if (after.state === 'failed' && was !== 'failed' && !isSilent)
    await tellFailed(tx, house, { one, after }, now);
  const total = invoice.refundedMinor ?? 0;
  if (total > after.refundedMinor)
    await noteRefunded(tx, house, { payment: after.id, total, staff: null }, now);
  return true;
}

/** Whether money is still to come for it. */
function isUnderWay({ state, nextTryAt }: InvoiceFacts): boolean {
  return state === 'pending' || (state === 'failed' && nextTryAt !== null);
}

function merged(known: Payment, invoice: InvoiceFacts): Payment {
  const keeps = settled.has(known.state) && invoice.state !== 'paid';
  const { amountMinor, periodFrom, periodTo, paidAt, reason, attempts, nextTryAt } = invoice;
  const state = keeps || known.state === 'refunded' ? known.state : invoice.state;
  const sum = settled.has(known.state) ? {} : { amountMinor };
  return {
    ...{ ...known, ...sum, state, periodFrom, periodTo, attempts, reason, nextTryAt },
    paidAt: paidAt ?? known.paidAt,
  };
}

async function addFor(
  tx: Tx,
  house: StripeHouse,
  { one, invoice }: { one: Membership; invoice: InvoiceFacts },
  now: Date,
): Promise<Payment> {
  const price = one.price === null ? undefined : await findPrice(tx, one.price);
  const tier = await getTier(tx, one.tier);
  const { amountMinor, currency, periodFrom, periodTo, ref } = invoice;
  const wish = {
    ...({ account: one.account, membership: one.id, provider: 'stripe', state: 'open', ref } as const),
    what: price ? whatOf(tier, price, house.settings()) : tier.name,
    ...{ amountMinor, currency, taxBp: price?.taxBp ?? 0, periodFrom, periodTo },
  };
  return addPayment(tx, wish, now);
}

type Kept = { one: Membership; after: Payment };

async function receive(
  tx: Tx,
  house: StripeHouse,
  { one, after, isSilent }: Kept & { isSilent: boolean },
  now: Date,
): Promise<void> {
  const { number } = await writeReceipt(tx, { kind: 'receipt', payment: after }, house.settings(), now);
  await tell(tx, 'payment.paid', after.id, { membership: one.id }, now);
  if (isSilent) return;
  const letter = { kind: 'receipt', account: one.account, tier: one.tier, sum: after } as const;
  const page = `/account/receipts/${number}`;
  await postMoneyLetter(tx, house, { ...letter, until: after.periodTo, number, page }, now);
}

async function tellFailed(tx: Tx, house: StripeHouse, { one, after }: Kept, now: Date): Promise<void> {
  await tell(tx, 'payment.failed', after.id, { membership: one.id }, now);
  const letter = { kind: 'payment-failed', account: one.account, tier: one.tier, sum: after } as const;
  const until = one.state === 'grace' ? one.graceUntil : null;
  await postMoneyLetter(tx, house, { ...letter, until, reason: after.reason }, now);
}
