import type { Membership } from './membership.ts';

/** What stands in the way of making one reader of two. */
export type MergeRefusal = 'merge-same' | 'merge-staff' | 'merge-two-subscriptions';

type Side = {
  readonly id: number;
  readonly isStaff: boolean;
  readonly held: readonly Pick<Membership, 'provider' | 'state'>[];
};

/**
 * Whether two readers may become one. Two subscriptions that Stripe goes on charging are for a person to decide: nobody
 * is to pay twice because two accounts were tidied up.
 */
export function refuseMerge(keep: Side, gone: Side): MergeRefusal | undefined {
  if (keep.id === gone.id) return 'merge-same';
  if (gone.isStaff) return 'merge-staff';
  return [keep, gone].every(hasSubscription) ? 'merge-two-subscriptions' : undefined;
}

function hasSubscription({ held }: Side): boolean {
  return held.some(({ provider, state }) => provider === 'stripe' && state !== 'ended');
}
