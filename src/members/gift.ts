import type { AccountId, PaymentId, TierId } from '#kit/ids.js';
import type { Code } from './code-plan.ts';
import type { Price, Tier } from './tier.ts';

/** A gift as it can be bought: so many months of a tier, paid once. Amounts include tax. */
export type GiftChoice = {
  readonly tier: Tier;
  readonly months: number;
  readonly amountMinor: number;
  readonly taxBp: number;
  readonly currency: string;
};

const LENGTHS = [3, 6, 12] as const;

/** The gifts that a paper with these tiers and prices sells: a year for the price of a year, less by the month. */
export function giftChoices(
  tiers: readonly Tier[],
  prices: readonly Price[],
  currency: string,
): GiftChoice[] {
  const offered = prices.filter((price) => price.state === 'offered' && price.currency === currency);
  return tiers
    .filter(({ state }) => state === 'offered')
    .flatMap((tier) => {
      const of = (period: Price['period']) =>
        offered.find((price) => price.tier === tier.id && price.period === period);
      const [month, year] = [of('month'), of('year')];
      return LENGTHS.flatMap((months) => {
        const price = months === 12 && year ? year : month;
        if (!price) return [];
        const amountMinor = price === year ? price.amountMinor : price.amountMinor * months;
        return [{ tier, months, amountMinor, taxBp: price.taxBp, currency }];
      });
    });
}

/**
 * What somebody wants to give.
 *
 * forEmail  where the letter goes; null: they print the card themselves
 * sendAt    when the letter goes; null: as soon as it is paid
 */
export type GiftWish = {
  readonly choice: GiftChoice;
  readonly buyer: AccountId;
  readonly forName: string;
  readonly forEmail: string | null;
  readonly words: string;
  readonly sendAt: number | null;
};

/** How a gift stands for the one who bought it. */
export type GiftStanding = 'waiting' | 'ready' | 'to-send' | 'sent' | 'redeemed' | 'expired' | 'void';

export type Gift = {
  readonly code: Code;
  readonly tier: TierId;
  readonly tierName: string;
  readonly payment: PaymentId | null;
  readonly paid: boolean;
  readonly redeemedAt: number | null;
  /** Number of the newest invoice or receipt. */
  readonly receipt: string | null;
};

/** How it stands at this instant: one that is paid counts as paid, whether or not a clock has seen it yet. */
export function standingOfGift({ code, redeemedAt, paid }: Gift, now: Date): GiftStanding {
  if (redeemedAt !== null) return 'redeemed';
  if (code.state === 'void') return 'void';
  if (code.state === 'waiting' && !paid) return 'waiting';
  if (code.expiresAt !== null && code.expiresAt <= now.getTime()) return 'expired';
  if (code.sentAt !== null) return 'sent';
  return code.forEmail === null ? 'ready' : 'to-send';
}
