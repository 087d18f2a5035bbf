import { timingSafeEqual } from 'node:crypto';
import type { AccountId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { endMembership } from './membership.sql.ts';
import { lockAccount } from './meter.sql.ts';
import { findByNumber, getSubscriber } from './outside.sql.ts';
import type { OutsideSubscriber } from './outside.ts';
import { postcodeKey } from './outside-file.ts';
import { beginOutside } from './outside-follow.sql.ts';
import { addReader } from './readers.sql.ts';

/**
 * no-match  there is no such number, or its postcode is another: which of them is told to nobody
 * taken     somebody else is connected with it
 */
export type ConnectRefusal =
  | { readonly code: 'no-match' | 'taken' | 'yours-already' | 'no-tier' }
  | { readonly code: 'ended'; readonly at: number };

export type Connected = { readonly subscriber: OutsideSubscriber; readonly tier: TierId };

export type ConnectWish = {
  readonly account: AccountId;
  readonly number: string;
  readonly postcode: string;
  readonly tierOf: (product: string) => TierId | undefined;
};

/** Connects an account with a subscriber of the printed paper, once, by number and postcode. */
export async function connectOutside(
  tx: Tx,
  wish: ConnectWish,
  now: Date,
): Promise<Result<Connected, ConnectRefusal>> {
  const { account, number, postcode, tierOf } = wish;
  await lockAccount(tx, account);
  const found = await findByNumber(tx, number);
  const same = found.filter((one) => isSamePostcode(one.postcode, postcode));
  // One that runs comes before one of another feed that is over.
  const [subscriber] = same.toSorted((one, other) => endOf(other) - endOf(one));
  if (!subscriber) return no({ code: 'no-match' });
  if (subscriber.account === account) return no({ code: 'yours-already' });
  if (subscriber.account !== null) return no({ code: 'taken' });
  if (endOf(subscriber) <= now.getTime()) return no({ code: 'ended', at: endOf(subscriber) });
  const tier = tierOf(subscriber.product);
  if (tier === undefined) return no({ code: 'no-tier' });
  const mine = { ...subscriber, account, connectedAt: now.getTime() };
  if (!(await claim(tx, mine))) return no({ code: 'taken' });
  await addReader(tx, { account, cameBy: 'external' }, now);
  const membership = await beginOutside(tx, { subscriber: mine, tier }, now);
  await update(tx, mine, { membership_id: membership });
  const details = { feed: subscriber.feed, number: subscriber.number };
  await noteAct(tx, { account, membership, act: 'print.connected', details }, now);
  await tell(tx, 'outside.connected', account, { feed: subscriber.feed }, now);
  return yes({ subscriber: { ...mine, membership }, tier });
}

/**
 * Takes the connection away: the membership ends, and the number may be connected anew.
 *
 * throws  outside-subscriber-unknown
 */
export async function disconnectOutside(
  tx: Tx,
  {
    feed,
    number,
    staff,
    why = 'disconnected',
  }: { feed: string; number: string; staff: AccountId | null; why?: string },
  now: Date,
): Promise<OutsideSubscriber> {
  const subscriber = await getSubscriber(tx, feed, number);
  const { account, membership } = subscriber;
  if (account === null) return subscriber;
  await update(tx, subscriber, { account_id: null, membership_id: null, connected_at: null });
  if (membership !== null) await endMembership(tx, membership, { at: now, why, staff }, now);
  await noteAct(
    tx,
    { account, membership, staff, act: 'print.disconnected', details: { feed, number } },
    now,
  );
  await tell(tx, 'outside.connected', account, { feed }, now);
  return { ...subscriber, account: null, membership: null, connectedAt: null };
}

/** Fills the subscriber with the account, if nobody was there before. */
async function claim(tx: Tx, one: OutsideSubscriber): Promise<boolean> {
  const taken = await tx
    .updateTable('outside_subscriber')
    .set({ account_id: one.account, connected_at: one.connectedAt })
    .where('feed', '=', one.feed)
    .where('number', '=', one.number)
    .where('account_id', 'is', null)
    .returning('number')
    .executeTakeFirst();
  return taken !== undefined;
}

async function update(
  tx: Tx,
  { feed, number }: OutsideSubscriber,
  change: { account_id?: null; membership_id: number | null; connected_at?: null },
): Promise<void> {
  await tx
    .updateTable('outside_subscriber')
    .set(change)
    .where('feed', '=', feed)
    .where('number', '=', number)
    .execute();
}

function endOf({ until, goneAt }: OutsideSubscriber): number {
  return Math.min(until ?? Number.MAX_SAFE_INTEGER, goneAt ?? Number.MAX_SAFE_INTEGER);
}

/** Compared in the same time whatever they have in common. */
function isSamePostcode(kept: string, typed: string): boolean {
  const [one, other] = [kept, typed].map((text) => {
    const bytes = Buffer.alloc(64);
    bytes.write(postcodeKey(text).slice(0, 60));
    return bytes;
  });
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
