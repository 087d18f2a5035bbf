import { pruneEvents } from '#store/outbox.sql.js';
import type { House } from './house.io.ts';

const EVERY_MS = 6 * 3_600_000;
/** How long events are remembered after everybody has read them. */
const KEPT_MS = 90 * 86_400_000;

type Log = { error(facts: object, says: string): void };

/**
 * Forgets events that everybody has read long ago, so that the outbox does not grow for ever.
 *
 * returns  how to stop it
 */
export function pruneOnTime(house: Pick<House, 'store' | 'clock'>, log: Log): () => void {
  const timer = setInterval(() => {
    const before = new Date(house.clock().getTime() - KEPT_MS);
    pruneEvents(house.store.db, before).catch((error: unknown) =>
      log.error({ err: error }, 'Old events could not be forgotten; it is tried again.'),
    );
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
