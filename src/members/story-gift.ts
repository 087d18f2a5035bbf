import { createHmac } from 'node:crypto';
import type { AccountId, StoryId } from '#kit/ids.js';
import { partsIn, startOfDay } from '#kit/zone.js';
import type { Settings } from '#paper/settings.js';
import type { Decision } from '#stories/gate.js';

export type GiftSettings = Pick<Settings, 'storyGifts' | 'storyGiftDays' | 'storyGiftOpens' | 'timeZone'>;

const DAY_MS = 86_400_000;

/** A story that a member opens to friends. Times are milliseconds since 1970. */
export type StoryGift = {
  readonly story: StoryId;
  readonly giver: AccountId;
  readonly opened: number;
  readonly madeAt: number;
  readonly expiresAt: number;
};

/** Members give what they read as members: not what the meter or somebody else's gift opened to them. */
export function mayGive(decision: Decision): boolean {
  return decision.is === 'whole' && (decision.by === 'tier' || decision.by === 'staff');
}

/** The calendar month for which gifts are counted, 'YYYY-MM', and when the next begins. */
export function giftMonth({ timeZone }: GiftSettings, now: Date): { name: string; endsAt: number } {
  const { year, month } = partsIn(timeZone, now);
  const endsAt = startOfDay(timeZone, year, month + 1, 1).getTime();
  return { name: `${year}-${String(month).padStart(2, '0')}`, endsAt };
}

export function giftEnd({ storyGiftDays }: GiftSettings, now: Date): number {
  return now.getTime() + storyGiftDays * DAY_MS;
}

/**
 * The word in a gift's address. It is worked out and not kept, so the member finds the same link again, and whoever
 * reads the database finds none.
 */
export function giftToken(
  gift: { account: AccountId; story: StoryId; month: string },
  secret: string,
): string {
  const { account, story, month } = gift;
  return createHmac('sha256', secret).update(`gift\n${account}\n${story}\n${month}`).digest('base64url');
}

/** Whether a gift opens its story to one more reader. */
export function giftState(
  gift: Pick<StoryGift, 'opened' | 'expiresAt'>,
  { storyGiftOpens }: GiftSettings,
  now: Date,
): 'good' | 'over' | 'used-up' {
  if (now.getTime() >= gift.expiresAt) return 'over';
  return gift.opened < storyGiftOpens ? 'good' : 'used-up';
}
