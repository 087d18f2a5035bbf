import { type Cursor, findCursor, findHead, listEvents, type OutboxEvent, saveCursor } from './outbox.sql.ts';
import type { Store } from './store.io.ts';

/** Events read in one go. */
const BATCH = 200;
/** How often a consumer looks without having been woken, in milliseconds: what is missed is caught here. */
const LOOK_AGAIN_MS = 1_000;
/** Waiting time after a consumer failed, in milliseconds, doubled up to the longest. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Somebody who hears what happened.
 *
 * name     of its cursor; keep it, or it starts anew
 * memory   true: the cursor is this process's own and starts at the head (the page store); false: kept in the store
 * hear     called with events in order; must be repeatable, since a crash repeats the last batch
 */
export type Consumer = {
  readonly name: string;
  readonly memory: boolean;
  readonly hear: (events: readonly OutboxEvent[]) => Promise<void>;
};

export type RunnerLog = { error(facts: object, message: string): void };

/** Carries events to one consumer, woken by commits; nothing is lost, a failed batch is tried again. */
export class OutboxRunner {
  readonly #store: Store;
  readonly #consumer: Consumer;
  readonly #log: RunnerLog;
  #cursor: Cursor | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #failures = 0;

  constructor(store: Store, consumer: Consumer, log: RunnerLog) {
    this.#store = store;
    this.#consumer = consumer;
    this.#log = log;
  }

  async start(): Promise<void> {
    this.#cursor = await this.#firstCursor();
    this.#stopListening = this.#store.onCommit(() => this.wake());
    this.wake();
  }

  /** Looks for events now; while a look is running, once more after it. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (this.#running || this.#failures > 0) return;
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
      this.#schedule();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        while (await this.#step()) if (this.#stopped) return;
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#log.error(
        { error, consumer: this.#consumer.name },
        'A consumer of events failed; it is tried again.',
      );
    }
  }

  /** Reads and hands on one batch; true when there may be more. */
  async #step(): Promise<boolean> {
    const cursor = this.#cursor ?? { xact: 0, eventId: 0 };
    const events = await listEvents(this.#store.db, cursor, BATCH);
    const last = events.at(-1);
    if (!last) return false;
    await this.#consumer.hear(events);
    this.#cursor = { xact: last.xact, eventId: last.id };
    if (!this.#consumer.memory) await saveCursor(this.#store.db, this.#consumer.name, this.#cursor);
    return events.length === BATCH;
  }

  #schedule(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    const pause =
      this.#failures > 0
        ? Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS)
        : LOOK_AGAIN_MS;
    this.#timer = setTimeout(() => {
      const failures = this.#failures;
      this.#failures = 0;
      this.wake();
      this.#failures = failures;
    }, pause);
    this.#timer.unref();
  }

  async #firstCursor(): Promise<Cursor> {
    if (this.#consumer.memory) return findHead(this.#store.db);
    return (await findCursor(this.#store.db, this.#consumer.name)) ?? { xact: 0, eventId: 0 };
  }
}
