import type { BenefitId, MediaId, PartnerId, PlaceId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { partsIn, startOfDay } from '#kit/zone.js';

/**
 * Something a partner offers to members.
 *
 * kind           pool: single-use codes of the partner · shared: one code for all · own: our voucher, redeemed at a place
 * worthMinor     what it is worth to a member, in the currency's smallest unit; null where that cannot be said
 * useWithinDays  a claimed voucher lasts until the end of this day after the claim; null until the benefit ends
 * tiers, places  empty for every tier, and for all of the partner's places
 * perMember      how many one member may claim: in all, or in `perMemberDays` days, today among them
 * perDay, inAll  how many are claimed at most; `perPlaceDay` how many a place redeems in a day
 * settleMinor    what is settled with the partner for each redemption, without tax
 */
export type Benefit = {
  readonly id: BenefitId;
  readonly partner: PartnerId;
  readonly slug: string;
  readonly title: string;
  readonly says: string;
  readonly terms: string;
  readonly media: MediaId | null;
  readonly worthMinor: number | null;
  readonly currency: string;
  readonly kind: 'pool' | 'shared' | 'own';
  readonly sharedCode: string | null;
  readonly link: string;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly useWithinDays: number | null;
  readonly tiers: readonly string[];
  readonly places: readonly PlaceId[];
  readonly perMember: number;
  readonly perMemberDays: number | null;
  readonly perDay: number | null;
  readonly perPlaceDay: number | null;
  readonly inAll: number | null;
  readonly claimed: number;
  readonly settleMinor: number;
  readonly lowAt: number;
  readonly position: number;
  readonly state: 'draft' | 'offered' | 'ended';
};

/**
 * What stands around a claim.
 *
 * tiers  slugs held now
 * own    this member's claims that count against the limit
 * today  claims of everybody on this day
 * free   whether a code is left in the pool; true for other kinds
 */
export type ClaimFacts = {
  readonly tiers: ReadonlySet<string>;
  readonly own: number;
  readonly today: number;
  readonly free: boolean;
};

/** `again`: in how many days it is worth coming back, where that is known. */
export type ClaimRefusal =
  | { readonly code: 'not-offered' }
  | { readonly code: 'not-yet'; readonly from: number }
  | { readonly code: 'over' }
  | { readonly code: 'no-tier' }
  | { readonly code: 'other-tier' }
  | { readonly code: 'had'; readonly days: number | null }
  | { readonly code: 'day-full' }
  | { readonly code: 'sold-out' };

/** Whether somebody may claim now, or why not: first what concerns the member, then what is left. */
export function mayClaim(benefit: Benefit, facts: ClaimFacts, now: Date): Result<true, ClaimRefusal> {
  const refused = refusalOf(benefit, now) ?? barredBy(benefit, facts.tiers);
  if (refused) return no(refused);
  if (facts.own >= benefit.perMember) return no({ code: 'had', days: benefit.perMemberDays });
  if (isSoldOut(benefit) || !facts.free) return no({ code: 'sold-out' });
  if (benefit.perDay !== null && facts.today >= benefit.perDay) return no({ code: 'day-full' });
  return yes(true);
}

/** Why nobody may claim it now; undefined where it is offered. */
export function refusalOf(benefit: Benefit, now: Date): ClaimRefusal | undefined {
  if (benefit.state !== 'offered') return { code: benefit.state === 'ended' ? 'over' : 'not-offered' };
  if (benefit.validUntil !== null && now.getTime() >= benefit.validUntil) return { code: 'over' };
  if (benefit.validFrom !== null && now.getTime() < benefit.validFrom)
    return { code: 'not-yet', from: benefit.validFrom };
  return undefined;
}

/** Why this member may not claim it; undefined where a tier they hold is among those it is for. */
export function barredBy(
  { tiers }: Pick<Benefit, 'tiers'>,
  held: ReadonlySet<string>,
): ClaimRefusal | undefined {
  if (held.size === 0) return { code: 'no-tier' };
  return tiers.length === 0 || tiers.some((slug) => held.has(slug)) ? undefined : { code: 'other-tier' };
}

export function isSoldOut({ inAll, claimed }: Pick<Benefit, 'inAll' | 'claimed'>): boolean {
  return inAll !== null && claimed >= inAll;
}

/** From when on claims count against a member's limit, in milliseconds; 0 for all of them. */
export function countsFrom({ perMemberDays }: Benefit, zone: string, now: Date): number {
  return perMemberDays === null ? 0 : dayAfter(zone, now, 1 - perMemberDays).getTime();
}

/** When a voucher claimed now expires: with the benefit, or when its days are over, in the paper's time zone. */
export function expiryOf(benefit: Benefit, zone: string, now: Date): number | null {
  const { useWithinDays, validUntil } = benefit;
  if (useWithinDays === null) return validUntil;
  const days = dayAfter(zone, now, useWithinDays + 1).getTime();
  return validUntil === null ? days : Math.min(days, validUntil);
}

/** The beginning of the day that is so many days after this instant's. */
export function dayAfter(zone: string, at: Date, days: number): Date {
  const { year, month, day } = partsIn(zone, at);
  return startOfDay(zone, year, month, day + days);
}
