import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { notifyStatement } from './postgres.io.ts';
import { dialectOf } from './store.io.ts';
import type { Db, Tx } from './tables.ts';

/** One thing that happened, as its consumers read it. `payload` is what the teller wrote, parsed. */
export type OutboxEvent = {
  id: number;
  xact: number;
  name: string;
  subject: number | null;
  payload: unknown;
  at: number;
};

/** Where a consumer stands: it has read everything up to and including this event. */
export type Cursor = { xact: number; eventId: number };

/** Before the first event. A restored outbox counts its transactions below zero, out of the way of new ones. */
export const beginning: Cursor = { xact: Number.MIN_SAFE_INTEGER, eventId: 0 };

/**
 * Appends an event in the transaction of the rows it speaks of, so both land or neither does.
 *
 * name     past tense: "story.published"
 * subject  id of what it happened to, or null
 * payload  plain JSON; whatever consumers need to know of the state before, since the rows show the state after
 */
export async function tell(
  tx: Tx,
  name: string,
  subject: number | null,
  payload: unknown,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('event')
    .values({ name, subject, payload: JSON.stringify(payload), at: at.getTime() })
    .execute();
  if (dialectOf(tx) === 'postgres') await sql.raw(notifyStatement).execute(tx);
}

/**
 * The events after `cursor`, oldest first, at most `limit`.
 *
 * On Postgres an event with a lower id may commit after one with a higher id. Events are therefore read in the order
 * of their transactions, and none whose transaction is as young as the oldest one still running.
 */
export async function listEvents(db: Db, cursor: Cursor, limit: number): Promise<OutboxEvent[]> {
  let query = db
    .selectFrom('event')
    .selectAll()
    .where(after(cursor))
    .orderBy('xact')
    .orderBy('id')
    .limit(limit);
  if (dialectOf(db) === 'postgres') query = query.where('xact', '<', oldestRunning);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
}

/** Whether an event stands after `cursor` that may not be read yet, because an older transaction still runs. */
export async function isHeldBack(db: Db, cursor: Cursor): Promise<boolean> {
  if (dialectOf(db) === 'sqlite') return false;
  const row = await db.selectFrom('event').select('id').where(after(cursor)).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The end of the outbox: what a reader that only wants news starts from. */
export async function findHead(db: Db): Promise<Cursor> {
  let query = db
    .selectFrom('event')
    .select(['xact', 'id'])
    .orderBy('xact', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  if (dialectOf(db) === 'postgres') query = query.where('xact', '<', oldestRunning);
  const row = await query.executeTakeFirst();
  return row ? { xact: row.xact, eventId: row.id } : beginning;
}

export async function findCursor(db: Db, consumer: string): Promise<Cursor | undefined> {
  const row = await db
    .selectFrom('cursor')
    .select(['xact', 'event_id'])
    .where('consumer', '=', consumer)
    .executeTakeFirst();
  return row && { xact: row.xact, eventId: row.event_id };
}

export async function saveCursor(db: Db, consumer: string, cursor: Cursor): Promise<void> {
  await db
    .insertInto('cursor')
    .values({ consumer, xact: cursor.xact, event_id: cursor.eventId })
    .onConflict((conflict) =>
      conflict.column('consumer').doUpdateSet({ xact: cursor.xact, event_id: cursor.eventId }),
    )
    .execute();
}

/**
 * Forgets events older than `before` that every consumer with a cursor has read. The newest event stays, whatever its
 * age: it is where those begin who only want news.
 *
 * returns  how many were forgotten
 */
export async function pruneEvents(db: Db, before: Date): Promise<number> {
  const cursors = await db.selectFrom('cursor').select(['xact', 'event_id']).execute();
  const head = await findHead(db);
  const read = cursors.map((row): Cursor => ({ xact: row.xact, eventId: row.event_id }));
  const least = [head, ...read].reduce((one, other) => (isBefore(other, one) ? other : one));
  const gone = await db
    .deleteFrom('event')
    .where('at', '<', before.getTime())
    .where(sql<SqlBool>`(xact, id) <= (${least.xact}, ${least.eventId})`)
    .where('id', '!=', head.eventId)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

function isBefore(one: Cursor, other: Cursor): boolean {
  return one.xact < other.xact || (one.xact === other.xact && one.eventId < other.eventId);
}

const oldestRunning = sql<number>`(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)`;

function after({ xact, eventId }: Cursor): RawBuilder<SqlBool> {
  return sql<SqlBool>`(xact, id) > (${xact}, ${eventId})`;
}
