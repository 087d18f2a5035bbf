import { fault } from '#kit/fault.js';
import { isAsleep } from '#store/asleep.sql.js';
import { memberFaults } from './faults.ts';
import type { Membership } from './membership.ts';
import type { PaymentProvider } from './provider.ts';
import { cancelAtEnd, chargeFrom, endNow, keepOn, portalOf, refund } from './stripe/acts.io.ts';
import { changePrice } from './stripe/change-price.io.ts';
import { beginCheckout } from './stripe/checkout.io.ts';
import type { StripeHouse } from './stripe/house.ts';
import { beginOnce } from './stripe/once.io.ts';
import { whileOurs } from './stripe/own-acts.io.ts';

/**
 * Cards and debits by Stripe. A purchase gives nothing by itself: the subscription that it makes is followed, as is
 * everything else that happens there (stripe-webhook.io.ts). A copy that is asleep charges nobody.
 */
export function stripeProvider(house: StripeHouse): PaymentProvider {
  const awake = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (await isAsleep(house.store.db)) throw fault(memberFaults, 'stripe-asleep');
    return work();
  };
  const act = (one: Membership, work: () => Promise<void>) => awake(() => whileOurs(one.ref, work));
  return {
    name: 'stripe',
    sells: () => house.settings().stripeKey !== '',
    formHosts: () => hostsOf(house.settings().stripeAddress),
    checkout: (wish, now) => awake(async () => ({ to: await beginCheckout(house, wish, now) })),
    payOnce: (wish) => awake(async () => ({ to: await beginOnce(house, wish) })),
    cancel: (one) => act(one, () => cancelAtEnd(house, one)),
    undoCancel: (one) => act(one, () => keepOn(house, one)),
    end: (one) => act(one, () => endNow(house, one)),
    chargeFrom: (one, paidUntil) => act(one, () => chargeFrom(house, one, paidUntil)),
    changePrice: (one, change) => act(one, () => changePrice(house, one, change)),
    refund: (payment, amountMinor) => awake(() => refund(house, payment, amountMinor)),
    portal: (one, back) => awake(() => portalOf(house, one, back)),
  };
}

/** Where Stripe's own pages stand: for paying, and for how one pays. */
function hostsOf(address: string): readonly string[] {
  return address ? [address] : ['https://checkout.stripe.com', 'https://billing.stripe.com'];
}
