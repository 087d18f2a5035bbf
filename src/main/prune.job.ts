import { pruneAccounts } from '#accounts/prune.sql.js';
import { pruneLetters } from '#store/letters.sql.js';
import { pruneEvents } from '#store/outbox.sql.js';
import type { House } from './house.io.ts';

const EVERY_MS = 6 * 3_600_000;
/** How long events are remembered after everybody has read them. */
const KEPT_MS = 90 * 86_400_000;

type Log = { error(facts: object, says: string): void };

/**
 * Forgets events that everybody has read long ago, sessions and codes that are over, and what became of old letters, so
 * that none of them grows for ever.
 *
 * returns  how to stop it
 */
export function pruneOnTime(house: Pick<House, 'store' | 'clock'>, log: Log): () => void {
  const timer = setInterval(() => {
    const before = new Date(house.clock().getTime() - KEPT_MS);
    const { db } = house.store;
    const pruning = pruneEvents(db, before)
      .then(() => pruneAccounts(db, house.clock()))
      .then(() => pruneLetters(db, before));
    pruning.catch((error: unknown) =>
      log.error({ err: error }, 'What is over could not be forgotten; it is tried again.'),
    );
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
