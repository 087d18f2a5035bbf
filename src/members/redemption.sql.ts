import { no, type Result, yes } from '#kit/result.js';
import { dayIn } from '#kit/zone.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { getBenefit } from './benefit.sql.ts';
import type { Benefit } from './benefit.ts';
import type { Counter } from './counter.sql.ts';
import { countWrong, lockTries } from './counter-tries.sql.ts';
import { listHeldSlugs } from './held.sql.ts';
import { isLocked } from './lockout.ts';
import {
  isPlausible,
  isRedeemedAt,
  type Redemption,
  type RedemptionId,
  standAtCounter,
  undoableUntil,
} from './redemption.ts';
import { toVoucher } from './voucher.sql.ts';
import type { Voucher } from './voucher.ts';
import { readWordCode } from './word-code.ts';

/** What redeeming goes by: days of the paper, and what becomes of vouchers when a membership ends. */
export type CounterRules = { readonly zone: string; readonly atEnd: 'keep' | 'end' };

/** What a counter is told of a voucher. */
export type Look =
  | { readonly is: 'unknown' }
  | { readonly is: 'locked'; readonly until: number }
  | { readonly is: 'valid'; readonly voucher: Voucher; readonly benefit: Benefit }
  | { readonly is: 'used'; readonly voucher: Voucher; readonly benefit: Benefit; readonly first: Redemption }
  | { readonly is: 'expired'; readonly voucher: Voucher; readonly benefit: Benefit }
  | { readonly is: 'ended' | 'elsewhere' | 'place-full'; readonly benefit: Benefit };

/** By what a voucher is asked for: the word in its QR code, or the words its holder says. */
export type Asked = { readonly token: string } | { readonly words: string };

/** Looks a voucher up for a counter, as of `at`. It changes nothing, and counts no tries. */
export async function look(
  db: Db,
  counter: Counter,
  asked: Asked,
  rules: CounterRules,
  at: Date,
): Promise<Look> {
  const voucher = await findAsked(db, asked);
  if (!voucher) return { is: 'unknown' };
  const benefit = await getBenefit(db, voucher.benefit);
  if (!isRedeemedAt(benefit, counter)) return { is: 'elsewhere', benefit };
  const first = voucher.state === 'used' ? await findCounting(db, voucher) : undefined;
  if (first) return { is: 'used', voucher, benefit, first };
  const held = voucher.account ? await listHeldSlugs(db, voucher.account, at) : new Set<string>();
  const stand = standAtCounter(voucher, benefit, { held, atEnd: rules.atEnd, at });
  if (stand === 'expired') return { is: 'expired', voucher, benefit };
  if (stand !== 'ready') return { is: 'ended', benefit };
  return (await isPlaceFull(db, benefit, counter, dayIn(rules.zone, at)))
    ? { is: 'place-full', benefit }
    : { is: 'valid', voucher, benefit };
}

/**
 * Looks up what was typed. Words that nobody here has count as a wrong try of the device and of its place; too many
 * lock them for a while, and staff hear of it.
 */
export async function lookTyped(
  tx: Tx,
  counter: Counter,
  words: string,
  rules: CounterRules & { at: Date },
  now: Date,
): Promise<Look> {
  const tried = await lockTries(tx, counter);
  const locked = [tried.device, tried.place].filter((one) => isLocked(one, now));
  if (locked.length > 0)
    return { is: 'locked', until: Math.max(...locked.map(({ lockedUntil }) => lockedUntil ?? 0)) };
  const found = await look(tx, counter, { words }, rules, rules.at);
  if (found.is === 'unknown' || found.is === 'elsewhere') await countWrong(tx, counter, tried, now);
  return found;
}

/**
 * An entry at a counter.
 *
 * at    when it was given out: now, or earlier where the line was down (`late`)
 * once  of the form it came by
 */
export type Entry = { readonly at: Date; readonly late: boolean; readonly once: string };

export type EntryRefusal = Exclude<Look, { is: 'valid' }> | { readonly is: 'bad-time' };
/** `first` is the entry that counts, where this one came second. */
export type Entered = {
  readonly redemption: Redemption;
  readonly benefit: Benefit;
  readonly first: Redemption | null;
};

/** Redeems a voucher: the first entry counts. Late, a second one is kept too, for both places to see. */
export async function redeem(
  tx: Tx,
  counter: Counter,
  asked: Asked,
  entry: Entry,
  { rules, now }: { rules: CounterRules; now: Date },
): Promise<Result<Entered, EntryRefusal>> {
  // Voucher, place, device, day: always in this order, so that no two entries wait for each other.
  await lockVoucher(tx, asked);
  await lockTries(tx, counter);
  const before = await findOnce(tx, counter, entry.once);
  if (before) return yes(before);
  const found =
    'words' in asked
      ? await lookTyped(tx, counter, asked.words, { ...rules, at: entry.at }, now)
      : await look(tx, counter, asked, rules, entry.at);
  if (found.is !== 'valid' && !(found.is === 'used' && entry.late)) return no(found);
  if (!isPlausible(entry.at, found.voucher.claimedAt, now)) return no({ is: 'bad-time' });
  const first = found.is === 'used' ? found.first : null;
  const redemption = await enter(tx, counter, found, { ...entry, counts: first === null }, now);
  if (first === null) await settle(tx, counter, { ...found, at: entry.at }, rules.zone);
  const { voucher, benefit } = found;
  await tell(tx, 'voucher.redeemed', benefit.id, { voucher: voucher.id, counts: first === null }, now);
  const details = { benefit: benefit.id, title: benefit.title, place: counter.place.name, late: entry.late };
  const act = first === null ? 'voucher.used' : 'voucher.used-again';
  await noteAct(tx, { account: voucher.account, act, details: { ...details, at: entry.at.getTime() } }, now);
  return yes({ redemption, benefit, first });
}

/**
 * Takes an entry of this place back, within ten minutes. Where another place entered the same voucher meanwhile, that
 * entry counts now; else the voucher is its holder's again.
 *
 * returns  whether it could be undone
 */
export async function undo(
  tx: Tx,
  counter: Counter,
  id: RedemptionId,
  zone: string,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('redemption')
    .innerJoin('voucher', 'voucher.id', 'redemption.voucher_id')
    .selectAll('redemption')
    .select(['voucher.benefit_id', 'voucher.account_id'])
    .where('redemption.id', '=', id)
    .where('redemption.place_id', '=', counter.place.id)
    .executeTakeFirst();
  if (!row || undoableUntil({ enteredAt: row.entered_at, undoneAt: row.undone_at }, now) === null)
    return false;
  await lockVoucher(tx, { id: row.voucher_id });
  const undone = await tx
    .updateTable('redemption')
    .set({ undone_at: now.getTime() })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (undone.numUpdatedRows === 0n) return false;
  if (row.counts === 1) {
    await addToDay(tx, row.benefit_id, { place: row.place_id, day: dayIn(zone, new Date(row.at)), add: -1 });
    await giveBack(tx, row.voucher_id, row.benefit_id, zone);
  }
  await tell(tx, 'voucher.redeemed', row.benefit_id, { voucher: row.voucher_id, undone: true }, now);
  const details = { benefit: row.benefit_id, place: counter.place.name };
  const account = row.account_id as Voucher['account'];
  await noteAct(tx, { account, act: 'voucher.given-back', details }, now);
  return true;
}

/** An entry of this place, for the page that says what happened. */
export async function findEntered(db: Db, counter: Counter, id: RedemptionId): Promise<Entered | undefined> {
  const row = await entries(db)
    .innerJoin('voucher', 'voucher.id', 'redemption.voucher_id')
    .select(['voucher.benefit_id', 'redemption.voucher_id'])
    .where('redemption.id', '=', id)
    .where('redemption.place_id', '=', counter.place.id)
    .executeTakeFirst();
  if (!row) return undefined;
  const redemption = toRedemption(row);
  const first = redemption.counts ? undefined : await findCounting(db, { id: row.voucher_id });
  return { redemption, benefit: await getBenefit(db, row.benefit_id as Benefit['id']), first: first ?? null };
}

type Row = {
  id: number;
  at: number;
  entered_at: number;
  late: number;
  counts: number;
  undone_at: number | null;
  place_id: number;
  place: string;
};

export function entries(db: Db) {
  return db
    .selectFrom('redemption')
    .innerJoin('place', 'place.id', 'redemption.place_id')
    .select(['redemption.id', 'redemption.at', 'entered_at', 'late', 'counts', 'undone_at'])
    .select(['redemption.place_id', 'place.name as place']);
}

export function toRedemption(row: Row): Redemption {
  return {
    ...{ id: row.id, at: row.at, enteredAt: row.entered_at, late: row.late === 1, counts: row.counts === 1 },
    ...{ undoneAt: row.undone_at, place: { id: row.place_id, name: row.place } },
  };
}

async function findAsked(db: Db, asked: Asked): Promise<Voucher | undefined> {
  const query = db.selectFrom('voucher').selectAll();
  if ('token' in asked) {
    const row = await query.where('token', '=', asked.token).executeTakeFirst();
    return row && toVoucher(row);
  }
  const codes = readWordCode(asked.words);
  if (codes.length === 0) return undefined;
  const rows = await query.where('word_code', 'in', codes).orderBy('id').limit(2).execute();
  // Half a word may begin words of two languages; where both are somebody's, more has to be typed.
  const [row] = rows;
  return rows.length === 1 && row ? toVoucher(row) : undefined;
}

async function findCounting(
  db: Db,
  { id }: Pick<Voucher, 'id'> | { id: number },
): Promise<Redemption | undefined> {
  const row = await entries(db)
    .where('voucher_id', '=', id)
    .where('counts', '=', 1)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return row && toRedemption(row);
}

async function findOnce(db: Db, counter: Counter, once: string): Promise<Entered | undefined> {
  const row = await db
    .selectFrom('redemption')
    .select('id')
    .where('once', '=', once)
    .where('device_id', '=', counter.device.id)
    .executeTakeFirst();
  return row && findEntered(db, counter, row.id);
}

/** Entries of one voucher follow one another; on SQLite the transaction itself is the lock. */
async function lockVoucher(tx: Tx, asked: Asked | { id: number }): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  const id = 'id' in asked ? asked.id : (await findAsked(tx, asked))?.id;
  if (id !== undefined)
    await tx.selectFrom('voucher').select('id').where('id', '=', id).forUpdate().execute();
}

async function isPlaceFull(
  db: Db,
  { id, perPlaceDay }: Benefit,
  { place }: Counter,
  day: string,
): Promise<boolean> {
  if (perPlaceDay === null) return false;
  const query = db
    .selectFrom('benefit_day')
    .select('count')
    .where('benefit_id', '=', id)
    .where('day', '=', day)
    .where('place_id', '=', place.id);
  if (db.isTransaction) {
    // Two devices of a place stand in line for the last of a day.
    await db
      .insertInto('benefit_day')
      .values({ benefit_id: id, day, place_id: place.id, count: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const isLocking = db.isTransaction && dialectOf(db) === 'postgres';
  const row = await (isLocking ? query.forUpdate() : query).executeTakeFirst();
  return (row?.count ?? 0) >= perPlaceDay;
}

type Found = { readonly voucher: Voucher; readonly benefit: Benefit };

async function enter(
  tx: Tx,
  { device, place }: Counter,
  { voucher, benefit }: Found,
  entry: Entry & { counts: boolean },
  now: Date,
): Promise<Redemption> {
  const facts = { at: entry.at.getTime(), entered_at: now.getTime() };
  const { id } = await tx
    .insertInto('redemption')
    .values({
      ...{ voucher_id: voucher.id, place_id: place.id, device_id: device.id, ...facts },
      ...{ late: entry.late ? 1 : 0, counts: entry.counts ? 1 : 0, undone_at: null, once: entry.once },
      ...{ settle_minor: benefit.settleMinor, currency: benefit.currency },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.updateTable('device').set({ seen_at: now.getTime() }).where('id', '=', device.id).execute();
  return {
    ...{ id, at: facts.at, enteredAt: facts.entered_at, late: entry.late, counts: entry.counts },
    ...{ undoneAt: null, place: { id: place.id, name: place.name } },
  };
}

async function settle(tx: Tx, { place }: Counter, found: Found & { at: Date }, zone: string): Promise<void> {
  const used = { state: 'used' as const, used_at: found.at.getTime(), place_id: place.id };
  await tx.updateTable('voucher').set(used).where('id', '=', found.voucher.id).execute();
  await addToDay(tx, found.benefit.id, { place: place.id, day: dayIn(zone, found.at), add: 1 });
}

async function giveBack(tx: Tx, voucher: number, benefit: number, zone: string): Promise<void> {
  const next = await tx
    .selectFrom('redemption')
    .select(['id', 'at', 'place_id'])
    .where('voucher_id', '=', voucher)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
  if (!next) {
    const free = { state: 'claimed' as const, used_at: null, place_id: null };
    await tx.updateTable('voucher').set(free).where('id', '=', voucher).execute();
    return;
  }
  await tx.updateTable('redemption').set({ counts: 1 }).where('id', '=', next.id).execute();
  const used = { used_at: next.at, place_id: next.place_id };
  await tx.updateTable('voucher').set(used).where('id', '=', voucher).execute();
  await addToDay(tx, benefit, { place: next.place_id, day: dayIn(zone, new Date(next.at)), add: 1 });
}

async function addToDay(
  tx: Tx,
  benefit: number,
  { place, day, add }: { place: number; day: string; add: 1 | -1 },
): Promise<void> {
  await tx
    .insertInto('benefit_day')
    .values({ benefit_id: benefit, day, place_id: place, count: Math.max(0, add) })
    .onConflict((conflict) =>
      conflict
        .columns(['benefit_id', 'day', 'place_id'])
        .doUpdateSet((of) => ({ count: of('benefit_day.count', '+', add) })),
    )
    .execute();
}
