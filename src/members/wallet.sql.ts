import { fault } from '#kit/fault.js';
import type { AccountId, VoucherId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { toBenefit } from './benefit.sql.ts';
import { type Benefit, barredBy } from './benefit.ts';
import { memberFaults } from './faults.ts';
import { listHeldSlugs } from './held.sql.ts';
import { toVoucher } from './voucher.sql.ts';
import { type Stand, standOf, type Voucher } from './voucher.ts';

/** A voucher as its holder sees it. `place`: where it was used. */
export type Held = {
  readonly voucher: Voucher;
  readonly stand: Stand;
  readonly benefit: Benefit;
  readonly partner: { readonly name: string; readonly link: string };
  readonly place: string | null;
};

const LIMIT = 500;
const DAY_MS = 86_400_000;

/** Everything somebody claimed, the newest first. */
export async function listWallet(
  db: Db,
  account: AccountId,
  atEnd: 'keep' | 'end',
  now: Date,
): Promise<Held[]> {
  return read(db, { account, atEnd, now });
}

/** One of somebody's own vouchers; undefined for everybody else's. */
export async function findHeld(
  db: Db,
  whose: { account: AccountId; voucher: VoucherId; atEnd: 'keep' | 'end' },
  now: Date,
): Promise<Held | undefined> {
  const [held] = await read(db, { ...whose, now });
  return held;
}

type Wanted = { account: AccountId; voucher?: VoucherId; atEnd: 'keep' | 'end'; now: Date };

async function read(db: Db, { account, voucher, atEnd, now }: Wanted): Promise<Held[]> {
  let query = db.selectFrom('voucher').selectAll().where('account_id', '=', account);
  if (voucher !== undefined) query = query.where('id', '=', voucher);
  const rows = await query.orderBy('id', 'desc').limit(LIMIT).execute();
  if (rows.length === 0) return [];
  const benefits = await listNamed(db, [...new Set(rows.map((row) => row.benefit_id))]);
  const places = await namesOf(
    db,
    rows.flatMap((row) => row.place_id ?? []),
  );
  const slugs = await listHeldSlugs(db, account, now);
  return rows.flatMap((row) => {
    const known = benefits.get(row.benefit_id);
    if (!known) return [];
    const isMember = atEnd === 'keep' ? undefined : barredBy(known.benefit, slugs) === undefined;
    const own = toVoucher(row);
    const place = row.place_id === null ? null : (places.get(row.place_id) ?? null);
    return [{ voucher: own, stand: standOf(own, now, isMember), ...known, place }];
  });
}

async function listNamed(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, Pick<Held, 'benefit' | 'partner'>>> {
  const rows = await db
    .selectFrom('benefit')
    .innerJoin('partner', 'partner.id', 'benefit.partner_id')
    .selectAll('benefit')
    .select(['partner.name as partner_name', 'partner.link as partner_link'])
    .where('benefit.id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { benefit: toBenefit(row), partner: { name: row.partner_name, link: row.partner_link } },
    ]),
  );
}

async function namesOf(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('place').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many of a benefit somebody has claimed so far: the next would be their `ordinal` one more. */
export async function findOrdinal(db: Db, account: AccountId, benefit: Benefit['id']): Promise<number> {
  const row = await db
    .selectFrom('voucher')
    .select(({ fn }) => fn.max<number | null>('ordinal').as('ordinal'))
    .where('account_id', '=', account)
    .where('benefit_id', '=', benefit)
    .executeTakeFirst();
  return Number(row?.ordinal ?? 0);
}

/**
 * Makes what somebody has not used void: they stepped back from their membership, or staff took it back.
 *
 * returns  how many
 */
export async function voidVouchers(
  tx: Tx,
  wish: { account: AccountId; voucher?: VoucherId; staff?: AccountId; why: string },
  now: Date,
): Promise<number> {
  let change = tx
    .updateTable('voucher')
    .set({ state: 'void', ended_at: now.getTime() })
    .where('account_id', '=', wish.account)
    .where('state', '=', 'claimed');
  if (wish.voucher !== undefined) change = change.where('id', '=', wish.voucher);
  const { numUpdatedRows } = await change.executeTakeFirst();
  const count = Number(numUpdatedRows);
  if (count === 0) return 0;
  const details = { count, why: wish.why, ...(wish.voucher !== undefined && { voucher: wish.voucher }) };
  await noteAct(tx, { account: wish.account, staff: wish.staff ?? null, act: 'voucher.void', details }, now);
  return count;
}

/** After somebody stepped back from a contract: what it let them claim is void, unless another membership carries it. */
export async function voidAfterWithdrawal(tx: Tx, account: AccountId, now: Date): Promise<void> {
  const held = await listHeldSlugs(tx, account, now);
  if (held.size === 0) await voidVouchers(tx, { account, why: 'withdrawn' }, now);
}

/** Somebody's account is deleted: their vouchers belong to nobody, and what was redeemed stays countable. */
export async function forgetVouchers(tx: Tx, account: AccountId, now: Date): Promise<void> {
  await tx
    .updateTable('voucher')
    .set({ state: 'void', ended_at: now.getTime() })
    .where('account_id', '=', account)
    .where('state', '=', 'claimed')
    .execute();
  const nobody = { account_id: null, word_code: null, token: null };
  await tx.updateTable('voucher').set(nobody).where('account_id', '=', account).execute();
}

/**
 * Takes one voucher back from its holder, by staff.
 *
 * throws  voucher-unknown, voucher-not-open
 */
export async function takeBackVoucher(tx: Tx, id: VoucherId, staff: AccountId, now: Date): Promise<void> {
  const row = await tx
    .selectFrom('voucher')
    .select(['account_id', 'benefit_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw fault(memberFaults, 'voucher-unknown', { voucher: id });
  const account = row.account_id as AccountId | null;
  const gone =
    account === null ? 0 : await voidVouchers(tx, { account, voucher: id, staff, why: 'staff' }, now);
  if (gone === 0) throw fault(memberFaults, 'voucher-not-open', { voucher: id });
  await tell(tx, 'voucher.claimed', row.benefit_id, { voucher: id, void: true }, now);
}

export type ToRemind = {
  readonly voucher: VoucherId;
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly title: string;
  readonly partner: string;
  readonly expiresAt: number;
};

/**
 * Vouchers that expire before a time, are not used, and whose holders were not reminded. Who claimed so late that the
 * last days had begun needs no reminder, nor does who may not use it any more.
 */
export async function listToRemind(
  db: Db,
  { now, before, atEnd, limit }: { now: Date; before: Date; atEnd: 'keep' | 'end'; limit: number },
): Promise<ToRemind[]> {
  const rows = await db
    .selectFrom('voucher')
    .innerJoin('account', 'account.id', 'voucher.account_id')
    .innerJoin('reader', 'reader.account_id', 'account.id')
    .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
    .innerJoin('partner', 'partner.id', 'benefit.partner_id')
    .select(['voucher.id', 'voucher.account_id', 'expires_at', 'account.email', 'account.name'])
    .select(['reader.language', 'benefit.title', 'benefit.tiers', 'partner.name as partner'])
    .where('voucher.state', '=', 'claimed')
    .where('reminded_at', 'is', null)
    .where('expires_at', 'is not', null)
    .where('expires_at', '>', now.getTime())
    .where('expires_at', '<=', before.getTime())
    .where((of) => of('claimed_at', '<', now.getTime() - DAY_MS))
    .orderBy('expires_at')
    .orderBy('voucher.id')
    .limit(limit)
    .execute();
  const due: ToRemind[] = [];
  for (const { id, expires_at: expiresAt, account_id, tiers, ...row } of rows) {
    const held = await listHeldSlugs(db, account_id as AccountId, now);
    const isBarred = barredBy({ tiers: JSON.parse(tiers) as string[] }, held) !== undefined;
    if (atEnd === 'end' && isBarred) continue;
    due.push({ ...row, voucher: id as VoucherId, expiresAt: expiresAt ?? 0 });
  }
  return due;
}

/** Notes that a reminder goes out. returns  whether this is the first */
export async function noteReminded(tx: Tx, voucher: VoucherId, now: Date): Promise<boolean> {
  const noted = await tx
    .updateTable('voucher')
    .set({ reminded_at: now.getTime() })
    .where('id', '=', voucher)
    .where('reminded_at', 'is', null)
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}
