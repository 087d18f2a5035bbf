import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Audience, type Decision, decide } from '#stories/gate.js';
import type { SiteMetrics } from './metrics.ts';
import { chooseCoding, formOf } from './page-bytes.io.ts';
import { type Form, type KeptPage, type PageStore, pageKey } from './page-store.ts';
import { type Found, keptAddress, type Pages, readTarget, type Target } from './pages.io.ts';
import type { Passes } from './passes.ts';
import type { ViewsCount } from './views-count.ts';

/** Longer addresses are nobody's: answered 414. */
const LONGEST_ADDRESS = 4_000;

export type ListenerParts = {
  pages: Pages;
  store: PageStore;
  views: ViewsCount;
  metrics: SiteMetrics;
  /** Tells what readers may read; undefined where nobody has more rights than others. */
  passes: () => Passes | undefined;
  /** Milliseconds since 1970, by the clock of the house: what is kept turns by it. */
  now: () => number;
  /** The paper's own host, for counting where readers come from. */
  host: () => string;
  /** Answers requests that are not for a kept kind of page; true when it took the request. */
  others: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
  /** Refuses an asker that asks too much; true when it did. */
  refuse: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
  failed: (error: unknown, address: string) => void;
};

/**
 * Answers readers straight from the http server: a kept page costs a look-up and a write. Whatever is not a page is
 * handed to `others` first.
 */
export class ReaderListener {
  readonly #parts: ListenerParts;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /** Returns false when somebody else must answer. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '/' } = request;
    const reads = method === 'GET' || method === 'HEAD';
    if (reads) {
      const page = this.#keptFor(request, url);
      if (page) {
        this.#send(request, response, page);
        return true;
      }
    }
    const end = url.indexOf('?');
    if (this.#parts.others(request, response, end < 0 ? url : url.slice(0, end))) return true;
    if (!reads)
      return plainAnswer(response, 405, 'This address is only for reading.', { allow: 'GET, HEAD' });
    this.answer(request, response);
    return true;
  }

  /**
   * The kept page that this reader is to get, if nothing has to be asked for it: the gate decides before the page is
   * chosen, and whoever has no rights of their own costs one look-up.
   */
  #keptFor(request: IncomingMessage, url: string): KeptPage | undefined {
    const { store } = this.#parts;
    const passes = this.#parts.passes();
    const now = this.#parts.now();
    if (!passes?.has(request)) return store.find(url, now);
    const page = store.find(pageKey('whole', url), now) ?? store.find(url, now);
    if (!page?.closed) return page;
    const rights = passes.peek(request);
    if (rights === 'ask') return undefined;
    const audience = audienceOf(decide(page.closed, rights));
    return audience === page.audience ? page : store.find(pageKey(audience, url), now);
  }

  /** The page that this reader is to get, made where it must be: the opening tells what the gate goes by. */
  async #findFor(request: IncomingMessage, address: string, target: Target): Promise<Found> {
    const { pages } = this.#parts;
    const passes = this.#parts.passes();
    const found = await pages.find(address, target, 'opening');
    if (found.is !== 'page' || !found.page.closed || !passes?.has(request)) return found;
    const rights = await passes.find(request);
    if (decide(found.page.closed, rights).is === 'opening') return found;
    const whole = await pages.find(address, target, 'whole');
    // It may have been closed further in between: what is sent is what was decided on.
    const stays =
      whole.is !== 'page' || !whole.page.closed || decide(whole.page.closed, rights).is === 'whole';
    return stays ? whole : pages.find(address, target, 'opening');
  }

  /** Answers with a page, whatever others might have had to say. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    void this.#answer(request, response, request.url ?? '/');
  }

  async #answer(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
    const { metrics, failed } = this.#parts;
    try {
      if (url.length > LONGEST_ADDRESS) return void plainAnswer(response, 414, 'This address is too long.');
      const address = keptAddress(url);
      const target = readTarget(address);
      if (!target)
        return void plainAnswer(
          response,
          400,
          'This address cannot be read: its percent-encoding is broken.',
        );
      if (this.#parts.refuse(request, response, target.path)) return;
      const measured = metrics.makingSeconds.startTimer();
      const found = await this.#findFor(request, address, target);
      measured();
      metrics.made.inc({ status: found.is === 'page' ? found.page.status : found.redirect.status });
      this.#sendFound(request, response, found);
    } catch (error) {
      failed(error, url);
      if (!response.headersSent)
        plainAnswer(
          response,
          500,
          'This page could not be made. The newsroom has been told; please try again.',
        );
      else response.destroy();
    }
  }

  #sendFound(request: IncomingMessage, response: ServerResponse, found: Found): void {
    if (found.is === 'page') {
      this.#send(request, response, found.page);
      return;
    }
    const { status, to } = found.redirect;
    response
      .writeHead(status, {
        location: encodeLocation(to),
        'cache-control': 'public, max-age=300',
        'content-length': '0',
      })
      .end();
  }

  #send(request: IncomingMessage, response: ServerResponse, page: KeptPage): void {
    const { headers, method } = request;
    if (page.views !== undefined && method === 'GET' && !looksAhead(headers)) {
      this.#parts.views.add(
        page.views,
        page.audience,
        { userAgent: headers['user-agent'], referrer: headers.referer, host: this.#parts.host() },
        this.#parts.now(),
      );
    }
    if (isUnchanged(request, page)) {
      this.#count(304);
      response.writeHead(304, page.unchanged as string[]).end();
      return;
    }
    this.#count(page.status);
    const coding = chooseCoding(headers['accept-encoding'] as string | undefined);
    const ready = page.forms.get(coding);
    if (ready) {
      write(response, page, ready, method === 'HEAD');
      return;
    }
    formOf(page, coding).then(
      (form) => {
        this.#parts.store.grew(page, form);
        write(response, page, form, method === 'HEAD');
      },
      (error: unknown) => {
        this.#parts.failed(error, page.key);
        write(response, page, page.forms.get('identity') as Form, method === 'HEAD');
      },
    );
  }

  #count(status: number): void {
    const { sent } = this.#parts.metrics;
    sent[status] = (sent[status] ?? 0) + 1;
  }
}

function audienceOf(decision: Decision): Audience {
  return decision.is === 'whole' ? 'whole' : 'opening';
}

/** RFC 9110, 13.2.2: If-None-Match rules; If-Modified-Since is looked at only without it. */
function isUnchanged({ headers }: IncomingMessage, page: KeptPage): boolean {
  if (page.status !== 200) return false;
  const match = headers['if-none-match'];
  if (match !== undefined)
    return (
      match === page.etag ||
      match === '*' ||
      match.split(',').some((tag) => tag.trim().replace(/^W\//, '') === page.etag.slice(2))
    );
  const since = headers['if-modified-since'];
  return since !== undefined && Date.parse(since) >= Date.parse(page.lastModified);
}

/** A browser that fetches what its reader may want next: 'prefetch', or 'prefetch;prerender'. */
function looksAhead({ 'sec-purpose': purpose }: IncomingMessage['headers']): boolean {
  return typeof purpose === 'string' && purpose.startsWith('prefetch');
}

function write(response: ServerResponse, page: KeptPage, form: Form, headOnly: boolean): void {
  response.writeHead(page.status, form.headers as string[]);
  if (headOnly) response.end();
  else response.end(form.body);
}

/** A one-line answer for what is no page. */
export function plainAnswer(
  response: ServerResponse,
  status: number,
  says: string,
  headers: Record<string, string> = {},
): true {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(`${says}\n`);
  return true;
}

/** A redirect's target as it may stand in a header: whatever is not ASCII is percent-encoded, line breaks cannot occur. */
function encodeLocation(to: string): string {
  return encodeURI(to).replace(/%25([0-9a-f]{2})/gi, '%$1');
}
