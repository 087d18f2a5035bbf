import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, GroupId, MembershipId } from '#kit/ids.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { isUsed, type Seat } from './group.ts';

/** All seats of a group, those that were left too. */
export async function listSeats(db: Db, group: GroupId): Promise<Seat[]> {
  const rows = await db
    .selectFrom('seat')
    .selectAll()
    .where('group_id', '=', group)
    .orderBy('email')
    .orderBy('id')
    .execute();
  return rows.map(toSeat);
}

/** Names of those who sit in a group, by the id of their seat. */
export async function nameSeats(db: Db, group: GroupId): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('seat')
    .innerJoin('account', 'account.id', 'seat.account_id')
    .select(['seat.id', 'account.name'])
    .where('seat.group_id', '=', group)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many seats of a group are filled or kept for somebody. */
export async function countUsedSeats(db: Db, group: GroupId, now: Date): Promise<number> {
  return (await listSeats(db, group)).filter((seat) => isUsed(seat, now)).length;
}

/** The seat of a link's word, by its hash. */
export async function findSeatByToken(db: Db, tokenHash: string): Promise<Seat | undefined> {
  const row = await db.selectFrom('seat').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && toSeat(row);
}

/** The seat in a group that is kept or filled under an address. */
export async function findSeatByEmail(db: Db, group: GroupId, email: string): Promise<Seat | undefined> {
  const row = await db
    .selectFrom('seat')
    .selectAll()
    .where('group_id', '=', group)
    .where('email', '=', email)
    .executeTakeFirst();
  return row && toSeat(row);
}

/** throws  seat-unknown */
export async function getSeat(db: Db, group: GroupId, id: number): Promise<Seat> {
  const row = await db
    .selectFrom('seat')
    .selectAll()
    .where('group_id', '=', group)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw fault(memberFaults, 'seat-unknown', { seat: id });
  return toSeat(row);
}

/** The seats that somebody has, in whatever groups. */
export async function listSeatsOf(db: Db, account: AccountId): Promise<Seat[]> {
  const rows = await db
    .selectFrom('seat')
    .selectAll()
    .where('account_id', '=', account)
    .where('state', '=', 'taken')
    .orderBy('id')
    .execute();
  return rows.map(toSeat);
}

export type SeatWish = Omit<Seat, 'id'> & { readonly tokenHash: string | null };

/** Keeps a seat under its address, in place of what was there of it before. */
export async function putSeat(tx: Tx, wish: SeatWish, now: Date): Promise<Seat> {
  const row = {
    ...{ group_id: wish.group, email: wish.email, account_id: wish.account, membership_id: wish.membership },
    ...{ way: wish.way, token_hash: wish.tokenHash, state: wish.state, invited_at: wish.invitedAt },
    ...{ confirmed_at: wish.confirmedAt, confirm_by: wish.confirmBy },
  };
  const kept = await tx
    .insertInto('seat')
    .values({ ...row, made_at: now.getTime() })
    .onConflict((conflict) => conflict.columns(['group_id', 'email']).doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSeat(kept);
}

/** Changes what is named of a seat. `tokenHash` null: its link works no more. */
export async function changeSeat(
  tx: Tx,
  id: number,
  change: Partial<
    Pick<SeatWish, 'account' | 'membership' | 'state' | 'tokenHash' | 'confirmedAt' | 'confirmBy'>
  >,
): Promise<void> {
  const { account, membership, state, tokenHash, confirmedAt, confirmBy } = change;
  await tx
    .updateTable('seat')
    .set({
      ...(account === undefined ? {} : { account_id: account }),
      ...(membership === undefined ? {} : { membership_id: membership }),
      ...(state === undefined ? {} : { state }),
      ...(tokenHash === undefined ? {} : { token_hash: tokenHash }),
      ...(confirmedAt === undefined ? {} : { confirmed_at: confirmedAt }),
      ...(confirmBy === undefined ? {} : { confirm_by: confirmBy }),
    })
    .where('id', '=', id)
    .execute();
}

/** Filled seats that have to be confirmed before `by`, and for which no letter is under way. */
export async function listSeatsToConfirm(db: Db, by: Date, limit: number): Promise<Seat[]> {
  const rows = await db
    .selectFrom('seat')
    .selectAll()
    .where('state', '=', 'taken')
    .where('confirm_by', 'is not', null)
    .where('confirm_by', '<', by.getTime())
    .where('token_hash', 'is', null)
    .orderBy('confirm_by')
    .limit(limit)
    .execute();
  return rows.map(toSeat);
}

function toSeat(row: Selectable<Tables['seat']>): Seat {
  return {
    ...{ id: row.id, group: row.group_id as GroupId, email: row.email, way: row.way, state: row.state },
    account: row.account_id as AccountId | null,
    membership: row.membership_id as MembershipId | null,
    ...{ invitedAt: row.invited_at, confirmedAt: row.confirmed_at, confirmBy: row.confirm_by },
  };
}
