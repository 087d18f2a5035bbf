import { findNextLaunch, settleDueLaunches } from '#fronts/launch.sql.js';
import { isAsleep } from '#store/asleep.sql.js';
import { announceDue, findNextTurn } from '#stories/turns.sql.js';
import type { House } from './house.io.ts';

/** Looks at least this often, in case the clock of the machine was set. */
const LONGEST_WAIT_MS = 15_000;
const SHORTEST_WAIT_MS = 20;

type Log = { error(facts: object, says: string): void };

/**
 * Tells of stories when their time comes, to the second, withdraws those whose time is over, and settles launches of
 * fronts that are due. Pages do not wait for it: they ask the time themselves.
 *
 * returns  how to stop it; a look that is under way ends first
 */
export function announceOnTime(house: Pick<House, 'store' | 'clock'>, log: Log): () => Promise<void> {
  const alarm = new Alarm(() => look(house, log));
  // Somebody may have scheduled a story for sooner than what is waited for.
  const stopListening = house.store.onCommit(() => alarm.set(SHORTEST_WAIT_MS));
  alarm.set(0);
  return () => {
    stopListening();
    return alarm.stop();
  };
}

/** Turns what is due; gives after how many milliseconds to look again. */
async function look({ store, clock }: Pick<House, 'store' | 'clock'>, log: Log): Promise<number> {
  try {
    // A restored copy turns no story until it is woken.
    if (await isAsleep(store.db)) return LONGEST_WAIT_MS;
    const now = clock();
    const turned = (await announceDue(store.db, now)) + (await settleDueLaunches(store.db, now));
    if (turned > 0) return SHORTEST_WAIT_MS;
    const turns = [await findNextTurn(store.db, now), await findNextLaunch(store.db, now)];
    const next = Math.min(...turns.map((turn) => turn ?? Number.POSITIVE_INFINITY));
    const wait = next - clock().getTime();
    return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, wait));
  } catch (error) {
    log.error({ err: error }, 'Scheduled stories could not be looked at; they are tried again.');
    return LONGEST_WAIT_MS;
  }
}

/** Rings at the soonest time it was set to. One ringing at a time: set meanwhile, it rings once more after it. */
class Alarm {
  readonly #ring: () => Promise<number>;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #ringing: Promise<void> | undefined;
  #stopped = false;

  /** ring  does what is due and gives the milliseconds until the next time */
  constructor(ring: () => Promise<number>) {
    this.#ring = ring;
  }

  /** Somebody who writes all the time does not put it off: a later time than the one it is set to changes nothing. */
  set(waitMs: number): void {
    const at = performance.now() + waitMs;
    if (this.#stopped || at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => this.#begin(), waitMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ringing;
  }

  #begin(): void {
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (this.#ringing) {
      this.set(SHORTEST_WAIT_MS);
      return;
    }
    this.#ringing = this.#ring().then((waitMs) => {
      this.#ringing = undefined;
      this.set(waitMs);
    });
  }
}
