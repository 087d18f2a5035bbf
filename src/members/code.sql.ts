import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId, OfferId, PaymentId, TierId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import type { Code, CodeKind } from './code-plan.ts';
import { memberFaults } from './faults.ts';

/** A code to be made; what is left out is empty. `code` is kept as given: `newCodeText`, or a word in capitals. */
export type CodeWish = {
  readonly code: string;
  readonly kind: CodeKind;
  readonly tier?: TierId | null;
  readonly months?: number | null;
  readonly offer?: OfferId | null;
  readonly payment?: PaymentId | null;
  readonly boughtBy?: AccountId | null;
  readonly forEmail?: string | null;
  readonly forName?: string;
  readonly words?: string;
  readonly sendAt?: number | null;
  readonly usesMost?: number;
  readonly expiresAt?: number | null;
  readonly state?: Code['state'];
  readonly batch?: string;
  readonly madeBy?: AccountId | null;
};

const IN_ONE_STATEMENT = 200;

/**
 * Keeps codes, all or none.
 *
 * throws  code-taken where one exists already
 */
export async function addCodes(tx: Tx, wishes: readonly CodeWish[], now: Date): Promise<Code[]> {
  const made: Code[] = [];
  for (let at = 0; at < wishes.length; at += IN_ONE_STATEMENT) {
    const rows = wishes.slice(at, at + IN_ONE_STATEMENT).map((wish) => toRow(wish, now));
    const kept = await tx
      .insertInto('code')
      .values(rows)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returningAll()
      .execute();
    if (kept.length < rows.length) throw fault(memberFaults, 'code-taken', { code: rows[0]?.code });
    made.push(...kept.map(toCode));
  }
  return made.toSorted((one, other) => one.id - other.id);
}

/** The code that is written like one of these. */
export async function findCode(db: Db, writings: readonly string[]): Promise<Code | undefined> {
  const row = await db
    .selectFrom('code')
    .selectAll()
    .where('code', 'in', writings)
    .orderBy('id')
    .executeTakeFirst();
  return row && toCode(row);
}

export async function findCodeById(db: Db, id: number): Promise<Code | undefined> {
  const row = await db.selectFrom('code').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCode(row);
}

/** throws  code-unknown */
export async function getCode(db: Db, id: number): Promise<Code> {
  const code = await findCodeById(db, id);
  if (!code) throw fault(memberFaults, 'code-unknown', { id });
  return code;
}

export async function hasUsedCode(db: Db, code: number, account: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('code_use')
    .select('at')
    .where('code_id', '=', code)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row !== undefined;
}

/** The membership that somebody's newest code led to. */
export async function findLatestUse(db: Db, account: AccountId): Promise<MembershipId | undefined> {
  const row = await db
    .selectFrom('code_use')
    .select('membership_id')
    .where('account_id', '=', account)
    .where('membership_id', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.membership_id ?? undefined) as MembershipId | undefined;
}

/**
 * Uses a code up once, for one reader. Of many at the same instant no more than its number get it, and none twice.
 *
 * returns  whether this one did
 */
export async function takeCodeUse(tx: Tx, id: number, account: AccountId, now: Date): Promise<boolean> {
  const taken = await tx
    .updateTable('code')
    .set((row) => ({ uses: row('uses', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'good')
    .where((row) => row('uses', '<', row.ref('uses_most')))
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now.getTime())]))
    .returning('id')
    .executeTakeFirst();
  if (!taken) return false;
  const use = await tx
    .insertInto('code_use')
    .values({ code_id: id, account_id: account, membership_id: null, at: now.getTime() })
    .onConflict((conflict) => conflict.columns(['code_id', 'account_id']).doNothing())
    .returning('at')
    .executeTakeFirst();
  if (use) return true;
  await tx
    .updateTable('code')
    .set((row) => ({ uses: row('uses', '-', 1) }))
    .where('id', '=', id)
    .execute();
  return false;
}

/** Notes which membership a use led to. */
export async function setCodeUse(
  tx: Tx,
  use: { code: number; account: AccountId; membership: number },
): Promise<void> {
  await tx
    .updateTable('code_use')
    .set({ membership_id: use.membership })
    .where('code_id', '=', use.code)
    .where('account_id', '=', use.account)
    .execute();
}

/** Makes codes useless that nobody has used up: those of a payment that was refunded, of a batch, or one by its id. */
export async function voidCodes(
  tx: Tx,
  which: { id: number } | { payment: PaymentId } | { batch: string },
  now: Date,
): Promise<Code[]> {
  let query = tx.updateTable('code').set({ state: 'void' }).where('state', '!=', 'void');
  if ('id' in which) query = query.where('id', '=', which.id);
  else if ('payment' in which) query = query.where('payment_id', '=', which.payment);
  else query = query.where('batch', '=', which.batch);
  const rows = await query.returningAll().execute();
  for (const row of rows.slice(0, 1)) await tell(tx, 'codes.changed', row.id, {}, now);
  return rows.map(toCode);
}

export function toCode(row: Selectable<Tables['code']>): Code {
  return {
    ...{ id: row.id, code: row.code, kind: row.kind, tier: row.tier_id as TierId | null, months: row.months },
    ...{ offer: row.offer_id as OfferId | null, payment: row.payment_id as PaymentId | null },
    ...{ boughtBy: row.bought_by as AccountId | null, forEmail: row.for_email, forName: row.for_name },
    ...{ words: row.words, sendAt: row.send_at, sentAt: row.sent_at, usesMost: row.uses_most },
    ...{ uses: row.uses, expiresAt: row.expires_at, state: row.state, batch: row.batch },
    ...{ madeBy: row.made_by as AccountId | null, madeAt: row.made_at },
  };
}

function toRow(wish: CodeWish, now: Date) {
  return {
    ...{ code: wish.code, kind: wish.kind, tier_id: wish.tier ?? null, months: wish.months ?? null },
    ...{ offer_id: wish.offer ?? null, group_id: null, payment_id: wish.payment ?? null },
    ...{ bought_by: wish.boughtBy ?? null, for_email: wish.forEmail ?? null, for_name: wish.forName ?? '' },
    ...{ words: wish.words ?? '', send_at: wish.sendAt ?? null, sent_at: null },
    ...{ uses_most: wish.usesMost ?? 1, expires_at: wish.expiresAt ?? null, state: wish.state ?? 'good' },
    ...{ batch: wish.batch ?? '', made_by: wish.madeBy ?? null, made_at: now.getTime() },
  } as const;
}
