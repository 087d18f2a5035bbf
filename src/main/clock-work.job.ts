import { isAsleep } from '#store/asleep.sql.js';
import type { Store } from '#store/store.io.js';

/**
 * Something that the clock asks for, now and then: letters that are due, ends that are to be written down. Nothing that
 * anybody may read or do waits for it.
 *
 * name     by which one of several processes takes it on
 * says     what is logged when it fails; it is tried again
 * look     does what is due; whether there is more of it
 */
export type ClockWork = {
  readonly name: string;
  readonly firstMs: number;
  readonly everyMs: number;
  readonly says: string;
  readonly look: () => Promise<boolean>;
};

type Log = { error(facts: object, says: string): void };

/** While there is more to do, it goes on after so long. */
const MORE_MS = 200;

/**
 * Looks at it on time, one look after the other.
 *
 * returns  how to stop it; a look that is under way ends first
 */
export function startClockWork(work: ClockWork, store: Store, log: Log): () => Promise<void> {
  let stopped = false;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const set = (waitMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = lookOnce(work, store, log).then(set);
    }, waitMs);
    timer.unref();
  };
  set(work.firstMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
  };
}

/** Looks once, unless another process does or this is a sleeping copy. returns  after how many milliseconds to look again */
export async function lookOnce(work: ClockWork, store: Store, log: Log): Promise<number> {
  const { name, everyMs, says, look } = work;
  try {
    if ((await isAsleep(store.db)) || !(await store.claim(name))) return everyMs;
    return (await look()) ? MORE_MS : everyMs;
  } catch (error) {
    log.error({ err: error }, says);
    return everyMs;
  }
}
