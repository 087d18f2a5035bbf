import type { Audience } from '#stories/gate.js';
import type { Answer, Ask, Dependency, Redirect, Route, SiteHouse } from './page.ts';
import { finishPage } from './page-bytes.io.ts';
import { audienceOfKey, type KeptPage, type PageStore, pageKey } from './page-store.ts';

/** Pages made anew at the same time after a drop; readers' own requests go before them. */
const REFILL_AT_ONCE = 2;
/** Pages made anew after one drop at most; the rest is made when asked for. */
const REFILL_LIMIT = 200;

export type Found = { is: 'page'; page: KeptPage } | { is: 'redirect'; redirect: Redirect };

/** What was asked, parted: the path as asked for, and its decoded form without final slash. */
export type Target = { rawPath: string; path: string; query: URLSearchParams };

/**
 * Makes pages, keeps them, drops them when what they were made of changes, and makes those in use again before anyone
 * has to wait.
 */
export class Pages {
  readonly #routes: readonly Route[];
  readonly #store: PageStore;
  readonly #house: () => SiteHouse;
  readonly #making = new Map<string, { begun: number; found: Promise<Found> }>();
  readonly #failed: (error: unknown, address: string) => void;
  #waiting: { key: string; address: string; audience: Audience }[] = [];
  #refilling = 0;

  constructor(parts: {
    routes: readonly Route[];
    store: PageStore;
    house: () => SiteHouse;
    failed: (error: unknown, address: string) => void;
  }) {
    this.#routes = parts.routes;
    this.#store = parts.store;
    this.#house = parts.house;
    this.#failed = parts.failed;
  }

  /**
   * The page at this address for this audience, kept or made now. Many who ask for the same page at once get the one
   * that is being made.
   *
   * address  path and query as asked for, parted by `readTarget` already
   */
  async find(address: string, target: Target, audience: Audience): Promise<Found> {
    const key = pageKey(audience, address);
    const kept = this.#store.find(key, this.#house().clock().getTime());
    if (kept) return { is: 'page', page: kept };
    const making = this.#making.get(key);
    const begun = this.#store.epoch;
    // What was begun before a change may show what was: whoever asks after it gets a page made after it.
    if (making?.begun === begun) return making.found;
    const found = this.#make(key, target, audience, begun).finally(() => {
      if (this.#making.get(key)?.found === found) this.#making.delete(key);
    });
    this.#making.set(key, { begun, found });
    return found;
  }

  /** Drops every page made of one of these, and makes anew those that were read more than once. */
  drop(dependencies: Iterable<Dependency>): void {
    this.#refill(this.#store.drop(dependencies));
  }

  dropAll(): void {
    this.#refill(this.#store.dropAll());
  }

  async #make(key: string, target: Target, audience: Audience, begun: number): Promise<Found> {
    const house = this.#house();
    const now = house.clock();
    const outcome = await this.#answer(house, { ...target, audience, now });
    if ('to' in outcome) return { is: 'redirect', redirect: outcome };
    const page = finishPage(outcome, key, house.paper.settings, now.getTime());
    if (outcome.keep) this.#store.keep(page, begun);
    return { is: 'page', page };
  }

  async #answer(house: SiteHouse, ask: Ask): Promise<Answer | Redirect> {
    for (const route of this.#routes) {
      const fits = typeof route.match === 'string' ? route.match === ask.path : route.match.test(ask.path);
      const answer = fits ? await route.make(house, ask) : undefined;
      if (answer) return answer;
    }
    throw new Error(`No route answers ${ask.path}; the last one must answer everything.`);
  }

  #refill(gone: readonly KeptPage[]): void {
    const inUse = gone.filter((page) => page.hits > 1).sort((one, other) => other.hits - one.hits);
    const wanted = inUse.slice(0, REFILL_LIMIT).map(({ key }) => {
      const audience = audienceOfKey(key);
      return { key, address: audience === 'whole' ? key.slice(1) : key, audience };
    });
    const known = new Set(this.#waiting.map(({ key }) => key));
    this.#waiting.push(...wanted.filter(({ key }) => !known.has(key)));
    for (let free = REFILL_AT_ONCE - this.#refilling; free > 0; free -= 1) void this.#refillNext();
  }

  async #refillNext(): Promise<void> {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#refilling += 1;
    try {
      const target = readTarget(next.address);
      if (target) await this.find(next.address, target, next.audience);
    } catch (error) {
      this.#failed(error, next.address);
    } finally {
      this.#refilling -= 1;
      setImmediate(() => void this.#refillNext());
    }
  }
}

/** Parts an address as it stands in a request line; undefined when it is not one (broken percent-encoding). */
export function readTarget(address: string): Target | undefined {
  const mark = address.indexOf('?');
  const rawPath = mark < 0 ? address : address.slice(0, mark);
  try {
    const decoded = rawPath.includes('%') ? decodeURIComponent(rawPath) : rawPath;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here.
    if (/[\u0000-\u001f\u007f]/.test(decoded)) return undefined;
    const path = decoded.length > 1 ? decoded.replace(/\/+$/, '') || '/' : decoded;
    return { rawPath, path, query: new URLSearchParams(mark < 0 ? '' : address.slice(mark + 1)) };
  } catch {
    return undefined;
  }
}

/** Names a page may have in its query; all others (of campaigns and trackers) do not make another page. */
const KNOWN_PARAMETERS = new Set([
  'before',
  'after',
  'q',
  'section',
  'topic',
  'byline',
  'from',
  'to',
  'order',
  'p',
  'page_id',
  'attachment_id',
  'cat',
  'author',
  'm',
  's',
  'feed',
  'amp',
]);

/** The address under which a page is kept: without parameters that no page knows, the others in their order. */
export function keptAddress(address: string): string {
  const mark = address.indexOf('?');
  if (mark < 0) return address;
  const known = address
    .slice(mark + 1)
    .split('&')
    .filter((part) => KNOWN_PARAMETERS.has(part.split('=', 1)[0] ?? ''));
  return known.length > 0 ? `${address.slice(0, mark)}?${known.join('&')}` : address.slice(0, mark);
}
