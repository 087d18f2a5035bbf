/** Where a payment provider and the database disagree, for the people who settle it. */
import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

export type DifferenceLine = {
  readonly id: number;
  readonly foundAt: number;
  readonly provider: string;
  readonly ref: string;
  readonly kind: string;
  readonly account: AccountId | null;
  readonly name: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly settledAt: number | null;
  readonly settledHow: string | null;
};

/** Those that are open, or those that were settled; the newest first. */
export async function listDifferenceLines(
  db: Db,
  { isSettled, limit }: { isSettled: boolean; limit: number },
): Promise<DifferenceLine[]> {
  const rows = await db
    .selectFrom('provider_difference as d')
    .leftJoin('account as a', 'a.id', 'd.account_id')
    .select(['d.id', 'd.found_at', 'd.provider', 'd.provider_ref', 'd.kind', 'd.account_id', 'd.details'])
    .select(['d.settled_at', 'd.settled_how', 'a.name', 'a.email'])
    .where('d.settled_at', isSettled ? 'is not' : 'is', null)
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, foundAt: row.found_at, provider: row.provider, ref: row.provider_ref, kind: row.kind },
    ...{ account: row.account_id as AccountId | null, name: row.name || row.email || '' },
    details: JSON.parse(row.details) as Record<string, unknown>,
    ...{ settledAt: row.settled_at, settledHow: row.settled_how },
  }));
}

/** Notes that somebody dealt with it, and how. returns  false where it was settled already */
export async function settleDifference(tx: Tx, id: number, how: string, now: Date): Promise<boolean> {
  const settled = await tx
    .updateTable('provider_difference')
    .set({ settled_at: now.getTime(), settled_how: how })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}
