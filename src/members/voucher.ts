import type { AccountId, BenefitId, PlaceId, VoucherId } from '#kit/ids.js';

/**
 * One member's claim on a benefit.
 *
 * code      what is shown or typed: of the pool, the shared one, or our own word code
 * token     stands in the address of its QR code; null for codes of partners, as is `wordCode`
 * ordinal   this member's first, second … of the benefit
 */
export type Voucher = {
  readonly id: VoucherId;
  readonly benefit: BenefitId;
  readonly account: AccountId | null;
  readonly ordinal: number;
  readonly code: string;
  readonly wordCode: string | null;
  readonly token: string | null;
  readonly state: 'claimed' | 'used' | 'expired' | 'void';
  readonly claimedAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
  readonly place: PlaceId | null;
  readonly endedAt: number | null;
};

/** How a voucher stands at an instant. `ended`: the membership is over, and vouchers end with it. */
export type Stand = 'ready' | 'used' | 'expired' | 'ended' | 'void';

/**
 * How a voucher stands at `at`, evaluated when it is read: no clock has to have rung.
 *
 * isMember  whether its holder held a tier then; undefined where vouchers outlive a membership
 */
export function standOf(
  { state, expiresAt }: Pick<Voucher, 'state' | 'expiresAt'>,
  at: Date,
  isMember?: boolean,
): Stand {
  if (state === 'used' || state === 'void') return state;
  if (state === 'expired' || (expiresAt !== null && at.getTime() >= expiresAt)) return 'expired';
  return isMember === false ? 'ended' : 'ready';
}
