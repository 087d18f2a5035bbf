import type { Members } from '#members/members.js';
import { reconcileTonight } from '#members/stripe-night.job.js';

const EVERY_MS = 15 * 60_000;

/**
 * Looks now and then whether this night's comparison with Stripe is to be done.
 *
 * returns  how to stop it; one that is under way ends first
 */
export function reconcileOnTime(house: Members): () => Promise<void> {
  let comparing = Promise.resolve();
  const timer = setInterval(() => {
    comparing = comparing.then(async () => {
      await reconcileTonight(house);
    });
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return comparing;
  };
}
