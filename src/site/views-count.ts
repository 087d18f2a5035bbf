import { isbot } from 'isbot';
import type { StoryId } from '#kit/ids.js';
import type { Audience } from '#stories/gate.js';
import type { ViewCount } from '#stories/views.sql.js';

export type ReferrerKind = 'direct' | 'inside' | 'search' | 'social' | 'other';

const SEARCH =
  /(^|\.)(google\.[a-z.]+|bing\.com|duckduckgo\.com|ecosia\.org|qwant\.com|yahoo\.com|yandex\.[a-z]+|startpage\.com|search\.brave\.com|baidu\.com)$/;
const SOCIAL =
  /(^|\.)(facebook\.com|instagram\.com|t\.co|twitter\.com|x\.com|bsky\.app|mastodon\.[a-z]+|threads\.net|linkedin\.com|lnkd\.in|reddit\.com|pinterest\.[a-z]+|telegram\.org|t\.me|whatsapp\.com|youtube\.com|tiktok\.com)$/;
/** Clients and referrers remembered; the same few make nearly all requests. */
const REMEMBERED = 2_000;
const HOUR_MS = 3_600_000;

/**
 * Counts readings in memory: per story, hour, kind of referrer and audience. No cookie, no address, nothing about the
 * reader; known robots are left out.
 */
export class ViewsCount {
  #counts = new Map<string, ViewCount>();
  readonly #robots = new Map<string, boolean>();
  readonly #referrers = new Map<string, ReferrerKind>();

  /** host  the paper's own host, to tell readers who come from another page of it */
  add(
    story: number,
    audience: Audience,
    from: { userAgent: string | undefined; referrer: string | undefined; host: string },
    now: number,
  ): void {
    if (this.#isRobot(from.userAgent ?? '')) return;
    const hour = Math.floor(now / HOUR_MS);
    const referrer = this.#kindOf(from.referrer, from.host);
    const key = `${story} ${hour} ${referrer} ${audience}`;
    const count = this.#counts.get(key);
    if (count) count.views += 1;
    else this.#counts.set(key, { story: story as StoryId, hour, referrer, audience, views: 1 });
  }

  /** Gives what was counted since the last time and begins anew. */
  take(): ViewCount[] {
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return counts;
  }

  /** Puts back what could not be saved. */
  giveBack(counts: readonly ViewCount[]): void {
    for (const count of counts) {
      const key = `${count.story} ${count.hour} ${count.referrer} ${count.audience}`;
      const newer = this.#counts.get(key);
      this.#counts.set(key, newer ? { ...newer, views: newer.views + count.views } : { ...count });
    }
  }

  #isRobot(userAgent: string): boolean {
    return remember(this.#robots, userAgent, () => userAgent === '' || isbot(userAgent));
  }

  #kindOf(referrer: string | undefined, host: string): ReferrerKind {
    if (!referrer) return 'direct';
    const end = referrer.indexOf('/', 8);
    const origin = end < 0 ? referrer : referrer.slice(0, end);
    return remember(this.#referrers, origin, () => readReferrer(origin, host));
  }
}

function readReferrer(origin: string, host: string): ReferrerKind {
  const from = URL.canParse(origin) ? new URL(origin).host : '';
  if (from === '') return 'other';
  if (from === host) return 'inside';
  if (SEARCH.test(from)) return 'search';
  return SOCIAL.test(from) ? 'social' : 'other';
}

function remember<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const there = known.get(key);
  if (there !== undefined) return there;
  if (known.size >= REMEMBERED) known.clear();
  const found = find();
  known.set(key, found);
  return found;
}
