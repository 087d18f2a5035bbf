import { pruneAccounts } from '#accounts/prune.sql.js';
import { pruneSpent } from '#members/meter.sql.js';
import { pruneGifts } from '#members/story-gift.sql.js';
import { pruneLetters } from '#store/letters.sql.js';
import { pruneEvents } from '#store/outbox.sql.js';
import type { Db } from '#store/tables.js';
import type { House } from './house.io.ts';

const EVERY_MS = 6 * 3_600_000;
/** What readers read is forgotten soon after the meter's period ends. */
const SPENT_EVERY_MS = 15 * 60_000;
/** How long events are remembered after everybody has read them. */
const KEPT_MS = 90 * 86_400_000;

type Log = { error(facts: object, says: string): void };

/**
 * Forgets events that everybody has read long ago, sessions and codes that are over, what the meter was spent on, and
 * what became of old letters, so that none of them grows for ever.
 *
 * returns  how to stop it
 */
export function pruneOnTime(house: Pick<House, 'store' | 'clock'>, log: Log): () => void {
  const { db } = house.store;
  const run = (prune: (db: Db, now: Date) => Promise<void>): void =>
    void prune(db, house.clock()).catch((error: unknown) =>
      log.error({ err: error }, 'What is over could not be forgotten; it is tried again.'),
    );
  // A process that is often started anew forgets too.
  run(pruneSpent);
  const timers = [
    setInterval(() => run(pruneSpent), SPENT_EVERY_MS),
    setInterval(() => run(pruneAll), EVERY_MS),
  ];
  for (const timer of timers) timer.unref();
  return () => timers.forEach(clearInterval);
}

async function pruneAll(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await pruneEvents(db, before);
  await pruneAccounts(db, now);
  await pruneLetters(db, before);
  await pruneGifts(db, now);
}
