import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, GroupId, PaymentId, TierId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { checkGroup, type Group, type GroupWish } from './group.ts';
import { containing } from './like.sql.ts';

export type NewGroup = GroupWish &
  Pick<Group, 'tier'> &
  Partial<Pick<Group, 'owner' | 'orderNumber' | 'invoiceTo' | 'payment' | 'state' | 'remark'>>;

/**
 * Makes a group.
 *
 * throws  group-wish-wrong, group-domain-taken
 */
export async function addGroup(tx: Tx, wish: NewGroup, now: Date): Promise<Group> {
  const good = checked(wish);
  await demandDomain(tx, good.domain, undefined);
  const { id } = await tx
    .insertInto('member_group')
    .values({
      ...rowOf({ ...noGroup, ...wish, ...good }),
      made_at: now.getTime(),
      changed_at: now.getTime(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'group.changed', id, {}, now);
  return getGroup(tx, id as GroupId);
}

/**
 * Keeps a group as it is now. What that means for its seats is `settleSeats`'s to do.
 *
 * throws  group-unknown, group-wish-wrong, group-domain-taken
 */
export async function saveGroup(tx: Tx, group: Group, now: Date): Promise<Group> {
  const good = checked(group);
  await demandDomain(tx, good.domain, group.id);
  const saved = await tx
    .updateTable('member_group')
    .set({ ...rowOf({ ...group, ...good }), changed_at: now.getTime() })
    .where('id', '=', group.id)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw fault(memberFaults, 'group-unknown', { group: group.id });
  await tell(tx, 'group.changed', group.id, {}, now);
  return getGroup(tx, group.id);
}

/** Gives a group into other hands. The former owner keeps a seat where they have one. */
export async function handOverGroup(
  tx: Tx,
  { group, to, by }: { group: Group; to: AccountId; by: AccountId | null },
  now: Date,
): Promise<Group> {
  const saved = await saveGroup(tx, { ...group, owner: to }, now);
  const details = { group: group.id, from: group.owner };
  await noteAct(tx, { account: to, act: 'group.handed-over', staff: by, details }, now);
  return saved;
}

export async function findGroup(db: Db, id: GroupId): Promise<Group | undefined> {
  const row = await db.selectFrom('member_group').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toGroup(row);
}

/** throws  group-unknown */
export async function getGroup(db: Db, id: GroupId): Promise<Group> {
  const group = await findGroup(db, id);
  if (!group) throw fault(memberFaults, 'group-unknown', { group: id });
  return group;
}

/** The group, and nobody else changes it or takes a seat in it before this transaction is over. */
export async function getGroupToChange(tx: Tx, id: GroupId): Promise<Group> {
  let query = tx.selectFrom('member_group').selectAll().where('id', '=', id);
  if (dialectOf(tx) === 'postgres') query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw fault(memberFaults, 'group-unknown', { group: id });
  return toGroup(row);
}

/** The groups that somebody manages. */
export async function listOwnedGroups(db: Db, owner: AccountId): Promise<Group[]> {
  const rows = await db
    .selectFrom('member_group')
    .selectAll()
    .where('owner_id', '=', owner)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(toGroup);
}

/** The group whose seats anybody with an address there may take. */
export async function findGroupByDomain(db: Db, domain: string): Promise<Group | undefined> {
  const row = await db.selectFrom('member_group').selectAll().where('domain', '=', domain).executeTakeFirst();
  return row && toGroup(row);
}

/** Groups whose name, domain or order number has these words; the newest first, below `before`. */
export async function listGroups(
  db: Db,
  { q = '', before, limit }: { q?: string; before?: number | undefined; limit: number },
): Promise<Group[]> {
  let query = db.selectFrom('member_group').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  const word = q.trim();
  if (word !== '') {
    query = query.where(({ eb, fn, ref }) => {
      const has = (column: 'name' | 'domain' | 'order_number') =>
        eb(fn<string>('lower', [ref(column)]), 'like', containing(word));
      return eb.or([has('name'), has('domain'), has('order_number')]);
    });
  }
  return (await query.execute()).map(toGroup);
}

function checked(wish: GroupWish): GroupWish {
  const good = checkGroup(wish);
  if (!good.ok) throw fault(memberFaults, 'group-wish-wrong', { reason: good.refusal });
  return good.value;
}

async function demandDomain(tx: Tx, domain: string | null, own: GroupId | undefined): Promise<void> {
  if (domain === null) return;
  const other = await findGroupByDomain(tx, domain);
  if (other && other.id !== own) throw fault(memberFaults, 'group-domain-taken', { domain });
}

const noGroup = {
  owner: null,
  orderNumber: '',
  invoiceTo: '',
  payment: null,
  state: 'running',
  remark: '',
} as const;

function rowOf(group: Omit<Group, 'id' | 'madeAt'>) {
  return {
    ...{ name: group.name, tier_id: group.tier, owner_id: group.owner, seats: group.seats },
    ...{ domain: group.domain, networks: JSON.stringify(group.networks), order_number: group.orderNumber },
    ...{ invoice_to: group.invoiceTo, payment_id: group.payment, from_at: group.from, until_at: group.until },
    ...{ state: group.state, remark: group.remark },
  };
}

function toGroup(row: Selectable<Tables['member_group']>): Group {
  return {
    ...{ id: row.id as GroupId, name: row.name, tier: row.tier_id as TierId, seats: row.seats },
    ...{ owner: row.owner_id as AccountId | null, domain: row.domain, orderNumber: row.order_number },
    ...{ networks: JSON.parse(row.networks) as string[], invoiceTo: row.invoice_to, from: row.from_at },
    ...{ payment: row.payment_id as PaymentId | null, until: row.until_at, state: row.state },
    ...{ remark: row.remark, madeAt: row.made_at },
  };
}
