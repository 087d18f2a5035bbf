/** All that a paper knows of one member, in one place, and never what they read. */
import { listSessions } from '#accounts/session.sql.js';
import { listStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { listActs } from './acts.sql.ts';
import { type Consent, listConsents } from './consent.sql.ts';
import { memberFaults } from './faults.ts';
import { listMemberships } from './membership.sql.ts';
import { hasAccess, type Membership, type Standing, standingOf } from './membership.ts';
import { listPayments } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import { findReaderRow, type ReaderRow } from './readers.sql.ts';

/** How much of each kind one page shows. */
const ACTS = 100;
const LETTERS = 30;
const OTHERS = 100;

export type MemberHistory = {
  readonly reader: Omit<ReaderRow, 'cameStory'>;
  readonly isStaff: boolean;
  readonly sessions: number;
  readonly memberships: readonly HeldMembership[];
  readonly payments: readonly (Payment & { readonly receipts: readonly string[] })[];
  readonly codes: readonly MemberCode[];
  readonly vouchers: readonly MemberVoucher[];
  readonly consents: readonly Consent[];
  readonly letters: readonly MemberLetter[];
  readonly tasks: readonly MemberTask[];
  readonly acts: readonly MemberAct[];
};

export type HeldMembership = Omit<Membership, 'story'> & {
  readonly tierName: string;
  readonly standing: Standing;
  readonly opens: boolean;
  readonly price: Membership['price'];
  readonly money: { amountMinor: number; currency: string; period: string } | null;
};

/** `way`: bought by them for somebody, or used by them. A code that was bought is a secret until it is used. */
export type MemberCode = {
  readonly id: number;
  readonly kind: string;
  readonly way: 'bought' | 'used';
  readonly months: number | null;
  readonly forName: string;
  readonly uses: number;
  readonly at: number;
};

export type MemberVoucher = {
  readonly id: number;
  readonly title: string;
  readonly state: string;
  readonly claimedAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
  readonly place: string | null;
};

/** A letter by its kind; subjects may name what somebody read. */
export type MemberLetter = {
  readonly id: number;
  readonly kind: string;
  readonly state: string;
  readonly at: number;
};
export type MemberTask = {
  readonly id: number;
  readonly kind: string;
  readonly about: string;
  readonly dueAt: number;
  readonly doneAt: number | null;
};
export type MemberAct = {
  readonly id: number;
  readonly at: number;
  readonly act: string;
  readonly by: string | null;
  readonly membership: number | null;
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * Reads one member's sheet. The story whose gate made them join is left out as well: it is counted in reports, where
 * nobody has a name.
 *
 * throws  reader-unknown
 */
export async function readHistory(db: Db, account: AccountId, now: Date): Promise<MemberHistory> {
  const row = await findReaderRow(db, account);
  if (!row) throw fault(memberFaults, 'reader-unknown', { reader: account });
  const { cameStory: _story, ...reader } = row;
  const [staff, sessions, memberships, payments, codes, vouchers] = await Promise.all([
    listStaff(db),
    listSessions(db, account, now),
    heldBy(db, account, now),
    paidBy(db, account),
    codesOf(db, account),
    vouchersOf(db, account),
  ]);
  const [consents, letters, tasks, acts] = await Promise.all([
    listConsents(db, account),
    lettersTo(db, reader.email),
    tasksOf(db, account),
    listActs(db, { account, limit: ACTS }),
  ]);
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return {
    ...{ reader, isStaff: names.has(account), sessions: sessions.length, memberships, payments },
    ...{ codes, vouchers, consents, letters, tasks },
    acts: acts.map(({ staff: by, details, ...act }) => ({
      ...act,
      by: by === null ? null : (names.get(by) ?? null),
      details: withoutStories(details),
    })),
  };
}

/** Facts of an act that staff may see. */
function withoutStories({ story: _story, stories: _stories, ...details }: Readonly<Record<string, unknown>>) {
  return details;
}

async function heldBy(db: Db, account: AccountId, now: Date): Promise<HeldMembership[]> {
  const held = await listMemberships(db, account);
  if (held.length === 0) return [];
  const tiers = await db.selectFrom('tier').select(['id', 'name']).execute();
  const names = new Map(tiers.map(({ id, name }) => [id, name]));
  const prices = await pricesOf(db, held);
  return held.map(({ story: _story, ...one }) => ({
    ...one,
    tierName: names.get(one.tier) ?? '',
    standing: standingOf({ ...one, story: null }, now),
    opens: hasAccess(one, now),
    money: one.price === null ? null : (prices.get(one.price) ?? null),
  }));
}

async function pricesOf(db: Db, held: readonly Membership[]) {
  const ids = held.flatMap(({ price }) => (price === null ? [] : [price]));
  if (ids.length === 0) return new Map<number, HeldMembership['money']>();
  const rows = await db
    .selectFrom('price')
    .select(['id', 'amount_minor', 'currency', 'period'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, amount_minor: amountMinor, currency, period }) => [
      id,
      { amountMinor, currency, period: period as string },
    ]),
  );
}

async function paidBy(db: Db, account: AccountId) {
  const payments = (await listPayments(db, { account })).slice(0, OTHERS);
  if (payments.length === 0) return [];
  const ids = payments.map(({ id }) => id);
  const receipts = await db
    .selectFrom('receipt')
    .select(['number', 'payment_id'])
    .where('payment_id', 'in', ids)
    .orderBy('made_at')
    .orderBy('number')
    .execute();
  return payments.map((payment) => ({
    ...payment,
    receipts: receipts.filter(({ payment_id: of }) => of === payment.id).map(({ number }) => number),
  }));
}

async function codesOf(db: Db, account: AccountId): Promise<MemberCode[]> {
  const used = await db
    .selectFrom('code_use')
    .innerJoin('code', 'code.id', 'code_use.code_id')
    .select(['code.id', 'kind', 'months', 'uses', 'code_use.at'])
    .where('code_use.account_id', '=', account)
    .orderBy('code_use.at', 'desc')
    .limit(OTHERS)
    .execute();
  const bought = await db
    .selectFrom('code')
    .select(['id', 'kind', 'months', 'for_name', 'uses', 'made_at as at'])
    .where('bought_by', '=', account)
    .orderBy('id', 'desc')
    .limit(OTHERS)
    .execute();
  return [
    ...bought.map(({ for_name: forName, ...code }) => ({ ...code, forName, way: 'bought' as const })),
    ...used.map((code) => ({ ...code, forName: '', way: 'used' as const })),
  ].sort((one, other) => other.at - one.at);
}

async function vouchersOf(db: Db, account: AccountId): Promise<MemberVoucher[]> {
  const rows = await db
    .selectFrom('voucher')
    .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
    .leftJoin('place', 'place.id', 'voucher.place_id')
    .select(['voucher.id', 'benefit.title', 'voucher.state', 'claimed_at', 'expires_at', 'used_at'])
    .select('place.name as place')
    .where('voucher.account_id', '=', account)
    .orderBy('voucher.id', 'desc')
    .limit(OTHERS)
    .execute();
  return rows.map(({ claimed_at: claimedAt, expires_at: expiresAt, used_at: usedAt, ...voucher }) => ({
    ...voucher,
    ...{ claimedAt, expiresAt, usedAt },
  }));
}

async function lettersTo(db: Db, email: string): Promise<MemberLetter[]> {
  return db
    .selectFrom('letter')
    .select(['id', 'kind', 'state', 'made_at as at'])
    .where('recipient', '=', email)
    .orderBy('id', 'desc')
    .limit(LETTERS)
    .execute();
}

async function tasksOf(db: Db, account: AccountId): Promise<MemberTask[]> {
  return db
    .selectFrom('reader_task')
    .select(['id', 'kind', 'about', 'due_at as dueAt', 'done_at as doneAt'])
    .where('account_id', '=', account)
    .orderBy('id', 'desc')
    .limit(OTHERS)
    .execute();
}
