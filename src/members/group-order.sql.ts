import { findAccount } from '#accounts/account.sql.js';
import type { AccountId } from '#kit/ids.js';
import { writeLetter } from '#kit/letter-text.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { saveGroup } from './group.sql.ts';
import type { Group } from './group.ts';
import { wordDay } from './money-house.ts';
import type { LetterHouse } from './money-letter.sql.ts';
import { addPayment } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import { addDays } from './periods.ts';
import { wordAmount } from './price-words.ts';
import { writeReceipt } from './receipt.sql.ts';

/**
 * What a group pays.
 *
 * from, to  the period it pays for
 */
export type GroupBill = {
  readonly amountMinor: number;
  readonly taxBp: number;
  readonly currency: string;
  readonly from: number;
  readonly to: number | null;
};

/** Writes the invoice of a group, with its order number, and sends the owner the way to it. */
export async function billGroup(
  tx: Tx,
  house: LetterHouse,
  { group, bill }: { group: Group; bill: GroupBill },
  now: Date,
): Promise<{ group: Group; payment: Payment; number: string }> {
  const settings = house.settings();
  const { amountMinor, taxBp, currency, from, to } = bill;
  const dueAt = addDays(settings.timeZone, now.getTime(), settings.groupInvoiceDays);
  const payment = await addPayment(
    tx,
    {
      ...{ account: group.owner, what: whatOf(group, settings.language), state: 'open', provider: 'offline' },
      ...{ amountMinor, taxBp, currency, periodFrom: from, periodTo: to, dueAt },
      orderNumber: group.orderNumber || null,
    },
    now,
  );
  const { number } = await writeReceipt(tx, { kind: 'invoice', payment }, settings, now);
  const saved = await saveGroup(tx, { ...group, payment: payment.id }, now);
  if (group.owner !== null) await postBill(tx, house, { owner: group.owner, group, payment, number }, now);
  return { group: saved, payment, number };
}

type Posting = { owner: AccountId; group: Group; payment: Payment; number: string };

async function postBill(
  tx: Tx,
  { settings, address }: LetterHouse,
  { owner, group, payment, number }: Posting,
  now: Date,
): Promise<void> {
  const person = await findAccount(tx, owner);
  if (!person) return;
  const { language, timeZone, invoiceWords: pay } = settings();
  const sum = wordAmount(payment.amountMinor, payment.currency, language);
  const due = wordDay(payment.dueAt ?? now.getTime(), language, timeZone);
  const isGerman = /^de\b/i.test(language);
  const order =
    group.orderNumber === '' ? [] : [`${isGerman ? 'Bestellnummer' : 'Order number'}: ${group.orderNumber}`];
  const says = isGerman
    ? `${group.name}, ${group.seats} Plätze: ${sum}, zahlbar bis ${due}. Bitte nennen Sie die Nummer ${number}.`
    : `${group.name}, ${group.seats} seats: ${sum}, to be paid by ${due}. Please name the number ${number}.`;
  const text = writeLetter({
    paragraphs: [isGerman ? 'Guten Tag,' : 'Hello,', says, ...order, ...(pay === '' ? [] : [pay])],
    link: {
      says: isGerman ? 'Zur Rechnung' : 'The invoice',
      href: `${address()}/account/receipts/${number}`,
    },
  });
  const subject = isGerman ? `Rechnung ${number}: ${group.name}` : `Invoice ${number}: ${group.name}`;
  await post(tx, { kind: 'group-invoice', to: person.email, ...text, subject }, now);
}

/** 'Harbour School, 30 seats', as it stands on the invoice. */
function whatOf({ name, seats, invoiceTo }: Group, language: string): string {
  const line = /^de\b/i.test(language) ? `${name}, ${seats} Plätze` : `${name}, ${seats} seats`;
  return invoiceTo.trim() === '' ? line : `${line} (${invoiceTo.trim().replace(/\s*\n\s*/g, ', ')})`;
}
