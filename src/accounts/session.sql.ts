import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';

/** How somebody came in. */
export type Way = 'code' | 'link' | 'password' | 'passkey' | 'provider' | 'first' | 'test';
/** Where the second step of a session stands: taken or not asked for, due, or to be set up before anything else. */
export type SecondStepState = 'done' | 'due' | 'to-set-up';

/** By which door a session came in. The readers' leads to no desk, whoever comes by it. */
export type DoorName = 'desk' | 'paper';

export type Session = {
  readonly id: number;
  readonly account: AccountId;
  readonly way: string;
  readonly secondStep: SecondStepState;
  readonly door: DoorName;
  readonly device: string;
  readonly from: string;
  readonly madeAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
};

/** A session that has not ended, by its token. */
export async function findSession(db: Db, token: string, now: Date): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session')
    .selectAll()
    .where('token', '=', token)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst();
  return row && toSession(row);
}

/** Sessions of one person that have not ended, the one last seen first. */
export async function listSessions(db: Db, account: AccountId, now: Date): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', account)
    .where('expires_at', '>', now.getTime())
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(toSession);
}

export async function addSession(
  tx: Tx,
  session: {
    account: AccountId;
    token: string;
    way: Way;
    secondStep: SecondStepState;
    door?: DoorName;
    from: string;
    device: string;
    expiresAt: Date;
  },
  now: Date,
): Promise<number> {
  const at = now.getTime();
  const { id } = await tx
    .insertInto('session')
    .values({
      account_id: session.account,
      token: session.token,
      way: session.way,
      second_step: session.secondStep,
      door: session.door ?? 'desk',
      ip_address: session.from,
      user_agent: session.device.slice(0, 500),
      made_at: at,
      changed_at: at,
      expires_at: session.expiresAt.getTime(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The session was used: it lasts until `expiresAt` now. */
export async function keepSession(db: Db, id: number, now: Date, expiresAt: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ changed_at: now.getTime(), expires_at: expiresAt.getTime() })
    .where('id', '=', id)
    .where('expires_at', '>', now.getTime())
    .execute();
}

export async function saveSecondStepOf(
  tx: Tx,
  session: Pick<Session, 'id' | 'account'>,
  state: SecondStepState,
  now: Date,
): Promise<void> {
  await tx.updateTable('session').set({ second_step: state }).where('id', '=', session.id).execute();
  await tell(tx, 'session.changed', session.id, { account: session.account }, now);
}

/**
 * Ends sessions of one person: one, or all but one, or all.
 *
 * returns  how many were ended
 */
export async function endSessions(
  tx: Tx,
  account: AccountId,
  which: { only: number } | { but: number } | 'all',
  now: Date,
): Promise<number> {
  let ending = tx.deleteFrom('session').where('account_id', '=', account);
  if (which !== 'all') {
    ending = 'only' in which ? ending.where('id', '=', which.only) : ending.where('id', '!=', which.but);
  }
  const ended = await ending.returning('id').execute();
  for (const { id } of ended) await tell(tx, 'session.ended', id, { account }, now);
  return ended.length;
}

/** Ends sessions from the readers' door beyond the `most` that were seen last. */
export async function endOldestSessions(tx: Tx, account: AccountId, most: number, now: Date): Promise<void> {
  const beyond = await tx
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', account)
    .where('door', '=', 'paper')
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .offset(most)
    .execute();
  for (const { id } of beyond) await endSessions(tx, account, { only: id }, now);
}

type Row = {
  id: number;
  account_id: number;
  way: string;
  second_step: SecondStepState;
  door: DoorName;
  user_agent: string | null;
  ip_address: string | null;
  made_at: number;
  changed_at: number;
  expires_at: number;
};

function toSession(row: Row): Session {
  return {
    id: row.id,
    account: row.account_id as AccountId,
    way: row.way,
    secondStep: row.second_step,
    door: row.door,
    device: row.user_agent ?? '',
    from: row.ip_address ?? '',
    madeAt: row.made_at,
    seenAt: row.changed_at,
    expiresAt: row.expires_at,
  };
}
