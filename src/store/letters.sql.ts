import { sql } from 'kysely';
import { notifyStatement } from './postgres.io.ts';
import { dialectOf } from './store.io.ts';
import type { Db, Tx } from './tables.ts';

/**
 * A letter to one person.
 *
 * kind       what it is, for lists and logs: 'sign-in', 'mention'
 * expiresAt  after this it is of no use, and is not sent
 */
export type LetterWish = {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly expiresAt?: Date;
};

export type WaitingLetter = LetterWish & {
  readonly id: number;
  readonly attempts: number;
  readonly madeAt: Date;
};

/** What became of letters. What they said is not kept. */
export type LetterEntry = {
  readonly id: number;
  readonly kind: string;
  readonly to: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly why: string | null;
  readonly madeAt: number;
  readonly endedAt: number | null;
};

/** Posts a letter in the transaction of what it tells of: it is sent once that has happened, and only then. */
export async function post(tx: Tx, letter: LetterWish, now: Date): Promise<number> {
  const { id } = await tx
    .insertInto('letter')
    .values({
      kind: letter.kind,
      recipient: letter.to,
      subject: letter.subject,
      body: JSON.stringify({ text: letter.text, html: letter.html }),
      send_at: now.getTime(),
      expires_at: letter.expiresAt?.getTime() ?? null,
      last_error: null,
      made_at: now.getTime(),
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (dialectOf(tx) === 'postgres') await sql.raw(notifyStatement).execute(tx);
  return id;
}

/** Letters that should go out by now, the longest waiting first. */
export async function listDueLetters(db: Db, now: Date, limit: number): Promise<WaitingLetter[]> {
  const rows = await db
    .selectFrom('letter')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('send_at', '<=', now.getTime())
    .orderBy('send_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const { text, html } = JSON.parse(row.body ?? '{"text":"","html":""}') as { text: string; html: string };
    const letter = { id: row.id, kind: row.kind, to: row.recipient, subject: row.subject, text, html };
    const times = { attempts: row.attempts, madeAt: new Date(row.made_at) };
    return row.expires_at === null
      ? { ...letter, ...times }
      : { ...letter, ...times, expiresAt: new Date(row.expires_at) };
  });
}

/** When the next letter that waits is to go out; undefined while none waits. */
export async function findNextLetterTime(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('letter')
    .select('send_at')
    .where('state', '=', 'waiting')
    .orderBy('send_at')
    .limit(1)
    .executeTakeFirst();
  return row?.send_at;
}

/** The letter went out, or never will: what it said is erased with that. */
export async function endLetter(
  db: Db,
  id: number,
  how: { state: 'sent' | 'failed'; why?: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('letter')
    .set((row) => ({
      state: how.state,
      last_error: how.why ?? null,
      body: null,
      ended_at: now.getTime(),
      attempts: row('attempts', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** The letter did not go out this time. */
export async function putLetterOff(db: Db, id: number, why: string, until: Date): Promise<void> {
  await db
    .updateTable('letter')
    .set((row) => ({ last_error: why, send_at: until.getTime(), attempts: row('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** What became of the newest letters. */
export async function listLetters(db: Db, limit: number): Promise<LetterEntry[]> {
  const rows = await db
    .selectFrom('letter')
    .select(['id', 'kind', 'recipient', 'state', 'attempts', 'last_error', 'made_at', 'ended_at'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.recipient,
    state: row.state,
    attempts: row.attempts,
    why: row.last_error,
    madeAt: row.made_at,
    endedAt: row.ended_at,
  }));
}

/** What became of letters to one person, the newest first. */
export async function listLettersTo(
  db: Db,
  to: string,
): Promise<Omit<LetterEntry, 'to' | 'why' | 'attempts'>[]> {
  const rows = await db
    .selectFrom('letter')
    .select(['id', 'kind', 'state', 'made_at', 'ended_at'])
    .where('recipient', '=', to)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute();
  return rows.map(({ id, kind, state, made_at, ended_at }) => {
    return { id, kind, state, madeAt: made_at, endedAt: ended_at };
  });
}

/** Forgets every letter to one person, also those that still wait. */
export async function forgetLettersTo(tx: Tx, to: string): Promise<void> {
  await tx.deleteFrom('letter').where('recipient', '=', to).execute();
}

/** Forgets letters that ended before this. */
export async function pruneLetters(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('letter')
    .where('state', '!=', 'waiting')
    .where('ended_at', '<', before.getTime())
    .execute();
}
