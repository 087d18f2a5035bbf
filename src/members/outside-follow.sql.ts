import type { TierId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { beginMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import type { Membership } from './membership.ts';
import type { OutsideSubscriber } from './outside.ts';

/**
 * Brings a connected subscriber's membership to what the circulation system says, without a letter.
 *
 * tier  what their product brings; undefined where it brings nothing
 */
export async function followOutside(
  tx: Tx,
  { subscriber, tier }: { subscriber: OutsideSubscriber; tier: TierId | undefined },
  now: Date,
): Promise<void> {
  const { membership: id, from, goneAt } = subscriber;
  if (id === null) return;
  const one = await getMembershipToChange(tx, id);
  const at = now.getTime();
  const until =
    goneAt !== null || tier === undefined ? Math.min(subscriber.until ?? at, at) : subscriber.until;
  const runs = until === null || until > at;
  const state: Membership['state'] = runs ? 'running' : 'ended';
  const same = one.accessUntil === until && one.accessFrom === from && one.state === state;
  if (same && (tier === undefined || tier === one.tier)) return;
  if (!runs && one.state === 'ended') return;
  const times = { accessFrom: from, accessUntil: until, paidUntil: until, endedAt: runs ? null : at };
  const changed = { ...one, ...times, state, tier: tier ?? one.tier };
  const act = runs ? 'membership.followed-outside' : 'membership.ended';
  await saveMembership(tx, changed, { act, details: { feed: subscriber.feed, until } }, now);
}

/** The membership of somebody who just connected: the one they had by this number, or a new one. */
export async function beginOutside(
  tx: Tx,
  {
    subscriber,
    tier,
  }: { subscriber: OutsideSubscriber & { account: NonNullable<OutsideSubscriber['account']> }; tier: TierId },
  now: Date,
) {
  const { account, from, until, feed, number } = subscriber;
  const held = { account, tier, source: 'external' as const, from, until };
  return beginMembership(tx, { ...held, remark: `${feed} ${number}` }, now);
}
