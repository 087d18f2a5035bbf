import type { Db } from '#store/tables.js';
import type { Counter } from './counter.sql.ts';
import { entries, toRedemption } from './redemption.sql.ts';
import type { Redemption } from './redemption.ts';

/** An entry with what it gave out, and the entry of another place for the same voucher. */
export type Listed = {
  readonly redemption: Redemption;
  readonly title: string;
  readonly other: Redemption | null;
};

const LIMIT = 100;

/** What a place entered since a time, newest first. */
export async function listEntries(db: Db, { place }: Pick<Counter, 'place'>, since: Date): Promise<Listed[]> {
  const rows = await entries(db)
    .innerJoin('voucher', 'voucher.id', 'redemption.voucher_id')
    .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
    .select(['benefit.title', 'redemption.voucher_id'])
    .where('redemption.place_id', '=', place.id)
    .where('redemption.at', '>=', since.getTime())
    .orderBy('redemption.at', 'desc')
    .orderBy('redemption.id', 'desc')
    .limit(LIMIT)
    .execute();
  const vouchers = rows.map((row) => row.voucher_id);
  const others = vouchers.length === 0 ? [] : await listOthers(db, vouchers);
  return rows.map((row) => {
    const other = others.find(
      (one) => one.voucher_id === row.voucher_id && one.id !== row.id && one.counts !== row.counts,
    );
    return { redemption: toRedemption(row), title: row.title, other: other ? toRedemption(other) : null };
  });
}

async function listOthers(db: Db, vouchers: readonly number[]) {
  return entries(db)
    .select('redemption.voucher_id')
    .where('redemption.voucher_id', 'in', vouchers)
    .where('undone_at', 'is', null)
    .orderBy('redemption.id')
    .execute();
}
