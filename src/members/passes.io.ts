import type { IncomingMessage } from 'node:http';
import type { StoryId } from '#kit/ids.js';
import { noRights, type Rights } from '#stories/gate.js';
import type { Members } from './members.ts';
import { periodAt } from './meter.ts';
import { METER_COOKIE, readSpent } from './meter-cookie.ts';
import type { NetworkGroup } from './networks.ts';
import { OPENED_COOKIE, readOpened } from './opened-cookie.ts';
import { visitorRights } from './visitor-rights.ts';

/** What single readers may read beyond others, told from a request. Asked at every page, so it remembers. */
export class ReaderPasses {
  readonly #members: Members;
  readonly #clientOf: (request: IncomingMessage) => string;

  /** clientOf  the address a request comes from, by the proxies that are trusted */
  constructor(members: Members, clientOf: (request: IncomingMessage) => string) {
    this.#members = members;
    this.#clientOf = clientOf;
  }

  has(request: IncomingMessage): boolean {
    return request.headers.cookie !== undefined || this.#groupAt(request) !== undefined;
  }

  peek(request: IncomingMessage): Rights | 'ask' {
    const reader = this.#members.readers.peek(request.headers.cookie);
    return reader === 'ask' ? 'ask' : this.#withVisit(request, reader?.rights);
  }

  async find(request: IncomingMessage): Promise<Rights> {
    return this.#withVisit(request, (await this.#members.readers.find(request.headers))?.rights);
  }

  /** The name of the group in whose network a client is. */
  networkOf(request: IncomingMessage): string | null {
    return this.#groupAt(request)?.name ?? null;
  }

  #withVisit(request: IncomingMessage, own: Rights = noRights): Rights {
    const { cookie } = request.headers;
    const network = this.#groupAt(request);
    if (!network && !bringsOpened(cookie)) return own;
    return visitorRights(own, { tier: network?.tier, opened: (story) => this.#broughtOpen(cookie, story) });
  }

  #groupAt(request: IncomingMessage): NetworkGroup | undefined {
    const { networks, clock } = this.#members;
    return networks.any ? networks.find(this.#clientOf(request), clock().getTime()) : undefined;
  }

  /** Asked only where nothing else opens the story: signatures are worked out then, and not before. */
  #broughtOpen(cookie: string | undefined, story: StoryId): boolean {
    const { secret, clock, settings } = this.#members;
    const now = clock();
    if (readOpened(cookie, secret, now.getTime()).some((one) => one.story === story)) return true;
    const period = periodAt(settings(), now);
    return period !== undefined && readSpent(cookie, period, secret).includes(story);
  }
}

function bringsOpened(cookie: string | undefined): boolean {
  return cookie !== undefined && (cookie.includes(METER_COOKIE.name) || cookie.includes(OPENED_COOKIE.name));
}
