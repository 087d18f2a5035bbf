import type { PriceId, TierId } from '#kit/ids.js';

export type Period = 'month' | 'year';

/** offered · closed: nobody new may join · retired: that, and out of sight. Who holds it keeps it. */
export type TierState = 'offered' | 'closed' | 'retired';

export type Tier = {
  readonly id: TierId;
  /** What stories name it by; never changed. */
  readonly slug: string;
  readonly name: string;
  readonly says: string;
  /** Lines that say what one gets. */
  readonly benefits: readonly string[];
  readonly position: number;
  readonly state: TierState;
};

/**
 * What one period of a tier costs. A price is never changed: another one takes its place, and who has the former keeps
 * it until they were given notice.
 *
 * amountMinor  in the smallest unit of the currency, tax included
 * taxBp        tax within the amount, in hundredths of a per cent: 1900 is 19 %
 * ref          what the payment provider calls it
 */
export type Price = {
  readonly id: PriceId;
  readonly tier: TierId;
  readonly period: Period;
  readonly currency: string;
  readonly amountMinor: number;
  readonly taxBp: number;
  readonly trialDays: number;
  readonly state: 'offered' | 'former';
  readonly ref: string | null;
};
