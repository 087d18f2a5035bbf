import type { Benefit } from './benefit.ts';
import { barredBy } from './benefit.ts';
import type { Counter } from './counter.sql.ts';
import { type Stand, standOf, type Voucher } from './voucher.ts';

/** A redemption can be undone for so long after it was entered. */
export const UNDO_MS = 10 * 60_000;
/** What was given out while the line was down may be entered so much later. */
export const LATEST_MS = 7 * 86_400_000;
/** Clocks of a counter and of the house may differ by so much. */
const SKEW_MS = 2 * 60_000;

export type RedemptionId = number;

/** One entry at a counter. `counts`: the first for its voucher; a second entry is kept and shown, and does not. */
export type Redemption = {
  readonly id: RedemptionId;
  readonly at: number;
  readonly enteredAt: number;
  readonly late: boolean;
  readonly counts: boolean;
  readonly undoneAt: number | null;
  readonly place: { readonly id: number; readonly name: string };
};

/** Whether a place may redeem it: it belongs to the place's partner, and to this place among theirs. */
export function isRedeemedAt(
  benefit: Pick<Benefit, 'kind' | 'partner' | 'places'>,
  { place, partner }: Counter,
): boolean {
  if (benefit.kind !== 'own' || benefit.partner !== partner.id) return false;
  return benefit.places.length === 0 || benefit.places.includes(place.id);
}

/**
 * How a voucher stands at a counter.
 *
 * held   tiers its holder held at that time
 * atEnd  what becomes of claimed vouchers when a membership ends
 */
export function standAtCounter(
  voucher: Voucher,
  benefit: Pick<Benefit, 'tiers'>,
  { held, atEnd, at }: { held: ReadonlySet<string>; atEnd: 'keep' | 'end'; at: Date },
): Stand {
  return standOf(voucher, at, atEnd === 'keep' ? undefined : barredBy(benefit, held) === undefined);
}

/** Whether something may have been given out then, and entered now. */
export function isPlausible(at: Date, claimedAt: number, now: Date): boolean {
  const time = at.getTime();
  return time <= now.getTime() + SKEW_MS && time >= now.getTime() - LATEST_MS && time >= claimedAt - SKEW_MS;
}

/** Until when an entry can be undone; null where it was undone, or that time is over. */
export function undoableUntil(
  { enteredAt, undoneAt }: Pick<Redemption, 'enteredAt' | 'undoneAt'>,
  now: Date,
): number | null {
  const until = enteredAt + UNDO_MS;
  return undoneAt === null && now.getTime() < until ? until : null;
}
