import type { BenefitId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import type { Benefit } from './benefit.ts';
import type { CodeLine } from './codes-file.ts';

/** Codes of a pool, by the upload they came in by. */
export type Batch = {
  readonly name: string;
  readonly madeAt: number;
  readonly codes: number;
  readonly free: number;
};

export type Stock = { readonly codes: number; readonly free: number };

const BATCH_ROWS = 400;

/** Every benefit's codes, all of them and those still free. */
export async function countStock(db: Db): Promise<ReadonlyMap<BenefitId, Stock>> {
  const rows = await db
    .selectFrom('benefit_code')
    .select(({ fn }) => [
      'benefit_id',
      fn.countAll<number>().as('codes'),
      fn.count<number>('voucher_id').as('given'),
    ])
    .groupBy('benefit_id')
    .execute();
  return new Map(
    rows.map(({ benefit_id, codes, given }) => [
      benefit_id as BenefitId,
      { codes: Number(codes), free: Number(codes) - Number(given) },
    ]),
  );
}

/** What is left: codes of the pool, or of what is given out in all; null where nothing limits it. */
export async function countLeft(
  db: Db,
  benefit: Benefit,
  most = Number.MAX_SAFE_INTEGER,
): Promise<number | null> {
  const total = benefit.inAll === null ? null : Math.max(0, benefit.inAll - benefit.claimed);
  if (benefit.kind !== 'pool') return total;
  const { free } = await db
    .selectFrom((of) =>
      of
        .selectFrom('benefit_code')
        .select('id')
        .where('benefit_id', '=', benefit.id)
        .where('voucher_id', 'is', null)
        .limit(most)
        .as('unused'),
    )
    .select(({ fn }) => fn.countAll<number>().as('free'))
    .executeTakeFirstOrThrow();
  return total === null ? Number(free) : Math.min(total, Number(free));
}

/** Tells staff once when no more than `lowAt` are left, after a claim that was not counted yet in `benefit`. */
export async function noteIfLow(tx: Tx, benefit: Benefit, now: Date): Promise<void> {
  const after = { ...benefit, claimed: benefit.claimed + 1 };
  const left = await countLeft(tx, after, benefit.lowAt + 1);
  if (left === null || left > benefit.lowAt) return;
  const told = await tx
    .updateTable('benefit')
    .set({ told_low_at: now.getTime() })
    .where('id', '=', benefit.id)
    .where('told_low_at', 'is', null)
    .executeTakeFirst();
  if (told.numUpdatedRows > 0n) await tell(tx, 'benefit.low', benefit.id, { left }, now);
}

/** There is more again: the next time it runs low, staff are told anew. */
export async function settleLow(tx: Tx, benefit: Benefit): Promise<void> {
  const left = await countLeft(tx, benefit, benefit.lowAt + 1);
  if (left !== null && left <= benefit.lowAt) return;
  await tx.updateTable('benefit').set({ told_low_at: null }).where('id', '=', benefit.id).execute();
}

/**
 * Puts codes into the pool, a few hundred a statement. Codes that are in it already stay as they are.
 *
 * returns  the lines that were there already
 */
export async function addCodes(
  tx: Tx,
  benefit: BenefitId,
  codes: readonly CodeLine[],
  batch: string,
  now: Date,
): Promise<CodeLine[]> {
  const known: CodeLine[] = [];
  for (let at = 0; at < codes.length; at += BATCH_ROWS) {
    const some = codes.slice(at, at + BATCH_ROWS);
    const rows = await tx
      .insertInto('benefit_code')
      .values(
        some.map(({ code }) => ({
          benefit_id: benefit,
          code,
          voucher_id: null,
          batch,
          made_at: now.getTime(),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('code')
      .execute();
    const added = new Set(rows.map(({ code }) => code));
    known.push(...some.filter(({ code }) => !added.has(code)));
  }
  return known;
}

/** Which of these are in the pool already. */
export async function listKnownCodes(
  db: Db,
  benefit: BenefitId,
  codes: readonly CodeLine[],
): Promise<CodeLine[]> {
  const known: CodeLine[] = [];
  for (let at = 0; at < codes.length; at += BATCH_ROWS) {
    const some = codes.slice(at, at + BATCH_ROWS);
    const rows = await db
      .selectFrom('benefit_code')
      .select('code')
      .where('benefit_id', '=', benefit)
      .where(
        'code',
        'in',
        some.map(({ code }) => code),
      )
      .execute();
    const found = new Set(rows.map(({ code }) => code));
    known.push(...some.filter(({ code }) => found.has(code)));
  }
  return known;
}

export async function listBatches(db: Db, benefit: BenefitId): Promise<Batch[]> {
  const rows = await db
    .selectFrom('benefit_code')
    .select(({ fn }) => [
      'batch',
      fn.min<number>('made_at').as('made_at'),
      fn.countAll<number>().as('codes'),
      fn.count<number>('voucher_id').as('given'),
    ])
    .where('benefit_id', '=', benefit)
    .groupBy('batch')
    .orderBy('made_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ batch: name, made_at, codes, given }) => ({
    ...{ name, madeAt: Number(made_at), codes: Number(codes), free: Number(codes) - Number(given) },
  }));
}

/**
 * Takes the free codes of an upload out of the pool again. Those that members have stay theirs.
 *
 * returns  how many went
 */
export async function dropFreeCodes(tx: Tx, benefit: BenefitId, batch: string): Promise<number> {
  // A claim that is under way holds the benefit; it ends first.
  const lock = tx.selectFrom('benefit').select('id').where('id', '=', benefit);
  await (dialectOf(tx) === 'postgres' ? lock.forUpdate() : lock).execute();
  const gone = await tx
    .deleteFrom('benefit_code')
    .where('benefit_id', '=', benefit)
    .where('batch', '=', batch)
    .where('voucher_id', 'is', null)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
