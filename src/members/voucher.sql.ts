import type { Selectable } from 'kysely';
import type { AccountId, BenefitId, PlaceId, VoucherId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { dayIn } from '#kit/zone.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf, type Store } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { findBenefit, toBenefit } from './benefit.sql.ts';
import {
  type Benefit,
  type ClaimFacts,
  type ClaimRefusal,
  countsFrom,
  expiryOf,
  mayClaim,
} from './benefit.ts';
import { listHeldSlugs } from './held.sql.ts';
import { noteIfLow } from './stock.sql.ts';
import type { Voucher } from './voucher.ts';
import { newToken, newWordCode } from './voucher-words.io.ts';

/**
 * What a member asks for. `ordinal`: the voucher of this benefit that it would be for them, their first, second …; who
 * asks for one they have already is given that one, so that nothing sent twice is claimed twice.
 */
export type ClaimWish = {
  readonly account: AccountId;
  readonly benefit: BenefitId;
  readonly ordinal: number;
  readonly zone: string;
  readonly language: string;
};

/**
 * Claims a voucher. However many claim at once, no code is given twice and no limit is passed: claims of one benefit
 * follow one another. Those that come to nothing anyway are told so before they stand in line.
 */
export async function claim(
  { db }: Pick<Store, 'db'>,
  wish: ClaimWish,
  now: Date,
): Promise<Result<Voucher, ClaimRefusal>> {
  const seen = await decide(db, await findBenefit(db, wish.benefit), wish, now);
  if (seen.is === 'refused') return no(seen.refusal);
  if (seen.is === 'had') return yes(seen.voucher);
  return db.transaction().execute((tx) => claimIn(tx, wish, now));
}

/** The same in a transaction of the caller's, which keeps every other claim of this benefit waiting. */
export async function claimIn(tx: Tx, wish: ClaimWish, now: Date): Promise<Result<Voucher, ClaimRefusal>> {
  const decided = await decide(tx, await lockBenefit(tx, wish.benefit), wish, now);
  if (decided.is === 'refused') return no(decided.refusal);
  if (decided.is === 'had') return yes(decided.voucher);
  const voucher = await give(tx, decided, wish, now);
  await count(tx, decided.benefit, wish.zone, now);
  await noteIfLow(tx, decided.benefit, now);
  await tell(tx, 'voucher.claimed', wish.benefit, { voucher: voucher.id, account: wish.account }, now);
  const details = { benefit: wish.benefit, title: decided.benefit.title, voucher: voucher.id };
  await noteAct(tx, { account: wish.account, act: 'voucher.claimed', details }, now);
  return yes(voucher);
}

type Free = { readonly id: number; readonly code: string };
type Decided =
  | { readonly is: 'refused'; readonly refusal: ClaimRefusal }
  | { readonly is: 'had'; readonly voucher: Voucher }
  | { readonly is: 'given'; readonly benefit: Benefit; readonly ordinal: number; readonly free: Free | null };

async function decide(db: Db, benefit: Benefit | undefined, wish: ClaimWish, now: Date): Promise<Decided> {
  if (!benefit) return { is: 'refused', refusal: { code: 'not-offered' } };
  const own = await listOwn(db, wish);
  const had = own.find(({ ordinal }) => ordinal === wish.ordinal);
  if (had) return { is: 'had', voucher: had };
  const free = benefit.kind === 'pool' ? await findFree(db, benefit.id) : null;
  const may = mayClaim(benefit, await factsOf(db, benefit, { ...wish, own, free }, now), now);
  if (!may.ok) return { is: 'refused', refusal: may.refusal };
  const ordinal = Math.max(0, ...own.map((one) => one.ordinal)) + 1;
  return { is: 'given', benefit, ordinal, free };
}

type Around = Pick<ClaimWish, 'account' | 'zone'> & { own: readonly Voucher[]; free: Free | null };

async function factsOf(db: Db, benefit: Benefit, around: Around, now: Date): Promise<ClaimFacts> {
  const since = countsFrom(benefit, around.zone, now);
  const counted = around.own.filter(({ state, claimedAt }) => state !== 'void' && claimedAt >= since);
  return {
    tiers: await listHeldSlugs(db, around.account, now),
    own: counted.length,
    today: benefit.perDay === null ? 0 : await countToday(db, benefit.id, dayIn(around.zone, now)),
    free: benefit.kind !== 'pool' || around.free !== null,
  };
}

/** What stands around a claim at this moment, for a page that says beforehand whether one may. */
export async function glance(
  db: Db,
  benefit: Benefit,
  whose: Pick<ClaimWish, 'account' | 'zone'>,
  now: Date,
): Promise<ClaimFacts> {
  const own = await listOwn(db, { ...whose, benefit: benefit.id });
  const free = benefit.kind === 'pool' ? await findFree(db, benefit.id) : null;
  return factsOf(db, benefit, { ...whose, own, free }, now);
}

/** On SQLite the transaction itself is the lock. */
async function lockBenefit(tx: Tx, id: BenefitId): Promise<Benefit | undefined> {
  const query = tx.selectFrom('benefit').selectAll().where('id', '=', id);
  const row = await (dialectOf(tx) === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  return row && toBenefit(row);
}

async function listOwn(
  db: Db,
  { account, benefit }: Pick<ClaimWish, 'account' | 'benefit'>,
): Promise<Voucher[]> {
  const rows = await db
    .selectFrom('voucher')
    .selectAll()
    .where('benefit_id', '=', benefit)
    .where('account_id', '=', account)
    .orderBy('ordinal')
    .execute();
  return rows.map(toVoucher);
}

async function findFree(db: Db, benefit: BenefitId): Promise<Free | null> {
  const row = await db
    .selectFrom('benefit_code')
    .select(['id', 'code'])
    .where('benefit_id', '=', benefit)
    .where('voucher_id', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function countToday(db: Db, benefit: BenefitId, day: string): Promise<number> {
  const row = await db
    .selectFrom('benefit_day')
    .select('count')
    .where('benefit_id', '=', benefit)
    .where('day', '=', day)
    .where('place_id', '=', 0)
    .executeTakeFirst();
  return row?.count ?? 0;
}

type Given = Extract<Decided, { is: 'given' }>;

async function give(tx: Tx, { benefit, ordinal, free }: Given, wish: ClaimWish, now: Date): Promise<Voucher> {
  const wordCode = benefit.kind === 'own' ? await findUnusedWords(tx, wish.language) : null;
  const row = await tx
    .insertInto('voucher')
    .values({
      ...{ benefit_id: benefit.id, account_id: wish.account, ordinal },
      code: free?.code ?? wordCode ?? benefit.sharedCode ?? '',
      ...{ word_code: wordCode, token: wordCode && newToken(), state: 'claimed', claimed_at: now.getTime() },
      ...{ expires_at: expiryOf(benefit, wish.zone, now), used_at: null, place_id: null },
      ...{ reminded_at: null, ended_at: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (free) {
    // Nothing can have taken it while this benefit is locked; should that ever change, the claim fails as a whole.
    const taken = await tx
      .updateTable('benefit_code')
      .set({ voucher_id: row.id })
      .where('id', '=', free.id)
      .where('voucher_id', 'is', null)
      .executeTakeFirstOrThrow();
    if (taken.numUpdatedRows !== 1n) throw new Error('A code of the pool was taken past the lock.');
  }
  return toVoucher(row);
}

/** Word codes are short, so one that is drawn may be somebody's already. */
async function findUnusedWords(tx: Tx, language: string): Promise<string> {
  for (;;) {
    const code = newWordCode(language);
    const taken = await tx
      .selectFrom('voucher')
      .select('id')
      .where('word_code', '=', code)
      .executeTakeFirst();
    if (!taken) return code;
  }
}

async function count(tx: Tx, { id }: Benefit, zone: string, now: Date): Promise<void> {
  await tx
    .updateTable('benefit')
    .set((of) => ({ claimed: of('claimed', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('benefit_day')
    .values({ benefit_id: id, day: dayIn(zone, now), place_id: 0, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['benefit_id', 'day', 'place_id'])
        .doUpdateSet((of) => ({ count: of('benefit_day.count', '+', 1) })),
    )
    .execute();
}

export function toVoucher(row: Selectable<Tables['voucher']>): Voucher {
  return {
    ...{ id: row.id as VoucherId, benefit: row.benefit_id as BenefitId, ordinal: row.ordinal },
    ...{ account: row.account_id as AccountId | null, code: row.code, wordCode: row.word_code },
    ...{ token: row.token, state: row.state, claimedAt: row.claimed_at, expiresAt: row.expires_at },
    ...{ usedAt: row.used_at, place: row.place_id as PlaceId | null, endedAt: row.ended_at },
  };
}
