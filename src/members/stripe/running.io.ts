import type { Stripe } from 'stripe';
import type { Membership } from '../membership.ts';
import { find } from './client.io.ts';

/** The subscription as it is now; undefined where it is over there already, so that nothing is left to do. */
export async function findRunning(
  client: Stripe,
  { ref }: Pick<Membership, 'ref'>,
): Promise<Stripe.Subscription | undefined> {
  if (ref === null) return undefined;
  const found = await find(() => client.subscriptions.retrieve(ref));
  return found && !/^(?:canceled|incomplete_expired)$/.test(found.status) ? found : undefined;
}
