import type { AccountId, StoryId } from '#kit/ids.js';
import type { Membership } from './membership.ts';
import type { Offer } from './offer.ts';
import type { Payment } from './payment.ts';
import type { Price, Tier } from './tier.ts';

export type ProviderName = 'stripe' | 'offline';

/** Somebody who pays. */
export type Payer = {
  readonly account: AccountId;
  readonly email: string;
  readonly name: string;
  readonly language: string;
};

/**
 * What somebody wants to buy: what the page showed them, checked again.
 *
 * trialUntil  nothing is charged before; null where there is neither a trial nor a free month
 * story       the story whose gate made them join
 * back        whole addresses: where they come back to when it is done, and when they thought better of it
 */
export type CheckoutWish = {
  readonly payer: Payer;
  readonly tier: Tier;
  readonly price: Price;
  readonly offer: Offer | null;
  readonly trialUntil: number | null;
  readonly story: StoryId | null;
  /** The buyer's own number for it, as it shall stand on the invoice. */
  readonly orderNumber?: string | null;
  readonly back: { readonly done: string; readonly given: string };
};

/**
 * Somebody who takes money. Each act is told to them first and kept by us when they said yes: the membership's row is
 * saved by whoever calls, so a provider changes nothing in the database but what it alone knows of. Each throws the
 * fault that says what went wrong; then nothing has changed. Acts may come twice: the second changes nothing.
 */
export type PaymentProvider = {
  readonly name: ProviderName;
  /** Whether it is set up, so that this price can be bought by it. */
  sells(price: Price): boolean;
  /** Hosts (`https://checkout.example`) that a purchase leads to, which a page with its form has to allow. */
  formHosts?(): readonly string[];
  /** Begins a purchase; gives the address to send the buyer to, in the house or outside. */
  checkout(wish: CheckoutWish, now: Date): Promise<{ readonly to: string }>;
  /** Has one sum paid once that is written down already, as for a gift; left out where it cannot. Gives the address. */
  payOnce?(wish: OnceWish): Promise<{ readonly to: string }>;
  /** Charges no more after what is paid for; access stays until then. */
  cancel(one: Membership): Promise<void>;
  undoCancel(one: Membership): Promise<void>;
  /** Ends it at once, and charges nothing any more; what was paid is given back by `refund`. */
  end(one: Membership): Promise<void>;
  /**
   * Charges nothing until `paidUntil`, and then goes on from there: for a pause, its early end, and months given free.
   * The rest of what is paid has been moved there already.
   */
  chargeFrom(one: Membership, paidUntil: number): Promise<void>;
  /**
   * Goes over to another price: 'now' charges `dueMinor` for what is left of the period (or for a new one where the
   * length of periods differs), 'period-end' charges the new price from the next period on.
   */
  changePrice(one: Membership, change: PriceChange): Promise<void>;
  /** Gives money back, the whole or a part. */
  refund(payment: Payment, amountMinor: number): Promise<void>;
  /** Where somebody sees and changes how they pay; undefined where there is no such page. */
  portal(one: Membership, back: string): Promise<string | undefined>;
};

/** One sum to be paid once. `payment` is pending, and says what is bought. */
export type OnceWish = {
  readonly payer: Payer;
  readonly payment: Payment;
  readonly back: CheckoutWish['back'];
};

export type PriceChange = {
  readonly price: Price;
  readonly when: 'now' | 'period-end';
  readonly dueMinor: number;
};

export type Providers = {
  readonly offline: PaymentProvider;
  readonly stripe?: PaymentProvider;
};

/** Who takes the money for a membership; undefined where nobody does. */
export function providerOf(
  providers: Providers,
  { source }: Pick<Membership, 'source'>,
): PaymentProvider | undefined {
  if (source === 'stripe') return providers.stripe;
  return source === 'offline' ? providers.offline : undefined;
}

/** Who sells this price: a card at Stripe where that is set up, otherwise by invoice. */
export function sellerOf({ stripe, offline }: Providers, price: Price): PaymentProvider | undefined {
  if (stripe?.sells(price)) return stripe;
  return offline.sells(price) ? offline : undefined;
}
