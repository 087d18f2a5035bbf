import type { LedgerLine, LedgerSum } from '#members/ledger.sql.js';
import type { Membership, Standing } from '#members/membership.js';
import type { Offer } from '#members/offer.js';
import type { Payment, PaymentState } from '#members/payment.js';
import type { PaymentLine } from '#members/payment-lines.sql.js';
import type { ChangeQuote } from '#members/purchase.js';
import type { Receipt } from '#members/receipt.js';
import type { Price, Tier } from '#members/tier.js';
import type { TierUses } from '#members/tier-holders.sql.js';

/** A price as the screen of tiers shows it; `holders` have it now. `digits` after the point of its currency. */
export type PriceView = Price & { readonly holders: number; readonly digits: number };
export type TierView = Tier & { readonly holders: number; readonly prices: readonly PriceView[] };

/**
 * GET /tiers
 *
 * sells  which providers are set up
 */
export type TiersReply = {
  readonly tiers: readonly TierView[];
  readonly offers: readonly Offer[];
  readonly sells: { readonly stripe: boolean; readonly offline: boolean };
  readonly priceNoticeDays: number;
};
export type TierReply = Tier;
export type TierUsesReply = TierUses;
export type PriceReply = Price;
export type OfferReply = Offer;
/** How many members were told of a changed price. */
export type AnnouncedReply = { readonly told: number };

/**
 * A membership with everything one can do to it.
 *
 * withdrawUntil  until when the member may step back; null where nothing was bought
 * can            acts that would be accepted now
 */
export type MembershipView = Membership & {
  readonly standing: Standing;
  readonly tierName: string;
  readonly person: { readonly id: number; readonly name: string; readonly email: string };
  readonly priceNow: Price | null;
  readonly withdrawUntil: number | null;
  readonly payments: readonly Payment[];
  readonly receipts: readonly Pick<Receipt, 'number' | 'kind' | 'payment' | 'madeAt'>[];
  readonly can: readonly MembershipAct[];
};
export type MembershipAct =
  | 'cancel'
  | 'undo-cancel'
  | 'pause'
  | 'resume'
  | 'change'
  | 'extend-grace'
  | 'extend'
  | 'withdraw'
  | 'end';
export type ChangePreview = ChangeQuote & { readonly price: Price };

/** GET /payments: `next` is what `before` of the next page is. */
export type PaymentsReply = {
  readonly payments: readonly PaymentLine[];
  readonly counts: readonly {
    readonly state: PaymentState;
    readonly currency: string;
    readonly count: number;
    readonly amountMinor: number;
  }[];
  readonly next: number | null;
};
export type PaidReply = { readonly payment: Payment; readonly receipt: Receipt };
/** One line each: what became of the membership of the selection, or why not. */
export type GraceReply = {
  readonly done: readonly number[];
  readonly refused: readonly { readonly membership: number; readonly says: string }[];
};
export type LedgerReply = {
  readonly month: string;
  readonly lines: readonly LedgerLine[];
  readonly sums: readonly LedgerSum[];
};
export type ReceiptReply = Receipt;
export type { LedgerLine, LedgerSum, Offer, Payment, PaymentLine, Price, Receipt, Standing, Tier };
