import type { AccountId, PaymentId, TierId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { addCodes, toCode, voidCodes } from './code.sql.ts';
import { printCode } from './code.ts';
import type { Code } from './code-plan.ts';
import { newCodeText } from './code-random.io.ts';
import type { Gift, GiftWish } from './gift.ts';
import { type GiftFacts, type GiftLetterKind, wordGift, writeGiftLetter } from './gift-letter.ts';
import { wordDay } from './money-house.ts';
import type { LetterHouse } from './money-letter.sql.ts';
import { addPayment, savePayment } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import { addDays } from './periods.ts';
import { wordAmount } from './price-words.ts';
import { writeReceipt } from './receipt.sql.ts';

const DAY_MS = 86_400_000;

export type GiftOrder = { readonly code: Code; readonly payment: Payment };

/** Orders a gift: a payment to be made, and a code that is of no use before. `by` names who takes the money. */
export async function orderGift(
  tx: Tx,
  house: LetterHouse,
  { wish, by }: { wish: GiftWish; by: Payment['provider'] },
  now: Date,
): Promise<GiftOrder> {
  const { language, timeZone, invoiceDays, giftCodeDays } = house.settings();
  const { choice, buyer, forName, forEmail, words, sendAt } = wish;
  const { amountMinor, taxBp, currency } = choice;
  const what = giftLine(choice.months, choice.tier.name, language);
  const dueAt = by === 'offline' ? addDays(timeZone, now.getTime(), invoiceDays) : null;
  const state = by === 'offline' ? 'open' : 'pending';
  const money = { amountMinor, taxBp, currency, provider: by, state, dueAt } as const;
  const payment = await addPayment(tx, { account: buyer, what, ...money }, now);
  const starts = Math.max(now.getTime(), sendAt ?? 0);
  const person = { boughtBy: buyer, forEmail, forName, words, sendAt: forEmail === null ? null : starts };
  const [code] = await addCodes(
    tx,
    [
      {
        ...{ code: newCodeText(), kind: 'gift', tier: choice.tier.id, months: choice.months },
        ...{ payment: payment.id, state: 'waiting', expiresAt: starts + giftCodeDays * DAY_MS, ...person },
      },
    ],
    now,
  );
  if (!code) throw new Error('The gift was not kept.');
  const details = { code: code.id, payment: payment.id, months: choice.months };
  await noteAct(tx, { account: buyer, act: 'gift.ordered', details }, now);
  return { code, payment };
}

/** Takes an order back that nobody could pay for. */
export async function dropOrder(tx: Tx, payment: Payment, now: Date): Promise<void> {
  await savePayment(tx, { ...payment, state: 'void' }, now);
  await voidCodes(tx, { payment: payment.id }, now);
}

/** The invoice of a gift, and the letter that carries it. returns  its number */
export async function invoiceGift(
  tx: Tx,
  house: LetterHouse,
  { code, payment }: GiftOrder,
  now: Date,
): Promise<string> {
  const receipt = await writeReceipt(tx, { kind: 'invoice', payment }, house.settings(), now);
  await postToBuyer(tx, house, { kind: 'ordered', code, payment, number: receipt.number }, now);
  return receipt.number;
}

/** What somebody bought to give, the newest first. */
export async function listGifts(db: Db, buyer: AccountId): Promise<Gift[]> {
  const rows = await gifts(db)
    .where('code.bought_by', '=', buyer)
    // What was put back at the page of payment was never bought.
    .where(({ eb, or }) => or([eb('payment.state', 'is', null), eb('payment.state', '!=', 'void')]))
    .orderBy('code.id', 'desc')
    .limit(200)
    .execute();
  return rows.map(toGift);
}

/** One gift of somebody who bought it. */
export async function findBoughtGift(db: Db, buyer: AccountId, id: number): Promise<Gift | undefined> {
  const row = await gifts(db)
    .where('code.id', '=', id)
    .where('code.bought_by', '=', buyer)
    .executeTakeFirst();
  return row && toGift(row);
}

/** Gifts that are paid and should be on their way by now. */
export async function listGiftsToSend(db: Db, now: Date, limit: number): Promise<Code[]> {
  const rows = await db
    .selectFrom('code')
    .selectAll()
    .where('kind', '=', 'gift')
    .where('state', '=', 'good')
    .where('sent_at', 'is', null)
    .where('send_at', 'is not', null)
    .where('send_at', '<=', now.getTime())
    .orderBy('send_at')
    .limit(limit)
    .execute();
  return rows.map(toCode);
}

/** Posts the letter to who gets the gift, once. */
export async function sendGift(tx: Tx, house: LetterHouse, code: Code, now: Date): Promise<void> {
  const marked = await tx
    .updateTable('code')
    .set({ sent_at: now.getTime() })
    .where('id', '=', code.id)
    .where('sent_at', 'is', null)
    .where('state', '=', 'good')
    .returning('id')
    .executeTakeFirst();
  if (!marked || code.forEmail === null) return;
  const facts = await factsOf(tx, house, { code });
  const href = `${house.address()}/account/code?code=${code.code}`;
  const letter = writeGiftLetter('given', { ...facts, href }, house.settings().language);
  await post(tx, { kind: 'gift', to: code.forEmail, ...letter }, now);
}

type ToBuyer = {
  readonly kind: GiftLetterKind;
  readonly code: Code;
  readonly payment: Pick<Payment, 'amountMinor' | 'currency' | 'dueAt'>;
  readonly number: string;
};

/** Posts a letter to who bought it. */
export async function postToBuyer(tx: Tx, house: LetterHouse, wish: ToBuyer, now: Date): Promise<void> {
  const { kind, code, payment, number } = wish;
  if (code.boughtBy === null) return;
  const buyer = await findPerson(tx, code.boughtBy);
  if (!buyer) return;
  const facts = await factsOf(tx, house, { code, payment, number });
  const page = kind === 'ordered' ? `/account/receipts/${number}` : '/account/gifts';
  const letter = writeGiftLetter(
    kind,
    { ...facts, href: house.address() + page },
    buyer.language || house.settings().language,
  );
  await post(tx, { kind: `gift-${kind}`, to: buyer.email, ...letter }, now);
}

async function factsOf(
  tx: Tx,
  house: LetterHouse,
  { code, payment, number = '' }: { code: Code } & Partial<Pick<ToBuyer, 'payment' | 'number'>>,
): Promise<GiftFacts> {
  const { name: paper, language, timeZone, invoiceWords: pay } = house.settings();
  const tier = await tx.selectFrom('tier').select('name').where('id', '=', code.tier).executeTakeFirst();
  const giver = code.boughtBy === null ? undefined : await findPerson(tx, code.boughtBy);
  const day = (at: number | null | undefined) => (at ? wordDay(at, language, timeZone) : '');
  return {
    ...{ paper, pay, number, href: '', code: printCode(code.code), words: code.words, to: code.forName },
    ...{ from: giver?.name ?? '', gift: wordGift(code.months ?? 0, tier?.name ?? '', language) },
    ...{ until: day(code.expiresAt), due: day(payment?.dueAt) },
    sum: payment ? wordAmount(payment.amountMinor, payment.currency, language) : '',
  };
}

async function findPerson(tx: Tx, account: AccountId) {
  const row = await tx
    .selectFrom('account')
    .leftJoin('reader', 'reader.account_id', 'account.id')
    .select(['account.email', 'account.name', 'reader.language'])
    .where('account.id', '=', account)
    .executeTakeFirst();
  if (!row?.email.includes('@') || row.email.endsWith('.invalid')) return undefined;
  return { email: row.email, name: row.name, language: row.language ?? '' };
}

/** 'A gift: 6 months of Gold', as it stands on receipts. */
function giftLine(months: number, tier: string, language: string): string {
  const gift = wordGift(months, tier, language);
  return /^de\b/i.test(language) ? `Geschenk: ${gift}` : `A gift: ${gift}`;
}

function gifts(db: Db) {
  return db
    .selectFrom('code')
    .innerJoin('tier', 'tier.id', 'code.tier_id')
    .leftJoin('payment', 'payment.id', 'code.payment_id')
    .selectAll('code')
    .select(['tier.name as tier_name', 'payment.state as payment_state'])
    .select((eb) => [
      eb
        .selectFrom('code_use')
        .select('code_use.at')
        .whereRef('code_use.code_id', '=', 'code.id')
        .orderBy('code_use.at')
        .limit(1)
        .as('redeemed_at'),
      eb
        .selectFrom('receipt')
        .select('receipt.number')
        .whereRef('receipt.payment_id', '=', 'code.payment_id')
        .orderBy('receipt.made_at', 'desc')
        .orderBy('receipt.number', 'desc')
        .limit(1)
        .as('receipt_number'),
    ])
    .where('code.kind', '=', 'gift');
}

type GiftRow = Awaited<ReturnType<ReturnType<typeof gifts>['execute']>>[number];

function toGift(row: GiftRow): Gift {
  return {
    ...{ code: toCode(row), tier: row.tier_id as TierId, tierName: row.tier_name },
    ...{ payment: row.payment_id as PaymentId | null, paid: row.payment_state === 'paid' },
    ...{ redeemedAt: row.redeemed_at, receipt: row.receipt_number },
  };
}
