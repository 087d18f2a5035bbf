import { forgetVouchers } from '../wallet.sql.ts';
import { type DataPart, isoOf } from './part.ts';

/** Vouchers claimed, and where they were used. What was redeemed stays countable, as nobody's. */
export const vouchersPart: DataPart = {
  name: 'vouchers',
  tables: ['voucher'],
  gather: async (db, { account }) => {
    const rows = await db
      .selectFrom('voucher')
      .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
      .leftJoin('place', 'place.id', 'voucher.place_id')
      .select(['benefit.title', 'voucher.code', 'voucher.state', 'voucher.claimed_at', 'voucher.expires_at'])
      .select(['voucher.used_at', 'place.name as place'])
      .where('voucher.account_id', '=', account)
      .orderBy('voucher.id')
      .execute();
    return rows.map(({ title, code, state, place, ...times }) => ({
      ...{ benefit: title, code, state, usedAtPlace: place },
      ...{
        claimedAt: isoOf(times.claimed_at),
        expiresAt: isoOf(times.expires_at),
        usedAt: isoOf(times.used_at),
      },
    }));
  },
  forget: (tx, { account }, now) => forgetVouchers(tx, account, now),
};
