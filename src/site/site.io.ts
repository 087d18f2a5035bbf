import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#kit/clock.js';
import type { Files } from '#store/files.io.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Store } from '#store/store.io.js';
import { findNextTurn } from '#stories/turns.sql.js';
import { type Change, changeOf } from './changes.ts';
import { Clients, isAmong, isLoopback } from './clients.ts';
import { Limit } from './limits.ts';
import { plainAnswer, ReaderListener } from './listener.io.ts';
import { SiteMetrics } from './metrics.ts';
import type { Dependency, Paper, SiteHouse } from './page.ts';
import { PageStore } from './page-store.ts';
import { keptAddress, Pages, readTarget } from './pages.io.ts';
import { loadPaper } from './paper.io.ts';
import { Parts } from './parts.ts';
import type { Passes } from './passes.ts';
import { findPicturePages } from './picture-pages.io.ts';
import { findFile, sendPicture } from './pictures.route.ts';
import { purge } from './purge.io.ts';
import { Readership } from './readership.io.ts';
import { siteRoutes } from './routes.ts';
import { Shelf } from './shelf.io.ts';
import type { SiteLog } from './site-log.ts';

const MEGABYTE = 1_048_576;
const MOST_REDIRECTS = 6;

export type SiteParts = {
  store: Store;
  files: Files;
  clock: Clock;
  environment: NodeJS.ProcessEnv;
  log: SiteLog;
  /** Where the process listens, for absolute links while no address is set. */
  listening: string;
};

/** The reader's site: pages, what they are made from, and the events that change them. */
export class Site {
  readonly metrics: SiteMetrics;
  readonly readership: Readership;
  readonly #parts: SiteParts;
  readonly #store: PageStore;
  readonly #pages: Pages;
  readonly #listener: ReaderListener;
  readonly #kept = new Parts();
  readonly #shelf = new Shelf();
  readonly #searches = new Limit();
  #paper: Paper;
  #clients: Clients;
  #passes: Passes | undefined;
  #turn: { at: number | null; foundAt: number } | undefined;
  /** Counts what was heard: a turn looked up before is not kept after it. */
  #heard = 0;

  private constructor(parts: SiteParts, paper: Paper) {
    this.#parts = parts;
    this.#paper = paper;
    this.#clients = new Clients(paper.settings.proxies);
    this.#store = new PageStore(paper.settings.pageMemoryMb * MEGABYTE);
    this.metrics = new SiteMetrics(this.#store);
    const failed = (error: unknown, address: string): void =>
      parts.log.error({ err: error, address }, 'A page could not be made.');
    this.#pages = new Pages({ routes: siteRoutes, store: this.#store, house: () => this.house, failed });
    this.readership = new Readership({
      ...parts,
      wanted: () => this.#paper.settings.mostRead,
      changed: () => this.#drop(new Set(['read'])),
    });
    this.#listener = new ReaderListener({
      pages: this.#pages,
      store: this.#store,
      views: this.readership.views,
      metrics: this.metrics,
      passes: () => this.#passes,
      now: () => parts.clock().getTime(),
      host: () => this.#paper.host,
      others: (request, response, path) => this.#takeFile(request, response, path),
      refuse: (request, response, path) => this.#refuse(request, response, path),
      failed,
    });
  }

  static async open(parts: SiteParts): Promise<Site> {
    const { paper, assets } = await loadPaper({ ...parts, db: parts.store.db, folder: parts.store.folder });
    const site = new Site(parts, paper);
    await site.#shelf.put(assets);
    await site.readership.rank();
    return site;
  }

  /** From now on readers with rights of their own get what they may read; until then everybody gets openings. */
  letIn(passes: Passes): void {
    this.#passes = passes;
  }

  /** What makers of pages use; new after each change of the paper. */
  get house(): SiteHouse {
    const { store, clock } = this.#parts;
    return {
      db: store.db,
      slow: store.slow,
      clock,
      paper: this.#paper,
      nextTurn: (now) => this.#nextTurn(now),
      mostRead: () => this.readership.mostRead,
      parts: this.#kept,
    };
  }

  get paper(): Paper {
    return this.#paper;
  }

  /** Answers a reader's request, or returns false for addresses that are no reader's. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#listener.take(request, response);
  }

  /**
   * What a reader would be answered at an address, redirects of ours followed: its last status and the way there.
   *
   * address  path and query, or a whole address of any host
   */
  async follow(address: string): Promise<{ status: number; way: string[] }> {
    const way: string[] = [];
    let next = pathOf(address);
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const answer = await this.#answerTo(next);
      if (!answer.to) return { status: answer.status, way };
      way.push(answer.to);
      // A redirect that leaves the site is an answer; what stands there is not ours to say.
      if (/^[a-z][a-z0-9+.-]*:/i.test(answer.to)) return { status: answer.status, way };
      next = answer.to;
    }
    return { status: 508, way };
  }

  async #answerTo(address: string): Promise<{ status: number; to?: string }> {
    const target = readTarget(address);
    if (!target) return { status: 400 };
    const { files, store, log } = this.#parts;
    const file = await findFile({ files, db: store.db, log }, target.rawPath);
    if (file) return file;
    const found = await this.#pages.find(keptAddress(address), target, 'opening');
    if (found.is === 'redirect') return { status: found.redirect.status, to: found.redirect.to };
    return { status: found.page.status };
  }

  /** Whether this request may read /metrics. */
  mayMeasure(request: IncomingMessage): boolean {
    return isAmong(this.clientOf(request), this.#paper.settings.metricsFrom);
  }

  /** The client a request comes from, by the proxies that are trusted. */
  clientOf(request: IncomingMessage): string {
    return this.#clients.addressOf(request);
  }

  /** Hears what happened and drops what it changed; its cursor is this process's own. */
  get consumer(): Consumer {
    return { name: 'site.pages', memory: true, hear: (events) => this.#hear(events) };
  }

  /** Tells the CDN; kept and repeated, apart from our own pages, so that a deaf CDN holds nothing up. */
  get purgeConsumer(): Consumer {
    return {
      name: 'site.purge',
      memory: false,
      outward: true,
      hear: async (events) => {
        const changes = await this.#changesOf(events);
        const pages = changes.flatMap((change) => (change.is === 'pages' ? change.dependencies : []));
        const all = changes.some((change) => change.is === 'paper') ? (['paper'] as const) : [];
        const pictures = events.filter(({ name }) => name === 'media.changed');
        const media = pictures.map(({ subject }) => `media:${subject ?? 0}` as const);
        await purge(this.#paper.settings, [...all, ...pages, ...media]);
      },
    };
  }

  async #hear(events: readonly OutboxEvent[]): Promise<void> {
    this.#turn = undefined;
    this.#heard += 1;
    const changes = await this.#changesOf(events);
    if (changes.some((change) => change.is === 'paper')) await this.#renewPaper();
    else {
      const dependencies = new Set<Dependency>(
        changes.flatMap((change) => (change.is === 'pages' ? change.dependencies : [])),
      );
      if (dependencies.size > 0) this.#drop(dependencies);
    }
    const now = this.#parts.clock().getTime();
    for (const event of events) this.metrics.publishSeconds.observe(Math.max(0, now - event.at) / 1000);
  }

  async #changesOf(events: readonly OutboxEvent[]): Promise<Change[]> {
    const changes = events.map((event) => changeOf(event, this.#paper.settings.timeZone));
    const { db } = this.#parts.store;
    return Promise.all(
      changes.map((change) =>
        change.is === 'picture' ? findPicturePages(db, change.id, this.#paper) : change,
      ),
    );
  }

  async #renewPaper(): Promise<void> {
    const { store } = this.#parts;
    try {
      const { paper, assets } = await loadPaper({ ...this.#parts, db: store.db, folder: store.folder });
      await this.#shelf.put(assets);
      this.#paper = paper;
      this.#clients = new Clients(this.#paper.settings.proxies);
      this.#store.limit(this.#paper.settings.pageMemoryMb * MEGABYTE);
    } catch (error) {
      // A slip in settings.json while we run must not take the paper off: the earlier settings stay in force.
      this.#parts.log.error({ err: error }, 'The settings could not be read; those in force stay.');
    }
    this.#kept.dropAll();
    this.#pages.dropAll();
  }

  /** Parts first, so that pages made anew find new parts. */
  #drop(dependencies: ReadonlySet<Dependency>): void {
    this.#kept.drop(dependencies);
    this.#pages.drop(dependencies);
  }

  async #nextTurn(now: Date): Promise<number | null> {
    const at = now.getTime();
    if (this.#turn && this.#turn.foundAt <= at && (this.#turn.at === null || at < this.#turn.at))
      return this.#turn.at;
    const heard = this.#heard;
    const turn = await findNextTurn(this.#parts.store.db, now);
    if (heard === this.#heard) this.#turn = { at: turn, foundAt: at };
    return turn;
  }

  #takeFile(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (this.#shelf.send(request, response, path)) return true;
    if (path === '/favicon.ico') {
      // Browsers ask for it whatever the page says.
      response
        .writeHead(302, { location: this.#paper.view.assets.icon, 'cache-control': 'public, max-age=86400' })
        .end();
      return true;
    }
    const { files, store, log } = this.#parts;
    // An old file nobody knows may still have been sent elsewhere by a redirect of the old site.
    return sendPicture({ files, db: store.db, log }, request, response, path, () =>
      this.#listener.answer(request, response),
    );
  }

  #refuse(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (path !== '/search') return false;
    const { settings } = this.#paper;
    const client = this.clientOf(request);
    if (isLoopback(client) && !settings.limitLoopback) return false;
    const wait = this.#searches.spend(client, settings.searchesPerMinute, this.#parts.clock().getTime());
    if (wait === 0) return false;
    return plainAnswer(response, 429, `You have searched very often. Please wait ${wait} seconds.`, {
      'retry-after': String(wait),
    });
  }
}

/** Path and query of an address that may be a whole one. */
function pathOf(address: string): string {
  if (!/^https?:\/\//i.test(address)) return address.startsWith('/') ? address : `/${address}`;
  if (!URL.canParse(address)) return '/%';
  const { pathname, search } = new URL(address);
  return pathname + search;
}
