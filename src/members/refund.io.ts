import { fault } from '#kit/fault.js';
import type { AccountId, PaymentId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { type Kept, keep, type Whose } from './keep-membership.io.ts';
import { getMembership } from './membership.sql.ts';
import { withdraw } from './membership.ts';
import { type MoneyHouse, rulesOf } from './money-house.ts';
import { type LetterHouse, postMoneyLetter } from './money-letter.sql.ts';
import { findPayment, getPaymentToChange, listPayments, savePayment } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import type { PaymentProvider } from './provider.ts';
import { listReceipts, writeReceipt } from './receipt.sql.ts';
import type { Receipt } from './receipt.ts';
import { voidOpen } from './void-open.sql.ts';
import { voidAfterWithdrawal } from './wallet.sql.ts';

export type RefundRefusal =
  | { code: 'payment-not-paid'; state: Payment['state'] }
  | { code: 'refund-too-much'; leftMinor: number };

/**
 * Gives money back, the whole or a part, and writes the refund down with a number of its own. For an invoice the
 * publisher sends the money; a provider is told to.
 */
export async function refundPayment(
  house: MoneyHouse,
  wish: { readonly payment: PaymentId; readonly amountMinor: number; readonly staff: AccountId | null },
): Promise<Result<{ payment: Payment; receipt: Receipt }, RefundRefusal>> {
  const { store, clock } = house;
  const payment = await findPayment(store.db, wish.payment);
  if (!payment) throw fault(memberFaults, 'payment-unknown', { payment: wish.payment });
  const refusal = refundRefusal(payment, wish.amountMinor);
  if (refusal) return no(refusal);
  await sourceOf(house, payment).refund(payment, wish.amountMinor);
  const total = payment.refundedMinor + wish.amountMinor;
  const now = clock();
  return store.db.transaction().execute(async (tx) => {
    const receipt = await noteRefunded(tx, house, { payment: payment.id, total, staff: wish.staff }, now);
    const after = await getPaymentToChange(tx, payment.id);
    // The provider's own news of it was quicker: its receipt stands.
    return yes({ payment: after, receipt: receipt ?? (await newestRefund(tx, payment.id)) });
  });
}

/**
 * Writes down that so much of a payment has gone back in all, with a receipt for what is new of it. What is known
 * already changes nothing, so the provider's news of a refund of ours may come as well.
 */
export async function noteRefunded(
  tx: Tx,
  house: Pick<LetterHouse, 'settings'>,
  wish: { readonly payment: PaymentId; readonly total: number; readonly staff: AccountId | null },
  now: Date,
): Promise<Receipt | undefined> {
  const payment = await getPaymentToChange(tx, wish.payment);
  const fresh = Math.min(wish.total, payment.amountMinor) - payment.refundedMinor;
  if (fresh <= 0) return undefined;
  const refundedMinor = payment.refundedMinor + fresh;
  const state = refundedMinor === payment.amountMinor ? 'refunded' : payment.state;
  await savePayment(tx, { ...payment, refundedMinor, state }, now);
  const receipt = await writeReceipt(
    tx,
    { kind: 'refund', payment, amountMinor: fresh },
    house.settings(),
    now,
  );
  const { account, membership } = payment;
  const details = { payment: payment.id, amountMinor: fresh, currency: payment.currency };
  await noteAct(
    tx,
    {
      account,
      membership,
      staff: wish.staff,
      act: 'payment.refunded',
      details: { ...details, number: receipt.number },
    },
    now,
  );
  await tell(tx, 'payment.refunded', payment.id, details, now);
  return receipt;
}

/** Steps back from a contract within the days the law gives: it ends at once, and everything paid goes back. */
export async function withdrawMembership(house: MoneyHouse, whose: Whose): Promise<Kept> {
  const { store, clock } = house;
  const one = await getMembership(store.db, whose.id);
  const first = withdraw(one, rulesOf(house.settings()), clock());
  if (!first.ok) return first;
  const paid = (await listPayments(store.db, { membership: whose.id })).filter(
    ({ state }) => state === 'paid',
  );
  // The money first: what goes wrong then leaves the membership as it was, and may be asked for again.
  for (const { id, amountMinor, refundedMinor } of paid) {
    const left = amountMinor - refundedMinor;
    if (left > 0) await refundPayment(house, { payment: id, amountMinor: left, staff: whose.staff });
  }
  return keep(house, whose, {
    act: 'membership.withdrawn',
    decide: (before, rules, now) => withdraw(before, rules, now),
    tell: (provider, after) => provider.end(after),
    also: async (tx, after, now) => {
      await voidOpen(tx, { membership: after.id, which: 'all' }, now);
      await voidAfterWithdrawal(tx, after.account, now);
      const [{ currency } = { currency: '' }] = paid;
      const amountMinor = paid.reduce((sum, one) => sum + one.amountMinor - one.refundedMinor, 0);
      const letter = { kind: 'withdrawn', account: after.account, tier: after.tier } as const;
      const sum = amountMinor > 0 ? { amountMinor, currency } : undefined;
      await postMoneyLetter(tx, house, { ...letter, sum, page: '/account/receipts' }, now);
    },
  });
}

function refundRefusal(payment: Payment, amountMinor: number): RefundRefusal | undefined {
  const leftMinor = payment.amountMinor - payment.refundedMinor;
  if (payment.state !== 'paid') return { code: 'payment-not-paid', state: payment.state };
  if (amountMinor > leftMinor || amountMinor < 1) return { code: 'refund-too-much', leftMinor };
  return undefined;
}

function sourceOf({ providers }: MoneyHouse, { provider }: Payment): PaymentProvider {
  const found = providers[provider];
  if (!found) throw fault(memberFaults, 'provider-not-set', { provider });
  return found;
}

async function newestRefund(tx: Tx, payment: PaymentId): Promise<Receipt> {
  const found = (await listReceipts(tx, { payment })).find(({ kind }) => kind === 'refund');
  if (!found) throw fault(memberFaults, 'payment-unknown', { payment });
  return found;
}
