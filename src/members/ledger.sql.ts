import type { AccountId, PaymentId } from '#kit/ids.js';
import { startOfDay } from '#kit/zone.js';
import type { Db } from '#store/tables.js';
import { type Cell, writeCsv } from './csv.ts';
import { plainAmount } from './price-words.ts';
import type { ReceiptContent, ReceiptKind } from './receipt.ts';

/** One receipt or refund of a month; amounts of refunds are less than nothing. */
export type LedgerLine = {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly at: number;
  readonly payment: PaymentId;
  readonly account: AccountId | null;
  readonly name: string;
  readonly readerNumber: string;
  readonly what: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly amountMinor: number;
  readonly taxBp: number;
  readonly currency: string;
  readonly provider: string;
  readonly orderNumber: string | null;
  readonly refersTo: string | null;
};

/** What came in and went back, by what has to be told apart for taxes. */
export type LedgerSum = {
  readonly currency: string;
  readonly taxBp: number;
  readonly provider: string;
  readonly receipts: number;
  readonly refunds: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly amountMinor: number;
};

/**
 * All receipts and refunds of a month of the paper's time zone, in the order of their numbers. Invoices are no money yet
 * and stand in no ledger.
 *
 * month  'YYYY-MM'
 */
export async function listLedger(db: Db, month: string, zone: string): Promise<LedgerLine[]> {
  const [year = 1970, first = 1] = month.split('-').map(Number);
  const rows = await db
    .selectFrom('receipt')
    .select(['number', 'kind', 'payment_id', 'account_id', 'content', 'made_at'])
    .where('made_at', '>=', startOfDay(zone, year, first, 1).getTime())
    .where('made_at', '<', startOfDay(zone, year, first + 1, 1).getTime())
    .where('kind', '!=', 'invoice')
    .orderBy('made_at')
    .orderBy('number')
    .execute();
  return rows.map((row) => {
    const { to, ...content } = JSON.parse(row.content) as ReceiptContent;
    const { what, netMinor, taxMinor, amountMinor, taxBp, currency, provider, orderNumber, refersTo } =
      content;
    return {
      ...{ number: row.number, kind: row.kind, at: row.made_at, payment: row.payment_id as PaymentId },
      ...{ account: row.account_id as AccountId | null, name: to.name || to.email, readerNumber: to.number },
      ...{ what, netMinor, taxMinor, amountMinor, taxBp, currency, provider, orderNumber, refersTo },
    };
  });
}

/** Adds up a month: one sum for each currency, tax rate and provider. */
export function sumLedger(lines: readonly LedgerLine[]): LedgerSum[] {
  const sums = new Map<string, LedgerSum>();
  for (const line of lines) {
    const { currency, taxBp, provider } = line;
    const key = `${currency} ${String(taxBp).padStart(6, '0')} ${provider}`;
    const sum = sums.get(key) ?? { ...noSum, currency, taxBp, provider };
    sums.set(key, {
      ...sum,
      receipts: sum.receipts + (line.kind === 'receipt' ? 1 : 0),
      refunds: sum.refunds + (line.kind === 'refund' ? 1 : 0),
      netMinor: sum.netMinor + line.netMinor,
      taxMinor: sum.taxMinor + line.taxMinor,
      amountMinor: sum.amountMinor + line.amountMinor,
    });
  }
  return [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
}

/** The ledger as a table for the bookkeeper. */
export function ledgerCsv(lines: readonly LedgerLine[]): string {
  const head = [
    'number',
    'kind',
    'date',
    'member',
    'name',
    'what',
    'net',
    'tax',
    'rate',
    'gross',
    'currency',
  ];
  const rows = lines.map((line): Cell[] => {
    const sum = (minor: number) => Number(plainAmount(minor, line.currency));
    return [
      ...[line.number, line.kind, new Date(line.at).toISOString(), line.readerNumber, line.name, line.what],
      ...[sum(line.netMinor), sum(line.taxMinor), line.taxBp / 100, sum(line.amountMinor), line.currency],
      ...[line.provider, line.orderNumber, line.refersTo],
    ];
  });
  return writeCsv([...head, 'provider', 'order', 'refers to'], rows);
}

const noSum = { receipts: 0, refunds: 0, netMinor: 0, taxMinor: 0, amountMinor: 0 };
