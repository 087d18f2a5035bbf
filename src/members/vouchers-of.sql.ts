import type { BenefitId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { type Stand, standOf } from './voucher.ts';

/** `after`: the id a page goes on below. `words` begin a code, a name or an address. */
export type VouchersQuestion = {
  readonly benefit: BenefitId;
  readonly words?: string | undefined;
  readonly state?: 'ready' | 'used' | 'expired' | 'void' | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

export type VoucherOf = {
  readonly id: number;
  readonly code: string;
  readonly stand: Stand;
  readonly claimedAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
  readonly place: string | null;
  readonly holder: { readonly account: number; readonly name: string; readonly email: string } | null;
};

/** Vouchers of a benefit, newest first, with who holds them. */
export async function listVouchers(db: Db, question: VouchersQuestion, now: Date): Promise<VoucherOf[]> {
  const { benefit, words, state, after, limit } = question;
  const at = now.getTime();
  let query = db
    .selectFrom('voucher')
    .leftJoin('account', 'account.id', 'voucher.account_id')
    .leftJoin('place', 'place.id', 'voucher.place_id')
    .select(['voucher.id', 'code', 'voucher.state', 'claimed_at', 'expires_at', 'used_at', 'account_id'])
    .select(['account.name as holder', 'account.email', 'place.name as place'])
    .where('benefit_id', '=', benefit)
    .orderBy('voucher.id', 'desc')
    .limit(limit);
  if (after !== undefined) query = query.where('voucher.id', '<', after);
  if (state === 'used' || state === 'void') query = query.where('voucher.state', '=', state);
  if (state === 'expired') query = query.where('voucher.state', '=', 'claimed').where('expires_at', '<=', at);
  if (state === 'ready') {
    query = query.where('voucher.state', '=', 'claimed');
    query = query.where((of) => of.or([of('expires_at', 'is', null), of('expires_at', '>', at)]));
  }
  if (words?.trim()) {
    const like = `%${words
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '%')
      .replaceAll('\\', '')}%`;
    query = query.where((of) =>
      of.or(
        (['code', 'account.name', 'account.email'] as const).map((column) =>
          of(of.fn<string>('lower', [column]), 'like', like),
        ),
      ),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, claimedAt: row.claimed_at, expiresAt: row.expires_at },
    ...{ usedAt: row.used_at, place: row.place },
    stand: standOf({ state: row.state, expiresAt: row.expires_at }, now),
    holder:
      row.account_id === null
        ? null
        : { account: row.account_id, name: row.holder ?? '', email: row.email ?? '' },
  }));
}

/** How many vouchers of each benefit were redeemed at a counter. */
export async function countRedeemed(db: Db): Promise<ReadonlyMap<BenefitId, number>> {
  const rows = await db
    .selectFrom('voucher')
    .select(({ fn }) => ['benefit_id', fn.countAll<number>().as('count')])
    .where('state', '=', 'used')
    .groupBy('benefit_id')
    .execute();
  return new Map(rows.map(({ benefit_id, count }) => [benefit_id as BenefitId, Number(count)]));
}
