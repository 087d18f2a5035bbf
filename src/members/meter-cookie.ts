import type { StoryId } from '#kit/ids.js';
import type { Period } from './meter.ts';
import { readCookies, type SignedCookie, setCookie } from './signed-cookie.ts';

/** What a browser without an account has spent: nothing of it is kept in the house. */
export const METER_COOKIE: SignedCookie = { name: 'standfirst.read', purpose: 'meter' };

/** More than any allowance can be; the cookie stays below a kilobyte. */
const MOST_STORIES = 100;

/** The stories spent in this period, in the order they were; none where the cookie is missing, of another period or not ours. */
export function readSpent(header: string | undefined, period: Period, secret: string): readonly StoryId[] {
  const spent = new Set<StoryId>();
  for (const value of readCookies(header, METER_COOKIE, secret)) {
    const [name, list = ''] = value.split('.');
    if (name !== period.name) continue;
    for (const id of list.split('_')) {
      const story = Number.parseInt(id, 36);
      if (Number.isSafeInteger(story) && story > 0) spent.add(story as StoryId);
    }
  }
  return [...spent];
}

/** The Set-Cookie header for what is spent now. It lasts as long as the period. */
export function writeSpent(
  stories: readonly StoryId[],
  wish: { period: Period; secret: string; address: string },
  now: Date,
): string {
  const { period, secret, address } = wish;
  const list = stories.slice(-MOST_STORIES).map((story) => story.toString(36));
  return setCookie(METER_COOKIE, {
    value: `${period.name}.${list.join('_')}`,
    seconds: (period.endsAt - now.getTime()) / 1000,
    ...{ secret, address },
  });
}
