import type { Clock } from '#kit/clock.js';
import type { StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { addViews, listMostRead } from '#stories/views.sql.js';
import type { SiteLog } from './site-log.ts';
import { ViewsCount } from './views-count.ts';

const SAVED_EVERY_MS = 60_000;
const RANKED_EVERY_MS = 300_000;
/** How far back reading counts for what is read most. */
const WITHIN_MS = 36 * 3_600_000;
const MOST = 12;

export type ReadershipParts = {
  store: Store;
  clock: Clock;
  log: SiteLog;
  /** Whether the newsroom wants to show what is read most. */
  wanted: () => boolean;
  /** Told when the ranking changed. */
  changed: () => void;
};

/** What is read: counted in the process, handed to the store each minute, ranked every few. */
export class Readership {
  readonly views = new ViewsCount();
  readonly #parts: ReadershipParts;
  readonly #timers: NodeJS.Timeout[] = [];
  #mostRead: readonly StoryId[] = [];

  constructor(parts: ReadershipParts) {
    this.#parts = parts;
  }

  /** Ids of the stories read most of late, most first. */
  get mostRead(): readonly StoryId[] {
    return this.#mostRead;
  }

  start(): void {
    this.#timers.push(setInterval(() => void this.save(), SAVED_EVERY_MS));
    this.#timers.push(setInterval(() => void this.#rankAgain(), RANKED_EVERY_MS));
    for (const timer of this.#timers) timer.unref();
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.save();
  }

  /** Hands what was counted to the store; what cannot be saved is counted on. */
  async save(): Promise<void> {
    const counts = this.views.take();
    if (counts.length === 0) return;
    try {
      await addViews(this.#parts.store.db, counts);
    } catch (error) {
      this.views.giveBack(counts);
      this.#parts.log.error({ err: error }, 'Readings could not be saved; they are kept and tried again.');
    }
  }

  async rank(): Promise<void> {
    const since = new Date(this.#parts.clock().getTime() - WITHIN_MS);
    this.#mostRead = this.#parts.wanted() ? await listMostRead(this.#parts.store.slow, since, MOST) : [];
  }

  async #rankAgain(): Promise<void> {
    try {
      const before = this.#mostRead.join();
      await this.rank();
      if (this.#mostRead.join() !== before) this.#parts.changed();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'What is read most could not be worked out.');
    }
  }
}
