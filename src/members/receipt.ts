import type { AccountId, PaymentId } from '#kit/ids.js';
import { partsIn } from '#kit/zone.js';
import type { Settings } from '#paper/settings.js';

/** invoice: asks for money · receipt: money came · refund: money went back */
export type ReceiptKind = 'receipt' | 'invoice' | 'refund';

/** Who writes it, as settings say. */
export type Publisher = { readonly name: string; readonly address: string; readonly taxId: string };

/**
 * Everything that stands on a receipt, as it was on the day: a later change of name, price or rate changes nothing.
 *
 * netMinor  the sum without tax
 * refersTo  number of the invoice that was paid, or of the receipt that is refunded
 * pay       how an invoice is to be paid
 */
export type ReceiptContent = {
  readonly publisher: Publisher;
  readonly to: { readonly name: string; readonly email: string; readonly number: string };
  readonly what: string;
  readonly periodFrom: number | null;
  readonly periodTo: number | null;
  readonly amountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly taxBp: number;
  readonly currency: string;
  readonly provider: string;
  readonly paidAt: number | null;
  readonly dueAt: number | null;
  readonly orderNumber: string | null;
  readonly refersTo: string | null;
  readonly pay: string;
  readonly zone: string;
  readonly language: string;
};

/** Amounts of a refund are less than nothing. */
export type Receipt = {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly payment: PaymentId;
  readonly account: AccountId | null;
  readonly content: ReceiptContent;
  readonly madeAt: number;
};

export function publisherOf(
  settings: Pick<Settings, 'name' | 'publisherName' | 'publisherAddress' | 'publisherTaxId'>,
): Publisher {
  const { name, publisherName, publisherAddress: address, publisherTaxId: taxId } = settings;
  return { name: publisherName || name, address, taxId };
}

/** The series a receipt of this day is numbered in: one a year, in the paper's time zone. */
export function seriesOf(zone: string, at: Date): string {
  return `receipts-${partsIn(zone, at).year}`;
}

/** '2026-000042' */
export function receiptNumber(zone: string, at: Date, ordinal: number): string {
  return `${partsIn(zone, at).year}-${String(ordinal).padStart(6, '0')}`;
}
