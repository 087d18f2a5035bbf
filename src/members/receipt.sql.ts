import type { Selectable } from 'kysely';
import type { AccountId, PaymentId } from '#kit/ids.js';
import type { Settings } from '#paper/settings.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { nextNumber } from './number-series.sql.ts';
import type { Payment } from './payment.ts';
import { taxWithin } from './price-words.ts';
import {
  publisherOf,
  type Receipt,
  type ReceiptContent,
  type ReceiptKind,
  receiptNumber,
  seriesOf,
} from './receipt.ts';

/** Settings that a receipt is written from. */
export type ReceiptSettings = Pick<
  Settings,
  'name' | 'publisherName' | 'publisherAddress' | 'publisherTaxId' | 'timeZone' | 'language' | 'invoiceWords'
>;

/**
 * A receipt to write.
 *
 * amountMinor  what was given back, above nothing, where it is less than the payment
 * refersTo     number of the invoice or receipt that it belongs to; found where it is left out
 */
export type ReceiptWish = {
  readonly kind: ReceiptKind;
  readonly payment: Payment;
  readonly amountMinor?: number;
  readonly refersTo?: string | null;
};

/**
 * Writes a receipt with the next number of its year. Number and receipt land in one transaction, so no number is
 * missing and none is given twice.
 */
export async function writeReceipt(
  tx: Tx,
  wish: ReceiptWish,
  settings: ReceiptSettings,
  now: Date,
): Promise<Receipt> {
  const content = await contentOf(tx, wish, settings);
  const { timeZone } = settings;
  const ordinal = await nextNumber(tx, seriesOf(timeZone, now));
  const number = receiptNumber(timeZone, now, ordinal);
  const { amountMinor, taxMinor, currency } = content;
  const { id, account } = wish.payment;
  await tx
    .insertInto('receipt')
    .values({
      ...{ number, kind: wish.kind, payment_id: id, account_id: account, currency, made_at: now.getTime() },
      ...{ amount_minor: amountMinor, tax_minor: taxMinor, content: JSON.stringify(content) },
    })
    .execute();
  return { number, kind: wish.kind, payment: id, account, content, madeAt: now.getTime() };
}

export async function findReceipt(db: Db, number: string): Promise<Receipt | undefined> {
  const row = await db.selectFrom('receipt').selectAll().where('number', '=', number).executeTakeFirst();
  return row && toReceipt(row);
}

/** Somebody's receipts, the newest first. */
export async function listReceipts(
  db: Db,
  of: { readonly account: AccountId } | { readonly payment: PaymentId },
): Promise<Receipt[]> {
  const query = db.selectFrom('receipt').selectAll().orderBy('made_at', 'desc').orderBy('number', 'desc');
  const narrowed =
    'account' in of ? query.where('account_id', '=', of.account) : query.where('payment_id', '=', of.payment);
  return (await narrowed.execute()).map(toReceipt);
}

async function contentOf(tx: Tx, wish: ReceiptWish, settings: ReceiptSettings): Promise<ReceiptContent> {
  const { kind, payment } = wish;
  const sum = wish.amountMinor ?? payment.amountMinor;
  const sign = kind === 'refund' ? -1 : 1;
  const tax = sum === payment.amountMinor ? payment.taxMinor : taxWithin(sum, payment.taxBp);
  const to = await addresseeOf(tx, payment.account);
  const { what, periodFrom, periodTo, taxBp, currency, provider, dueAt, orderNumber } = payment;
  return {
    publisher: publisherOf(settings),
    to,
    ...{ what, periodFrom, periodTo, taxBp, currency, provider, orderNumber },
    amountMinor: sign * sum,
    netMinor: sign * (sum - tax),
    taxMinor: sign * tax,
    paidAt: kind === 'invoice' ? null : payment.paidAt,
    dueAt: kind === 'invoice' ? dueAt : null,
    refersTo: wish.refersTo === undefined ? await findReferred(tx, kind, payment.id) : wish.refersTo,
    pay: kind === 'invoice' ? settings.invoiceWords : '',
    zone: settings.timeZone,
    language: settings.language,
  };
}

async function addresseeOf(tx: Tx, account: AccountId | null): Promise<ReceiptContent['to']> {
  const row = await tx
    .selectFrom('account')
    .leftJoin('reader', 'reader.account_id', 'account.id')
    .select(['account.name', 'account.email', 'reader.number'])
    .where('account.id', '=', account)
    .executeTakeFirst();
  return { name: row?.name ?? '', email: row?.email ?? '', number: row?.number ?? '' };
}

/** A receipt belongs to the invoice that was paid, a refund to the receipt. */
async function findReferred(tx: Tx, kind: ReceiptKind, payment: PaymentId): Promise<string | null> {
  if (kind === 'invoice') return null;
  const row = await tx
    .selectFrom('receipt')
    .select('number')
    .where('payment_id', '=', payment)
    .where('kind', '=', kind === 'refund' ? 'receipt' : 'invoice')
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? null;
}

export function toReceipt(row: Selectable<Tables['receipt']>): Receipt {
  return {
    number: row.number,
    kind: row.kind,
    payment: row.payment_id as PaymentId,
    account: row.account_id as AccountId | null,
    content: JSON.parse(row.content) as ReceiptContent,
    madeAt: row.made_at,
  };
}
