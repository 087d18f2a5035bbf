import type { FaultList } from '#kit/fault.js';

/** Everything that can go wrong with readers' accounts, memberships, codes and vouchers. */
export const memberFaults = {
  'reader-unknown': { status: 404, says: 'There is no reader with this number.' },
  'stripe-not-set': {
    status: 409,
    says: 'Payment by Stripe is not set up: its secret key is missing in the settings.',
  },
  'stripe-refused': { status: 502, says: 'Stripe refused this: {reason}' },
  'stripe-unreachable': { status: 503, says: 'Stripe did not answer. Try again in a moment.' },
  'stripe-unsigned': { status: 400, says: 'This call does not carry a signature of our Stripe account.' },
  'tier-unknown': { status: 404, says: 'There is no tier with this id.' },
  'tier-slug-taken': { status: 409, says: 'A tier is called {slug} already.' },
  'price-unknown': { status: 404, says: 'There is no price with this id.' },
  'membership-unknown': { status: 404, says: 'There is no membership with this id.' },
  'payment-unknown': { status: 404, says: 'There is no payment with this id.' },
} as const satisfies FaultList;
