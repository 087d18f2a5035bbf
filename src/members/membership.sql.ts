import type { Insertable, Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, GroupId, MembershipId, OfferId, PriceId, StoryId, TierId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { begin, end, extend, type Membership, type Rules, type Source, type Times } from './membership.ts';
import { addMonths } from './periods.ts';

type Row = Selectable<Tables['membership']>;

/**
 * A membership to begin.
 *
 * until  end of access, null for none; it counts as paid until then
 * times  all its times in place of `from` and `until`, as `begin`, `wait` and `trust` of membership.ts make them:
 *        wanted for whatever is paid for again and again, since access then reaches over the days of grace
 * ref    subscription at the provider, one membership each
 */
export type MembershipWish = {
  readonly account: AccountId;
  readonly tier: TierId;
  readonly source: Source;
  readonly from: number;
  readonly until: number | null;
  readonly times?: Times;
  readonly price?: PriceId | null;
  readonly offer?: OfferId | null;
  readonly story?: StoryId | null;
  readonly group?: GroupId | null;
  readonly provider?: string | null;
  readonly ref?: string | null;
  readonly customer?: string | null;
  readonly remark?: string;
  readonly staff?: AccountId | null;
};

/** What is written into a member's history beside the change. */
export type ActLine = {
  readonly act: string;
  readonly staff?: AccountId | null;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Gives somebody a tier. Their readers' table hears of it, and their history says so. */
export async function beginMembership(tx: Tx, wish: MembershipWish, now: Date): Promise<MembershipId> {
  const { source, from, until } = wish;
  const plain = begin({ source, from, until }, { zone: 'Etc/UTC', graceDays: 0 });
  const times = wish.times ?? { ...plain, accessUntil: until };
  const row: Insertable<Tables['membership']> = {
    ...timesRow(times),
    account_id: wish.account,
    tier_id: wish.tier,
    source,
    price_id: wish.price ?? null,
    offer_id: wish.offer ?? null,
    story_id: wish.story ?? null,
    group_id: wish.group ?? null,
    provider: wish.provider ?? null,
    provider_ref: wish.ref ?? null,
    customer_ref: wish.customer ?? null,
    remark: wish.remark ?? '',
    made_at: now.getTime(),
    changed_at: now.getTime(),
  };
  const made = await tx.insertInto('membership').values(row).returning('id').executeTakeFirstOrThrow();
  const id = made.id as MembershipId;
  const details = { tier: wish.tier, source, state: times.state, until: times.accessUntil };
  const act = times.state === 'waiting' ? 'membership.ordered' : 'membership.begun';
  await record(tx, { account: wish.account, id }, { act, staff: wish.staff ?? null, details }, now);
  return id;
}

/** Keeps what a decision of membership.ts made of it. */
export async function saveMembership(tx: Tx, one: Membership, line: ActLine, now: Date): Promise<void> {
  const saved = await tx
    .updateTable('membership')
    .set({
      ...timesRow(one),
      tier_id: one.tier,
      source: one.source,
      price_id: one.price,
      offer_id: one.offer,
      provider: one.provider,
      provider_ref: one.ref,
      customer_ref: one.customer,
      remark: one.remark,
      changed_at: now.getTime(),
    })
    .where('id', '=', one.id)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw fault(memberFaults, 'membership-unknown', { membership: one.id });
  await record(tx, one, line, now);
}

/** Makes a membership last longer: by months from its end (or from now where it is over), or until a given time. */
export async function extendMembership(
  tx: Tx,
  id: MembershipId,
  wish: ({ readonly months: number } | { readonly until: number | null }) & {
    readonly rules: Rules;
    readonly staff?: AccountId | null;
    readonly why?: string;
  },
  now: Date,
): Promise<Membership> {
  const one = await getMembershipToChange(tx, id);
  const since = Math.max(one.paidUntil ?? now.getTime(), now.getTime());
  const until = 'months' in wish ? addMonths(wish.rules.zone, since, wish.months) : wish.until;
  const fresh = one.accessUntil !== null && one.accessUntil <= now.getTime();
  const longer = extend(fresh ? { ...one, accessFrom: now.getTime() } : one, until, wish.rules);
  const details = { until: longer.accessUntil, why: wish.why ?? '' };
  await saveMembership(tx, longer, { act: 'membership.extended', staff: wish.staff ?? null, details }, now);
  return longer;
}

/** Ends a membership at a time that has come: access goes with it. One that ended already stays as it is. */
export async function endMembership(
  tx: Tx,
  id: MembershipId,
  { at, why, staff = null }: { readonly at: Date; readonly why: string; readonly staff?: AccountId | null },
  now: Date,
): Promise<void> {
  const one = await getMembershipToChange(tx, id);
  if (one.state === 'ended') return;
  await saveMembership(tx, end(one, at), { act: 'membership.ended', staff, details: { why } }, now);
}

export async function findMembership(db: Db, id: MembershipId): Promise<Membership | undefined> {
  const row = await db.selectFrom('membership').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toMembership(row);
}

/** throws  membership-unknown */
export async function getMembership(db: Db, id: MembershipId): Promise<Membership> {
  const one = await findMembership(db, id);
  if (!one) throw fault(memberFaults, 'membership-unknown', { membership: id });
  return one;
}

/** The same, and nobody else changes it before this transaction is over. */
export async function getMembershipToChange(tx: Tx, id: MembershipId): Promise<Membership> {
  let query = tx.selectFrom('membership').selectAll().where('id', '=', id);
  if (dialectOf(tx) === 'postgres') query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw fault(memberFaults, 'membership-unknown', { membership: id });
  return toMembership(row);
}

/** The membership of one subscription at a provider. */
export async function findMembershipByRef(
  db: Db,
  provider: string,
  ref: string,
): Promise<Membership | undefined> {
  const row = await db
    .selectFrom('membership')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_ref', '=', ref)
    .executeTakeFirst();
  return row && toMembership(row);
}

/** All that somebody holds and held, the newest first. */
export async function listMemberships(db: Db, account: AccountId): Promise<Membership[]> {
  const rows = await db
    .selectFrom('membership')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toMembership);
}

async function record(
  tx: Tx,
  { account, id }: Pick<Membership, 'account' | 'id'>,
  line: ActLine,
  now: Date,
): Promise<void> {
  await tell(tx, 'membership.changed', account, { membership: id }, now);
  await noteAct(tx, { ...line, account, membership: id }, now);
}

function timesRow(times: Times) {
  return {
    state: times.state,
    access_from: times.accessFrom,
    access_until: times.accessUntil,
    paid_until: times.paidUntil,
    trial_until: times.trialUntil,
    grace_until: times.graceUntil,
    paused_until: times.pausedUntil,
    anchor_at: times.anchor,
    ends_at_period: times.endsAtPeriod ? 1 : 0,
    cancelled_at: times.cancelledAt,
    ended_at: times.endedAt,
    next_tier_id: times.next?.tier ?? null,
    next_price_id: times.next?.price ?? null,
    change_at: times.next?.at ?? null,
  };
}

/** Reads a row as the rest of the room knows it. */
export function toMembership(row: Row): Membership {
  const { next_tier_id: tier, next_price_id: price, change_at: at } = row;
  const next = at === null ? null : { tier: tier as TierId | null, price: price as PriceId | null, at };
  return {
    id: row.id as MembershipId,
    account: row.account_id as AccountId,
    tier: row.tier_id as TierId,
    source: row.source,
    state: row.state,
    price: row.price_id as PriceId | null,
    offer: row.offer_id as OfferId | null,
    story: row.story_id as StoryId | null,
    group: row.group_id as GroupId | null,
    provider: row.provider,
    ref: row.provider_ref,
    customer: row.customer_ref,
    remark: row.remark,
    accessFrom: row.access_from,
    accessUntil: row.access_until,
    paidUntil: row.paid_until,
    trialUntil: row.trial_until,
    graceUntil: row.grace_until,
    pausedUntil: row.paused_until,
    anchor: row.anchor_at,
    endsAtPeriod: row.ends_at_period === 1,
    cancelledAt: row.cancelled_at,
    endedAt: row.ended_at,
    madeAt: row.made_at,
    changedAt: row.changed_at,
    next,
  };
}
