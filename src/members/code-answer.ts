import type { Result } from '#kit/result.js';
import type { Code, CodePlan, CodeRefusal } from './code-plan.ts';
import type { GroupStanding, Seat } from './group.ts';
import type { Offer, OfferRefusal } from './offer.ts';
import type { Tier } from './tier.ts';

/** A voucher of the reader's own, by its word code. */
export type FoundVoucher = {
  readonly id: number;
  readonly title: string;
  readonly partner: string;
  readonly state: string;
  readonly expiresAt: number | null;
};

/**
 * What a reader typed into the one field is, and what it would do.
 *
 * code        of a gift, a membership or an extension, with what it would do for this reader
 * offer       leads to the prices, with the offer; `typed` is how the next page is told
 * invitation  to a group
 * number      digits that are no code: perhaps of a printed paper
 */
export type CodeAnswer =
  | { readonly is: 'nothing' }
  | {
      readonly is: 'code';
      readonly code: Code;
      readonly tier: Tier;
      readonly plan: Result<CodePlan, CodeRefusal>;
    }
  | {
      readonly is: 'offer';
      readonly offer: Offer;
      readonly typed: string;
      readonly refusal: OfferRefusal | undefined;
    }
  | {
      readonly is: 'invitation';
      readonly seat: Seat;
      readonly group: string;
      readonly tier: string;
      readonly standing: GroupStanding;
    }
  | { readonly is: 'voucher'; readonly voucher: FoundVoucher }
  | { readonly is: 'story-gift'; readonly token: string }
  | { readonly is: 'number'; readonly number: string }
  | { readonly is: 'unknown'; readonly mistyped: boolean };
