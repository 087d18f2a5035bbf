import type { MoneyHouse } from '../money-house.ts';

/** What everything that speaks to Stripe works with; `Members` is one. */
export type StripeHouse = Omit<MoneyHouse, 'providers'>;
