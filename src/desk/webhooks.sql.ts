import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { deskFaults } from './faults.ts';
import type { WebhookEvent } from './webhooks-events.ts';

/** Somebody outside who is called when something happens. Times are milliseconds since 1970, UTC. */
export type Webhook = {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly secret: string;
  readonly events: readonly WebhookEvent[];
  readonly active: boolean;
  readonly stoppedWhy: string;
  readonly failingSince: number | null;
  readonly restUntil: number | null;
  readonly madeBy: AccountId;
  readonly madeAt: number;
};

export type WebhookWish = Pick<Webhook, 'name' | 'address' | 'events'>;

export async function listWebhooks(db: Db): Promise<Webhook[]> {
  const rows = await db.selectFrom('webhook').selectAll().orderBy('id').limit(500).execute();
  return rows.map(toWebhook);
}

/** throws  webhook-not-found */
export async function getWebhook(db: Db, id: number): Promise<Webhook> {
  const row = await db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fault(deskFaults, 'webhook-not-found', { id });
  return toWebhook(row);
}

export async function addWebhook(
  tx: Tx,
  wish: WebhookWish & { secret: string; by: AccountId },
  now: Date,
): Promise<Webhook> {
  const row = await tx
    .insertInto('webhook')
    .values({
      name: wish.name,
      address: wish.address,
      secret: wish.secret,
      events: JSON.stringify(wish.events),
      failing_since: null,
      rest_until: null,
      made_by: wish.by,
      made_at: now.getTime(),
      changed_at: now.getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(tx, 'webhooks.changed', row.id, {}, now);
  return toWebhook(row);
}

/**
 * Changes what is named. One that is started again forgets its failures.
 *
 * throws  webhook-not-found
 */
export async function changeWebhook(
  tx: Tx,
  id: number,
  change: Partial<WebhookWish & { secret: string; active: boolean }>,
  now: Date,
): Promise<Webhook> {
  await getWebhook(tx, id);
  const { name, address, secret, events, active } = change;
  const fresh = { stopped_why: '', failing_since: null, rest_until: null };
  await tx
    .updateTable('webhook')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address, ...fresh }),
      ...(secret === undefined ? {} : { secret }),
      ...(events === undefined ? {} : { events: JSON.stringify(events) }),
      ...(active === undefined ? {} : { active: active ? 1 : 0, ...fresh }),
      changed_at: now.getTime(),
    })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'webhooks.changed', id, {}, now);
  return getWebhook(tx, id);
}

export async function removeWebhook(tx: Tx, id: number, now: Date): Promise<Webhook> {
  const webhook = await getWebhook(tx, id);
  await tx.deleteFrom('webhook_call').where('webhook_id', '=', id).execute();
  await tx.deleteFrom('webhook').where('id', '=', id).execute();
  await tell(tx, 'webhooks.changed', id, {}, now);
  return webhook;
}

/** The receiver did not answer, or did again. `restUntil`: nothing is tried before. */
export async function noteAnswered(
  tx: Tx,
  id: number,
  answered: { failingSince: number | null; restUntil: number | null },
): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({ failing_since: answered.failingSince, rest_until: answered.restUntil })
    .where('id', '=', id)
    .execute();
}

/** Calls it no more, until a person starts it again. */
export async function stopWebhook(tx: Tx, id: number, why: string, now: Date): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({ active: 0, stopped_why: why, rest_until: null, changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'webhooks.changed', id, { why }, now);
}

function toWebhook(row: Selectable<Tables['webhook']>): Webhook {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    secret: row.secret,
    events: JSON.parse(row.events) as WebhookEvent[],
    active: row.active === 1,
    stoppedWhy: row.stopped_why,
    failingSince: row.failing_since,
    restUntil: row.rest_until,
    madeBy: row.made_by as AccountId,
    madeAt: row.made_at,
  };
}
