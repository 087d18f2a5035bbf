import type { AccountId, MembershipId, TierId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { toPayment } from './payment.sql.ts';
import type { Payment, PaymentState } from './payment.ts';

/** A payment with whose it is, as lists of the desk show it. */
export type PaymentLine = Payment & {
  readonly changedAt: number;
  readonly name: string;
  readonly email: string;
  readonly readerNumber: string;
  readonly tier: TierId | null;
  readonly tierName: string;
  readonly membershipState: string | null;
  /** Until when they read; null: without end, or no membership. */
  readonly accessUntil: number | null;
  readonly graceUntil: number | null;
  /** Number of the invoice, where there is one. */
  readonly invoice: string | null;
};

export type PaymentQuestion = {
  readonly states: readonly PaymentState[];
  readonly provider?: Payment['provider'] | undefined;
  readonly account?: AccountId | undefined;
  readonly membership?: MembershipId | undefined;
  /** Only those that should have been paid by now. */
  readonly overdueAt?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Payments in these states, the newest first; `before` is the id a page starts below. */
export async function listPaymentLines(db: Db, question: PaymentQuestion): Promise<PaymentLine[]> {
  const { states, provider, account, membership, overdueAt, before, limit } = question;
  let query = db
    .selectFrom('payment')
    .leftJoin('account', 'account.id', 'payment.account_id')
    .leftJoin('reader', 'reader.account_id', 'payment.account_id')
    .leftJoin('membership', 'membership.id', 'payment.membership_id')
    .leftJoin('tier', 'tier.id', 'membership.tier_id')
    .selectAll('payment')
    .select([
      'account.name as person',
      'account.email',
      'reader.number',
      'tier.id as tier',
      'tier.name as tierName',
    ])
    .select(['membership.state as membershipState', 'access_until', 'grace_until'])
    .select((of) =>
      of
        .selectFrom('receipt')
        .select('receipt.number')
        .whereRef('receipt.payment_id', '=', 'payment.id')
        .where('receipt.kind', '=', 'invoice')
        .limit(1)
        .as('invoice'),
    )
    .where('payment.state', 'in', states)
    .orderBy('payment.id', 'desc')
    .limit(limit);
  if (provider) query = query.where('payment.provider', '=', provider);
  if (account) query = query.where('payment.account_id', '=', account);
  if (membership) query = query.where('payment.membership_id', '=', membership);
  if (overdueAt !== undefined) query = query.where('payment.due_at', '<', overdueAt);
  if (before !== undefined) query = query.where('payment.id', '<', before);
  return (await query.execute()).map((row) => ({
    ...toPayment(row),
    ...{ changedAt: row.changed_at, name: row.person ?? '', email: row.email ?? '' },
    ...{ readerNumber: row.number ?? '', tier: row.tier as TierId | null, tierName: row.tierName ?? '' },
    ...{ membershipState: row.membershipState, accessUntil: row.access_until, graceUntil: row.grace_until },
    invoice: row.invoice ?? null,
  }));
}

/** How many payments stand in these states, and what they come to in each currency. */
export async function countPayments(
  db: Db,
  states: readonly PaymentState[],
): Promise<{ state: PaymentState; currency: string; count: number; amountMinor: number }[]> {
  const rows = await db
    .selectFrom('payment')
    .select(['state', 'currency'])
    .select((of) => [of.fn.countAll<number>().as('count'), of.fn.sum<number>('amount_minor').as('sum')])
    .where('state', 'in', states)
    .groupBy(['state', 'currency'])
    .orderBy('state')
    .orderBy('currency')
    .execute();
  return rows.map(({ state, currency, count, sum }) => ({
    ...{ state, currency, count: Number(count), amountMinor: Number(sum) },
  }));
}
