import { fault } from '#kit/fault.js';
import type { AccountId, TierId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { addCodes, type CodeWish, toCode } from './code.sql.ts';
import { plainOf } from './code.ts';
import type { Code, CodeKind } from './code-plan.ts';
import { newCodeText } from './code-random.io.ts';
import { memberFaults } from './faults.ts';
import { containing } from './like.sql.ts';

const MOST_CODES = 10_000;
const SHORTEST_WORD = 6;

/**
 * Codes to be made at once, under one name.
 *
 * word  made up by people, as `HARBOUR26`: then it is one code, for `usesMost` readers
 */
export type BatchWish = {
  readonly batch: string;
  readonly kind: Exclude<CodeKind, 'offer'>;
  readonly tier: TierId;
  readonly months: number;
  readonly count: number;
  readonly usesMost: number;
  readonly word: string | null;
  readonly words: string;
  readonly expiresAt: number | null;
  readonly by: AccountId;
};

/** What became of a batch. `uses` of all its codes together. */
export type Batch = {
  readonly batch: string;
  readonly kind: CodeKind;
  readonly tier: TierId | null;
  readonly months: number | null;
  readonly codes: number;
  readonly gone: number;
  readonly uses: number;
  readonly usesMost: number;
  readonly expiresAt: number | null;
  readonly madeAt: number;
};

/**
 * Makes a batch of codes, all or none.
 *
 * throws  code-wish-wrong, code-batch-taken, code-taken
 */
export async function makeBatch(tx: Tx, wish: BatchWish, now: Date): Promise<Code[]> {
  const batch = wish.batch.trim();
  const reason = wrongWith({ ...wish, batch }, now);
  if (reason) throw fault(memberFaults, 'code-wish-wrong', { reason });
  const known = await tx
    .selectFrom('code')
    .select('id')
    .where('batch', '=', batch)
    .limit(1)
    .executeTakeFirst();
  if (known) throw fault(memberFaults, 'code-batch-taken', { batch });
  const { kind, tier, months, usesMost, words, expiresAt, by: madeBy } = wish;
  const common = { kind, tier, months, usesMost, words: words.trim(), expiresAt, batch, madeBy };
  const texts = wish.word === null ? newTexts(wish.count) : [plainOf(wish.word)];
  return addCodes(
    tx,
    texts.map((code): CodeWish => ({ ...common, code })),
    now,
  );
}

function wrongWith(wish: BatchWish, now: Date): string | undefined {
  if (wish.batch === '') return 'give them a name, so that you find them again.';
  if (wish.months < 1 || wish.months > 120) return 'they last from 1 to 120 months.';
  if (wish.expiresAt !== null && wish.expiresAt <= now.getTime()) return 'they have run out already.';
  if (wish.word !== null) {
    const word = plainOf(wish.word);
    if (!/^[A-Z0-9]+$/.test(word)) return 'write a word of letters and digits.';
    return word.length < SHORTEST_WORD || word.length > 40
      ? `a word has from ${SHORTEST_WORD} to 40 letters: a shorter one is guessed.`
      : undefined;
  }
  return wish.count < 1 || wish.count > MOST_CODES ? `make from 1 to ${MOST_CODES} at once.` : undefined;
}

/** Different ones: that two are the same is next to impossible, and would refuse the batch. */
function newTexts(count: number): string[] {
  const texts = new Set<string>();
  while (texts.size < count) texts.add(newCodeText());
  return [...texts];
}

/** All batches, the newest first. */
export async function listCodeBatches(db: Db): Promise<Batch[]> {
  const rows = await db
    .selectFrom('code')
    .select(({ fn, eb }) => [
      ...(['batch', 'kind', 'tier_id', 'months', 'expires_at'] as const),
      fn.countAll<number>().as('codes'),
      fn.sum<number>(eb.case().when('state', '=', 'void').then(1).else(0).end()).as('gone'),
      fn.sum<number>('uses').as('uses'),
      fn.sum<number>('uses_most').as('uses_most'),
      fn.min('made_at').as('made_at'),
    ])
    .where('batch', '!=', '')
    .groupBy(['batch', 'kind', 'tier_id', 'months', 'expires_at'])
    .orderBy('made_at', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    ...{ batch: row.batch, kind: row.kind, tier: row.tier_id as TierId | null, months: row.months },
    ...{ codes: Number(row.codes), gone: Number(row.gone), uses: Number(row.uses) },
    ...{ usesMost: Number(row.uses_most), expiresAt: row.expires_at, madeAt: Number(row.made_at) },
  }));
}

export type CodeQuestion = {
  readonly batch?: string | undefined;
  readonly kind?: CodeKind | undefined;
  /** As somebody reads it out, or a part of the buyer's or receiver's address. */
  readonly q?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** A code, with who bought it and who used it last. */
export type CodeLine = Code & {
  readonly buyer: string | null;
  readonly usedBy: string | null;
  readonly usedById: AccountId | null;
  readonly usedAt: number | null;
};

/** Codes, the newest first. */
export async function listCodes(db: Db, question: CodeQuestion): Promise<CodeLine[]> {
  let query = db
    .selectFrom('code')
    .leftJoin('account as buyer', 'buyer.id', 'code.bought_by')
    .selectAll('code')
    .select('buyer.email as buyer_email')
    .orderBy('code.id', 'desc')
    .limit(question.limit);
  const { batch, kind, before, q = '' } = question;
  if (batch !== undefined) query = query.where('code.batch', '=', batch);
  if (kind !== undefined) query = query.where('code.kind', '=', kind);
  if (before !== undefined) query = query.where('code.id', '<', before);
  if (q.trim() !== '') {
    query = query.where(({ eb, or }) =>
      or([
        eb('code.code', '=', plainOf(q)),
        eb('buyer.email', 'like', containing(q)),
        eb('code.for_email', 'like', containing(q)),
      ]),
    );
  }
  const rows = await query.execute();
  const uses = await lastUses(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ buyer_email: buyer, ...row }) => ({
    ...toCode(row),
    buyer,
    ...(uses.get(row.id) ?? { usedBy: null, usedById: null, usedAt: null }),
  }));
}

type Use = Pick<CodeLine, 'usedBy' | 'usedById' | 'usedAt'>;

async function lastUses(db: Db, codes: readonly number[]): Promise<Map<number, Use>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('code_use')
    .innerJoin('account', 'account.id', 'code_use.account_id')
    .select(['code_use.code_id', 'account.id', 'account.email', 'code_use.at'])
    .where('code_use.code_id', 'in', codes)
    .orderBy('code_use.at')
    .execute();
  return new Map(
    rows.map((row) => [row.code_id, { usedBy: row.email, usedById: row.id as AccountId, usedAt: row.at }]),
  );
}
