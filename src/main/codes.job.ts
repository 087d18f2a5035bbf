import { type CodesHouse, tendCodes } from '#members/codes.job.js';

const EVERY_MS = 5 * 60_000;
/** What serves a moment ago has more to do than this. */
const FIRST_MS = 15_000;

type Log = { error(facts: object, says: string): void };

/**
 * Looks now and then at gifts, groups and files of circulation systems. Of several processes one does. A payment that came
 * is looked at when it is told of, so that who bought a gift does not wait.
 *
 * returns  how to stop it; a look that is under way ends first
 */
export function tendCodesOnTime(house: CodesHouse, log: Log): () => Promise<void> {
  let tending = Promise.resolve();
  const look = (): void => {
    tending = tending
      .then(async () => {
        if (await house.store.claim('codes')) await tendCodes(house);
      })
      .catch((error: unknown) =>
        log.error({ err: error }, 'Gifts and groups could not be looked at; they are tried again.'),
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
