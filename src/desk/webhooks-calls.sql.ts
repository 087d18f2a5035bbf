import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import { addJob } from '#store/jobs.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { deskFaults } from './faults.ts';

/**
 * One call of a webhook, made or to be made. It holds ids and never words: those are read when it is sent, so that
 * neither the log nor a late call tells of what is gone since.
 *
 * message  the id that the receiver sees; the same at each try
 */
export type WebhookCall = {
  readonly id: number;
  readonly webhook: number;
  readonly message: string;
  readonly name: string;
  readonly subject: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly eventAt: number;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly status: number | null;
  readonly answer: string;
  readonly triedAt: number | null;
  readonly nextAt: number | null;
};

export type CallWish = Pick<WebhookCall, 'webhook' | 'message' | 'name' | 'subject' | 'facts' | 'eventAt'>;

/** The kind of job that makes one call. */
export const callJob = 'webhook.call';
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Puts calls in the queue; one with the same message is there already after a crash, and stays alone. */
export async function addCalls(tx: Tx, calls: readonly CallWish[], now: Date): Promise<void> {
  for (const { webhook, facts, eventAt, ...call } of calls) {
    const row = await tx
      .insertInto('webhook_call')
      .values({
        ...call,
        webhook_id: webhook,
        facts: JSON.stringify(facts),
        event_at: eventAt,
        state: 'waiting',
        status: null,
        made_at: now.getTime(),
        tried_at: null,
        next_at: now.getTime(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) await wishCall(tx, row.id, now, now);
  }
}

/** Asks for a call to be made at this time. */
export async function wishCall(tx: Tx, id: number, at: Date, now: Date): Promise<void> {
  await addJob(tx, { kind: callJob, payload: { call: id }, runAt: at, uniqueKey: `call ${id}` }, now);
}

/** throws  webhook-call-not-found */
export async function getCall(db: Db, id: number): Promise<WebhookCall> {
  const row = await db.selectFrom('webhook_call').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fault(deskFaults, 'webhook-call-not-found', { id });
  return toCall(row);
}

/** Calls of a webhook, newest first, below `before`. */
export async function listCalls(
  db: Db,
  webhook: number,
  ask: { before?: number | undefined; state?: WebhookCall['state'] | undefined; limit: number },
): Promise<WebhookCall[]> {
  let query = db
    .selectFrom('webhook_call')
    .selectAll()
    .where('webhook_id', '=', webhook)
    .orderBy('id', 'desc')
    .limit(ask.limit);
  if (ask.before !== undefined) query = query.where('id', '<', ask.before);
  if (ask.state !== undefined) query = query.where('state', '=', ask.state);
  return (await query.execute()).map(toCall);
}

/** How many calls of each webhook wait. */
export async function countWaiting(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('webhook_call')
    .select(({ fn }) => ['webhook_id', fn.countAll<number>().as('waiting')])
    .where('state', '=', 'waiting')
    .groupBy('webhook_id')
    .execute();
  return new Map(rows.map((row) => [row.webhook_id, Number(row.waiting)]));
}

/** What became of a try. `nextAt` null: there is none after it. */
export async function saveTry(
  tx: Tx,
  id: number,
  outcome: Pick<WebhookCall, 'state' | 'attempts' | 'status' | 'answer' | 'nextAt'>,
  now: Date,
): Promise<void> {
  const { state, attempts, status, answer, nextAt } = outcome;
  await tx
    .updateTable('webhook_call')
    .set({ state, attempts, status, answer, next_at: nextAt, tried_at: now.getTime() })
    .where('id', '=', id)
    .execute();
}

/** Makes a call once more, as if it had not been tried. The message keeps its id, so a receiver may know it. */
export async function replayCall(tx: Tx, id: number, now: Date): Promise<WebhookCall> {
  await getCall(tx, id);
  await tx
    .updateTable('webhook_call')
    .set({ state: 'waiting', attempts: 0, next_at: now.getTime() })
    .where('id', '=', id)
    .execute();
  await wishCall(tx, id, now, now);
  return getCall(tx, id);
}

/** Gives up what still waits for a webhook that was stopped. */
export async function giveUpCalls(tx: Tx, webhook: number, why: string): Promise<void> {
  await tx
    .updateTable('webhook_call')
    .set({ state: 'failed', next_at: null, answer: why })
    .where('webhook_id', '=', webhook)
    .where('state', '=', 'waiting')
    .execute();
}

/** Forgets calls that are older than the log goes back. */
export async function pruneCalls(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('webhook_call')
    .where('made_at', '<', now.getTime() - KEPT_MS)
    .execute();
}

function toCall(row: Selectable<Tables['webhook_call']>): WebhookCall {
  return {
    id: row.id,
    webhook: row.webhook_id,
    message: row.message,
    name: row.name,
    subject: row.subject,
    facts: JSON.parse(row.facts) as Record<string, unknown>,
    eventAt: row.event_at,
    state: row.state,
    attempts: row.attempts,
    status: row.status,
    answer: row.answer,
    triedAt: row.tried_at,
    nextAt: row.next_at,
  };
}
