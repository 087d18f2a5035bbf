import type { Clock } from '#kit/clock.js';
import type { Consumer } from '#store/runner.job.js';
import type { Store } from '#store/store.io.js';
import { catchUpSearch, type ReadContent } from './desk-search-index.sql.ts';
import { readWorkingContent } from './working.sql.ts';

/** How long after a change the index is brought up to date, in milliseconds, and how long it rests after that. */
const SOON_MS = 300;
const REST_MS = 2_000;

type Log = { error(facts: object, message: string): void };

/**
 * Keeps the index of what is not out in step: once at the start, and a little after every change. What was missed while
 * nobody looked is seen at the next look, so there is no place in the outbox to keep.
 */
export function followSearch(
  store: Store,
  clock: Clock,
  log: Log,
  readContent: ReadContent = readWorkingContent,
): { consumer: Consumer; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    if (!(await store.claim('desk search'))) return;
    try {
      await catchUpSearch(store, clock(), readContent);
    } catch (error) {
      if (!stopped)
        log.error({ error }, 'The desk’s search could not be brought up to date; it is tried again.');
    }
  };
  const wake = (waitMs: number): void => {
    again = true;
    if (stopped || running || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      again = false;
      running = look().finally(() => {
        running = undefined;
        if (again) wake(REST_MS);
      });
    }, waitMs);
    timer.unref();
  };
  wake(SOON_MS);
  return {
    consumer: { name: 'desk-search', memory: true, hear: async () => wake(SOON_MS) },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
