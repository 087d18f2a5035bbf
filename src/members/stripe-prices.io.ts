import { toMembership } from './membership.sql.ts';
import { changePrice } from './stripe/change-price.io.ts';
import type { StripeHouse } from './stripe/house.ts';
import { getPrice } from './tier.sql.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;

/**
 * Tells Stripe of price changes that were announced: as soon as the last period at the old price has begun, so that the
 * next is charged at the new one. May be done again.
 *
 * returns  how many subscriptions were looked at
 */
export async function planPrices(house: StripeHouse): Promise<number> {
  const rows = await house.store.db
    .selectFrom('membership')
    .selectAll()
    .where('provider', '=', 'stripe')
    .where('state', 'in', ['running', 'grace'])
    .where('ends_at_period', '=', 0)
    .where('next_price_id', 'is not', null)
    .where('change_at', 'is not', null)
    .orderBy('change_at')
    .limit(AT_ONCE)
    .execute();
  const due = rows
    .map(toMembership)
    .filter(({ next, paidUntil }) => next && paidUntil !== null && next.at <= paidUntil + DAY_MS);
  for (const one of due) {
    if (!one.next?.price) continue;
    const price = await getPrice(house.store.db, one.next.price);
    await changePrice(house, one, { price, when: 'period-end', dueMinor: 0 });
  }
  return due.length;
}
