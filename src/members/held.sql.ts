import type { AccountId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** Slugs of the tiers somebody holds at `at`, asked of the database itself. */
export async function listHeldSlugs(db: Db, account: AccountId, at: Date): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('tier', 'tier.id', 'membership.tier_id')
    .select('tier.slug')
    .where('membership.account_id', '=', account)
    .where('access_from', '<=', at.getTime())
    .where((of) => of.or([of('access_until', 'is', null), of('access_until', '>', at.getTime())]))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}
