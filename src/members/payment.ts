import type { AccountId, MembershipId, PaymentId } from '#kit/ids.js';

/** open: an invoice nobody paid yet · pending: under way, settles late · void: taken back before it was paid */
export type PaymentState = 'open' | 'pending' | 'paid' | 'failed' | 'refunded' | 'void';

/**
 * One sum of money, once.
 *
 * what       what was bought, as it stands on the receipt
 * periodFrom, periodTo  what it pays for; null where it is no period
 * reason     why it failed, in the provider's words
 */
export type Payment = {
  readonly id: PaymentId;
  readonly membership: MembershipId | null;
  readonly account: AccountId | null;
  readonly what: string;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly taxBp: number;
  readonly currency: string;
  readonly provider: 'stripe' | 'offline';
  readonly ref: string | null;
  readonly periodFrom: number | null;
  readonly periodTo: number | null;
  readonly dueAt: number | null;
  readonly paidAt: number | null;
  readonly refundedMinor: number;
  readonly reason: string | null;
  readonly attempts: number;
  readonly orderNumber: string | null;
  readonly nextTryAt: number | null;
  readonly madeAt: number;
};
