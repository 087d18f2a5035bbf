import { isAsleep } from './asleep.sql.ts';
import {
  beginning,
  type Cursor,
  findCursor,
  findHead,
  isHeldBack,
  listEvents,
  type OutboxEvent,
  saveCursor,
} from './outbox.sql.ts';
import type { Store } from './store.io.ts';

/** Events read in one go. */
const BATCH = 200;
/** How often a consumer looks without having been woken, in milliseconds: what is missed is caught here. */
const LOOK_AGAIN_MS = 1_000;
/** First pause before looking for an event that an older transaction holds back, in milliseconds, doubled each time. */
const HELD_BACK_MS = 10;
/** Waiting time after a consumer failed, in milliseconds, doubled up to the longest. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Somebody who hears what happened.
 *
 * name     of its cursor; keep it, or it starts anew
 * memory   true: the cursor is this process's own and starts at the head (the page store); false: kept in the store,
 *          and of several processes one at a time hears
 * outward  true: it speaks to others outside the house and waits while the publication is asleep
 * hear     called with events in order; must be repeatable, since a crash repeats the last batch
 */
export type Consumer = {
  readonly name: string;
  readonly memory: boolean;
  readonly outward?: boolean;
  readonly hear: (events: readonly OutboxEvent[]) => Promise<void>;
};

export type RunnerLog = { error(facts: object, message: string): void };

/** Carries events to one consumer, woken by commits; nothing is lost, a failed batch is tried again. */
export class OutboxRunner {
  readonly #store: Store;
  readonly #consumer: Consumer;
  readonly #log: RunnerLog;
  #memory: Cursor = beginning;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #failures = 0;
  /** How often in a row something was held back. */
  #heldBack = 0;

  constructor(store: Store, consumer: Consumer, log: RunnerLog) {
    this.#store = store;
    this.#consumer = consumer;
    this.#log = log;
  }

  async start(): Promise<void> {
    if (this.#consumer.memory) this.#memory = await findHead(this.#store.db);
    this.#stopListening = this.#store.onCommit(() => this.wake());
    this.wake();
  }

  /** Looks for events now; while a look is running, once more after it. A consumer that failed waits out its pause. */
  wake(): void {
    this.#again = true;
    if (this.#failures === 0) this.#look();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #look(): void {
    if (this.#running || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
      this.#schedule();
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        while (!this.#stopped && (await this.#step()));
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

  /** Reads and hands on one batch; false when there was none. */
  async #step(): Promise<boolean> {
    const { db } = this.#store;
    const { name, memory, outward, hear } = this.#consumer;
    if (outward && (await isAsleep(db))) return false;
    if (!memory && !(await this.#store.claim(`consumer ${name}`))) return false;
    // Read each time: another process may have carried on in between.
    const cursor = memory ? this.#memory : ((await findCursor(db, name)) ?? beginning);
    const events = await listEvents(db, cursor, BATCH);
    const last = events.at(-1);
    if (!last) {
      this.#heldBack = (await isHeldBack(db, cursor)) ? this.#heldBack + 1 : 0;
      return false;
    }
    await hear(events);
    const reached = { xact: last.xact, eventId: last.id };
    if (memory) this.#memory = reached;
    else await saveCursor(db, name, reached);
    return true;
  }

  #schedule(): void {
    if (this.#stopped) return;
    if (this.#again && this.#failures === 0) {
      this.#look();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#again = true;
      this.#look();
    }, this.#pauseMs());
    this.#timer.unref();
  }

  #pauseMs(): number {
    if (this.#failures > 0) return Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
    return this.#heldBack > 0
      ? Math.min(HELD_BACK_MS * 2 ** (this.#heldBack - 1), LOOK_AGAIN_MS)
      : LOOK_AGAIN_MS;
  }
}
