import { type BenefitHouse, tendBenefits } from '#members/benefits.job.js';

const EVERY_MS = 10 * 60_000;
/** What serves a moment ago has more to do than this. */
const FIRST_MS = 20_000;

type Log = { error(facts: object, says: string): void };

/**
 * Looks now and then at what benefits ask for by the clock: reminders, and the statements of a month that is over. Of
 * several processes one does.
 *
 * returns  how to stop it; a look that is under way ends first
 */
export function tendBenefitsOnTime(house: BenefitHouse, log: Log): () => Promise<void> {
  let tending = Promise.resolve();
  const look = (): void => {
    tending = tending
      .then(async () => {
        if (await house.store.claim('benefits')) await tendBenefits(house);
      })
      .catch((error: unknown) =>
        log.error({ err: error }, 'Reminders and statements could not be looked at; they are tried again.'),
      );
  };
  const first = setTimeout(look, FIRST_MS);
  const timer = setInterval(look, EVERY_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
    return tending;
  };
}
