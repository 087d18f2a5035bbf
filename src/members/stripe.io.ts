import { fault } from '#kit/fault.js';
import { isAsleep } from '#store/asleep.sql.js';
import { memberFaults } from './faults.ts';
import type { PaymentProvider } from './provider.ts';
import { cancelAtEnd, changePrice, chargeFrom, endNow, keepOn, portalOf, refund } from './stripe/acts.io.ts';
import { beginCheckout } from './stripe/checkout.io.ts';
import type { StripeHouse } from './stripe/house.ts';
import { beginOnce } from './stripe/once.io.ts';

/**
 * Cards and debits by Stripe. A purchase gives nothing by itself: the subscription that it makes is followed, as is
 * everything else that happens there (stripe-webhook.io.ts). A copy that is asleep charges nobody.
 */
export function stripeProvider(house: StripeHouse): PaymentProvider {
  const awake = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (await isAsleep(house.store.db)) throw fault(memberFaults, 'stripe-asleep');
    return work();
  };
  return {
    name: 'stripe',
    sells: () => house.settings().stripeKey !== '',
    formHosts: () => hostsOf(house.settings().stripeAddress),
    checkout: (wish, now) => awake(async () => ({ to: await beginCheckout(house, wish, now) })),
    payOnce: (wish) => awake(async () => ({ to: await beginOnce(house, wish) })),
    cancel: (one) => awake(() => cancelAtEnd(house, one)),
    undoCancel: (one) => awake(() => keepOn(house, one)),
    end: (one) => awake(() => endNow(house, one)),
    chargeFrom: (one, paidUntil) => awake(() => chargeFrom(house, one, paidUntil)),
    changePrice: (one, change) => awake(() => changePrice(house, one, change)),
    refund: (payment, amountMinor) => awake(() => refund(house, payment, amountMinor)),
    portal: (one, back) => awake(() => portalOf(house, one, back)),
  };
}

/** Where Stripe's own pages stand: for paying, and for how one pays. */
function hostsOf(address: string): readonly string[] {
  return address ? [address] : ['https://checkout.stripe.com', 'https://billing.stripe.com'];
}
