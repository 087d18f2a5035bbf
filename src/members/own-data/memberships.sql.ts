import { endMembership, listMemberships } from '../membership.sql.ts';
import { listPayments } from '../payment.sql.ts';
import { listReceipts } from '../receipt.sql.ts';
import { listTiers } from '../tier.sql.ts';
import { type DataPart, isoOf } from './part.ts';

/** What somebody holds or held. It ends; that it was held stays without a name, for counting. */
export const membershipsPart: DataPart = {
  name: 'memberships',
  tables: ['membership', 'provider_difference'],
  gather: async (db, { account }) => {
    const tiers = new Map((await listTiers(db)).map(({ id, name }) => [id, name]));
    const held = await listMemberships(db, account);
    return held.map((one) => ({
      tier: tiers.get(one.tier) ?? '',
      ...{ state: one.state, source: one.source, provider: one.provider, numberAtProvider: one.ref },
      ...{ customerAtProvider: one.customer, from: isoOf(one.accessFrom), until: isoOf(one.accessUntil) },
      ...{ paidUntil: isoOf(one.paidUntil), remarkOfStaff: one.remark, madeAt: isoOf(one.madeAt) },
    }));
  },
  forget: async (tx, { account }, now) => {
    for (const { id } of await listMemberships(tx, account))
      await endMembership(tx, id, { at: now, why: 'account-deleted' }, now);
    await tx.updateTable('membership').set({ remark: '' }).where('account_id', '=', account).execute();
    await tx
      .updateTable('provider_difference')
      .set({ account_id: null })
      .where('account_id', '=', account)
      .execute();
  },
};

/** What was paid, and the receipts for it. The law keeps both, with name and sums, as they were on the day. */
export const paymentsPart: DataPart = {
  name: 'payments',
  tables: ['payment', 'receipt'],
  gather: async (db, { account }) => {
    const payments = await listPayments(db, { account });
    const receipts = await listReceipts(db, { account });
    return {
      payments: payments.map((one) => ({
        ...{ what: one.what, state: one.state, amountMinor: one.amountMinor, taxMinor: one.taxMinor },
        ...{ currency: one.currency, provider: one.provider, refundedMinor: one.refundedMinor },
        ...{ orderNumber: one.orderNumber, dueAt: isoOf(one.dueAt), paidAt: isoOf(one.paidAt) },
      })),
      receipts: receipts.map(({ number, kind, content, madeAt }) => {
        return { number, kind, madeAt: isoOf(madeAt), content };
      }),
    };
  },
  forget: async () => {
    // Nothing goes: the law wants it kept.
  },
};
