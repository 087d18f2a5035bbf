import { dayIn } from '#kit/zone.js';
import type { Members } from '#members/members.js';
import { isAsleep } from '#store/asleep.sql.js';

const EVERY_MS = 15 * 60_000;
/** By the clocks of the paper, when few people read. */
const FROM_HOUR = 3;
const NAME = 'stripe-compared';

type House = Pick<Members, 'store' | 'settings' | 'address' | 'clock' | 'log'>;

/**
 * Compares Stripe with the database every night: what a lost webhook left behind is set right, and the rest is listed
 * for the commercial desk. Of several processes one does; a copy that is asleep does not.
 *
 * returns  how to stop it; one that is under way ends first
 */
export function reconcileOnTime(house: House): () => Promise<void> {
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

/** Does it where this night's has not been done. returns  whether it was done */
export async function reconcileTonight(house: House): Promise<boolean> {
  try {
    if (!(await isDue(house))) return false;
    const { reconcileStripe } = await import('#members/stripe-reconcile.io.js');
    const { planPrices } = await import('#members/stripe-prices.io.js');
    const told = await planPrices(house);
    const { checked, set, differ } = await reconcileStripe(house);
    await markDone(house);
    house.log.info({ checked, set, differ: differ.length, told }, 'Stripe was compared with the database.');
    return true;
  } catch (error) {
    house.log.error({ err: error }, 'Stripe could not be compared with the database; it is tried again.');
    return false;
  }
}

async function isDue({ store, settings, clock }: House): Promise<boolean> {
  const { stripeKey, timeZone } = settings();
  if (!stripeKey) return false;
  const now = clock();
  if (hourIn(timeZone, now) < FROM_HOUR || (await isAsleep(store.db))) return false;
  const row = await store.db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
  return row?.value !== dayIn(timeZone, now) && (await store.claim('stripe-reconcile'));
}

function hourIn(zone: string, now: Date): number {
  const hour = { timeZone: zone, hour: 'numeric', hourCycle: 'h23' } as const;
  return Number(new Intl.DateTimeFormat('en', hour).format(now));
}

async function markDone({ store, settings, clock }: House): Promise<void> {
  const row = { name: NAME, value: dayIn(settings().timeZone, clock()) };
  await store.db
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}
