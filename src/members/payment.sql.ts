import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId, PaymentId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import type { Payment } from './payment.ts';
import { taxWithin } from './price-words.ts';

/** A payment to write down. The tax is reckoned from the rate where it is not given. */
export type PaymentWish = Pick<
  Payment,
  'what' | 'state' | 'amountMinor' | 'taxBp' | 'currency' | 'provider'
> &
  Partial<Omit<Payment, 'id' | 'madeAt'>>;

export async function addPayment(tx: Tx, wish: PaymentWish, now: Date): Promise<Payment> {
  const row = await tx
    .insertInto('payment')
    .values({ ...toRow({ ...noPayment(wish), ...wish }), made_at: now.getTime(), changed_at: now.getTime() })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPayment(row);
}

/** Keeps what became of a payment. */
export async function savePayment(tx: Tx, payment: Payment, now: Date): Promise<void> {
  await tx
    .updateTable('payment')
    .set({ ...toRow(payment), changed_at: now.getTime() })
    .where('id', '=', payment.id)
    .execute();
}

export async function findPayment(db: Db, id: PaymentId): Promise<Payment | undefined> {
  const row = await db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPayment(row);
}

/**
 * The payment, and nobody else changes it before this transaction is over.
 *
 * throws  payment-unknown
 */
export async function getPaymentToChange(tx: Tx, id: PaymentId): Promise<Payment> {
  let query = tx.selectFrom('payment').selectAll().where('id', '=', id);
  if (dialectOf(tx) === 'postgres') query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw fault(memberFaults, 'payment-unknown', { payment: id });
  return toPayment(row);
}

/** The payment that a provider knows by this id. */
export async function findPaymentByRef(
  db: Db,
  provider: Payment['provider'],
  ref: string,
): Promise<Payment | undefined> {
  const row = await db
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_ref', '=', ref)
    .executeTakeFirst();
  return row && toPayment(row);
}

/** What was paid and is to be paid, the newest first. */
export async function listPayments(
  db: Db,
  of: { readonly account: AccountId } | { readonly membership: MembershipId },
): Promise<Payment[]> {
  const query = db.selectFrom('payment').selectAll().orderBy('id', 'desc');
  const narrowed =
    'account' in of
      ? query.where('account_id', '=', of.account)
      : query.where('membership_id', '=', of.membership);
  return (await narrowed.execute()).map(toPayment);
}

function noPayment({ amountMinor, taxBp }: PaymentWish) {
  return {
    membership: null,
    account: null,
    taxMinor: taxWithin(amountMinor, taxBp),
    ref: null,
    periodFrom: null,
    periodTo: null,
    dueAt: null,
    paidAt: null,
    refundedMinor: 0,
    reason: null,
    attempts: 0,
    orderNumber: null,
    nextTryAt: null,
  };
}

function toRow(payment: Omit<Payment, 'id' | 'madeAt'>) {
  return {
    membership_id: payment.membership,
    account_id: payment.account,
    what: payment.what,
    state: payment.state,
    amount_minor: payment.amountMinor,
    tax_minor: payment.taxMinor,
    tax_bp: payment.taxBp,
    currency: payment.currency,
    provider: payment.provider,
    provider_ref: payment.ref,
    period_from: payment.periodFrom,
    period_to: payment.periodTo,
    due_at: payment.dueAt,
    paid_at: payment.paidAt,
    refunded_minor: payment.refundedMinor,
    reason: payment.reason,
    attempts: payment.attempts,
    order_number: payment.orderNumber,
    next_try_at: payment.nextTryAt,
  };
}

export function toPayment(row: Selectable<Tables['payment']>): Payment {
  return {
    id: row.id as PaymentId,
    membership: row.membership_id as MembershipId | null,
    account: row.account_id as AccountId | null,
    what: row.what,
    state: row.state,
    amountMinor: row.amount_minor,
    taxMinor: row.tax_minor,
    taxBp: row.tax_bp,
    currency: row.currency,
    provider: row.provider,
    ref: row.provider_ref,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    dueAt: row.due_at,
    paidAt: row.paid_at,
    refundedMinor: row.refunded_minor,
    reason: row.reason,
    attempts: row.attempts,
    orderNumber: row.order_number,
    nextTryAt: row.next_try_at,
    madeAt: row.made_at,
  };
}
