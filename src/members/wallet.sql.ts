import type { AccountId, VoucherId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { toBenefit } from './benefit.sql.ts';
import { type Benefit, barredBy } from './benefit.ts';
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
