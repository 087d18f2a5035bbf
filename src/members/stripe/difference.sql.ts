import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** What Stripe and the database may disagree on, for people to settle. */
export type DifferenceKind =
  | 'price-unknown'
  | 'currency-other'
  | 'account-gone'
  | 'not-ours'
  | 'two-subscriptions'
  | 'gone-at-stripe'
  | 'several-items'
  | 'event-failed'
  | 'disputed';

export type Difference = {
  readonly ref: string;
  readonly kind: DifferenceKind;
  readonly account: AccountId | null;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Notes a difference, once while it is open. */
export async function openDifference(
  tx: Tx,
  { ref, kind, account, details }: Difference,
  now: Date,
): Promise<void> {
  const about = { account_id: account, details: JSON.stringify(details) };
  await tx
    .insertInto('provider_difference')
    .values({ provider: 'stripe', provider_ref: ref, kind, found_at: now.getTime(), ...about })
    .onConflict((conflict) =>
      conflict
        .columns(['provider', 'provider_ref', 'kind'])
        .where('settled_at', 'is', null)
        .doUpdateSet(about),
    )
    .execute();
}

/** Closes what is no longer so. `kinds` left out: every kind but a dispute, which Stripe closes itself. */
export async function settleDifferences(
  tx: Tx,
  ref: string,
  {
    except,
    how,
    kinds,
  }: { except: readonly DifferenceKind[]; how: string; kinds?: readonly DifferenceKind[] },
  now: Date,
): Promise<void> {
  let query = tx
    .updateTable('provider_difference')
    .set({ settled_at: now.getTime(), settled_how: how })
    .where('provider', '=', 'stripe')
    .where('provider_ref', '=', ref)
    .where('settled_at', 'is', null);
  query = kinds
    ? query.where('kind', 'in', [...kinds])
    : query.where('kind', 'not in', ['disputed', ...except]);
  await query.execute();
}

/** What is open, the newest first. */
export async function listDifferences(
  db: Db,
  limit: number,
): Promise<(Difference & { id: number; foundAt: number })[]> {
  const rows = await db
    .selectFrom('provider_difference')
    .select(['id', 'found_at', 'provider_ref', 'account_id', 'kind', 'details'])
    .where('provider', '=', 'stripe')
    .where('settled_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, foundAt: row.found_at, ref: row.provider_ref, kind: row.kind as DifferenceKind },
    account: row.account_id as AccountId | null,
    details: JSON.parse(row.details) as Record<string, unknown>,
  }));
}
