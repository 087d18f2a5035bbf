import type { MoneyHouse } from '#members/money-house.js';
import { turnMemberships } from '#members/turn-memberships.io.js';
import { isAsleep } from '#store/asleep.sql.js';

const EVERY_MS = 60_000;
/** While there is more to do, it goes on after so long. */
const MORE_MS = 200;

type Log = { error(facts: object, says: string): void };

/**
 * Writes down what time does to memberships, sends invoices and reminders, and tells those concerned. Of several
 * processes one does it; a sleeping copy does not. Nobody's access waits for it.
 *
 * returns  how to stop it; a look that is under way ends first
 */
export function turnMembershipsOnTime(house: MoneyHouse, log: Log): () => Promise<void> {
  let stopped = false;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const set = (waitMs: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = lookAtMemberships(house, log).then(set);
    }, waitMs);
    timer.unref();
  };
  set(MORE_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
  };
}

/** Looks once. returns  after how many milliseconds to look again */
export async function lookAtMemberships(house: MoneyHouse, log: Log): Promise<number> {
  try {
    if (await isAsleep(house.store.db)) return EVERY_MS;
    if (!(await house.store.claim('memberships'))) return EVERY_MS;
    return (await turnMemberships(house)) > 0 ? MORE_MS : EVERY_MS;
  } catch (error) {
    log.error({ err: error }, 'Memberships could not be looked at; they are tried again.');
    return EVERY_MS;
  }
}
