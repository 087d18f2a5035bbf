import type { AccountId, TierId } from '#kit/ids.js';
import type { Settings } from '#paper/settings.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { wordDay } from './money-house.ts';
import { type MoneyLetterKind, writeMoneyLetter } from './money-letter.ts';
import { wordAmount } from './price-words.ts';

/** What letters need of the house; `MoneyHouse` has it. */
export type LetterHouse = { readonly settings: () => Settings; readonly address: () => string };

/**
 * A letter to one member.
 *
 * sum    what is or was to be paid
 * until  a day it names
 * page   path of the page it leads to; /account/membership where it is left out
 */
export type MoneyLetterWish = {
  readonly kind: MoneyLetterKind;
  readonly account: AccountId;
  readonly tier: TierId;
  readonly sum?: { readonly amountMinor: number; readonly currency: string } | undefined;
  readonly until?: number | null | undefined;
  readonly number?: string | undefined;
  readonly reason?: string | null | undefined;
  readonly page?: string | undefined;
};

/** Posts a letter about a membership, in the reader's language or else the paper's. Nobody without an address gets one. */
export async function postMoneyLetter(
  tx: Tx,
  { settings, address }: LetterHouse,
  wish: MoneyLetterWish,
  now: Date,
): Promise<void> {
  const person = await findAddressee(tx, wish.account);
  if (!person) return;
  const { name: paper, language: papers, timeZone, invoiceWords } = settings();
  const language = person.language || papers;
  const tier = await tx.selectFrom('tier').select('name').where('id', '=', wish.tier).executeTakeFirst();
  const { sum, until, number, reason } = wish;
  const facts = {
    ...{ paper, name: person.name, tier: tier?.name ?? '', pay: invoiceWords },
    ...(sum && { sum: wordAmount(sum.amountMinor, sum.currency, language) }),
    ...(typeof until === 'number' && { until: wordDay(until, language, timeZone) }),
    ...(number !== undefined && { number }),
    ...(reason && { reason }),
    href: address() + (wish.page ?? '/account/membership'),
  };
  const letter = writeMoneyLetter(wish.kind, facts, language);
  await post(tx, { kind: `membership-${wish.kind}`, to: person.email, ...letter }, now);
}

async function findAddressee(tx: Tx, account: AccountId) {
  const row = await tx
    .selectFrom('account')
    .leftJoin('reader', 'reader.account_id', 'account.id')
    .select(['account.email', 'account.name', 'reader.language'])
    .where('account.id', '=', account)
    .executeTakeFirst();
  if (!row?.email.includes('@') || row.email.endsWith('.invalid')) return undefined;
  return { email: row.email, name: row.name, language: row.language ?? '' };
}
