import { isAsleep } from '#store/asleep.sql.js';
import { announceDue, findNextTurn } from '#stories/turns.sql.js';
import type { House } from './house.io.ts';

/** Looks at least this often, in case the clock of the machine was set. */
const LONGEST_WAIT_MS = 15_000;
const SHORTEST_WAIT_MS = 20;

type Log = { error(facts: object, says: string): void };

/**
 * Tells of stories when their time comes, to the second, and withdraws those whose time is over. Pages do not wait for
 * it: they ask the time themselves.
 *
 * returns  how to stop it
 */
export function announceOnTime(house: Pick<House, 'store' | 'clock'>, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const plan = (waitMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => void look(), waitMs);
    timer.unref();
  };
  const look = async (): Promise<void> => {
    try {
      // A restored copy turns no story until it is woken.
      if (await isAsleep(house.store.db)) return plan(LONGEST_WAIT_MS);
      const now = house.clock();
      const turned = await announceDue(house.store.db, now);
      const next = turned > 0 ? now.getTime() : await findNextTurn(house.store.db, now);
      const wait = next === null ? LONGEST_WAIT_MS : next - house.clock().getTime();
      plan(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, wait)));
    } catch (error) {
      log.error({ err: error }, 'Scheduled stories could not be looked at; they are tried again.');
      plan(LONGEST_WAIT_MS);
    }
  };
  const stopListening = house.store.onCommit(() => {
    // Somebody may have scheduled a story for sooner than what is waited for.
    clearTimeout(timer);
    plan(SHORTEST_WAIT_MS);
  });
  plan(0);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopListening();
  };
}
