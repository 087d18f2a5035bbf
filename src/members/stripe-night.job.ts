import { dayIn } from '#kit/zone.js';
import { isAsleep } from '#store/asleep.sql.js';
import { isTaken, keepEvent } from './stripe/event.sql.ts';
import type { StripeHouse } from './stripe/house.ts';
import { planPrices } from './stripe-prices.io.ts';
import { reconcileStripe } from './stripe-reconcile.io.ts';

/** By the clocks of the paper, when few people read. */
const FROM_HOUR = 3;

/**
 * Compares Stripe with the database where it was not done this night: what a lost webhook left behind is set right, and
 * the rest is listed for the commercial desk. Of several processes one does; a copy that is asleep does not.
 *
 * returns  whether it was done
 */
export async function reconcileTonight(house: StripeHouse): Promise<boolean> {
  const { store, settings, clock, log } = house;
  const { stripeKey, timeZone } = settings();
  const now = clock();
  const night = `compared-${dayIn(timeZone, now)}`;
  try {
    if (!stripeKey || hourIn(timeZone, now) < FROM_HOUR) return false;
    if ((await isAsleep(store.db)) || (await isTaken(store.db, night))) return false;
    if (!(await store.claim('stripe-night'))) return false;
    const planned = await planPrices(house);
    const { checked, set, differ } = await reconcileStripe(house);
    const row = { id: night, kind: 'compared', happenedAt: now.getTime(), takenAt: clock().getTime() };
    await keepEvent(store.db, { ...row, outcome: 'taken' });
    log.info({ checked, set, differ: differ.length, planned }, 'Stripe was compared with the database.');
    return true;
  } catch (error) {
    log.error({ err: error }, 'Stripe could not be compared with the database; it is tried again.');
    return false;
  }
}

function hourIn(zone: string, now: Date): number {
  const hour = { timeZone: zone, hour: 'numeric', hourCycle: 'h23' } as const;
  return Number(new Intl.DateTimeFormat('en', hour).format(now));
}
