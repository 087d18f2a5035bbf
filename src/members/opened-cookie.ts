import type { StoryId } from '#kit/ids.js';
import { readCookies, type SignedCookie, setCookie } from './signed-cookie.ts';

/** Stories that a gift opened in this browser. */
export const OPENED_COOKIE: SignedCookie = { name: 'standfirst.given', purpose: 'given' };

/** The newest stay: whoever is given more loses the oldest. */
const MOST_STORIES = 40;

/** until  milliseconds since 1970 */
export type OpenedStory = { readonly story: StoryId; readonly until: number };

/** What gifts opened in this browser and is open still. */
export function readOpened(header: string | undefined, secret: string, now: number): OpenedStory[] {
  const values = readCookies(header, OPENED_COOKIE, secret);
  const found = values.flatMap((value) => value.split('_').map(readOne));
  return found.filter(({ story, until }) => Number.isSafeInteger(story) && story > 0 && until > now);
}

/** The Set-Cookie header with one more story; what is over is left out. */
export function writeOpened(
  opened: readonly OpenedStory[],
  more: OpenedStory,
  wish: { secret: string; address: string },
  now: number,
): string {
  const others = opened.filter(({ story, until }) => story !== more.story && until > now);
  const kept = [...others, more].slice(-MOST_STORIES);
  const value = kept.map(({ story, until }) => `${story.toString(36)}-${seconds(until).toString(36)}`);
  const last = Math.max(...kept.map(({ until }) => until));
  return setCookie(OPENED_COOKIE, { value: value.join('_'), seconds: (last - now) / 1000, ...wish });
}

function readOne(text: string): OpenedStory {
  const [story = '', until = ''] = text.split('-');
  return { story: Number.parseInt(story, 36) as StoryId, until: Number.parseInt(until, 36) * 1000 };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
