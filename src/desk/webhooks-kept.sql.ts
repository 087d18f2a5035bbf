import { randomBytes } from 'node:crypto';
import type { AccountId } from '#kit/ids.js';
import { raiseIds } from '#store/sequences.sql.js';
import type { Db, Tx } from '#store/tables.js';

/** A webhook as an export holds it: without the secret that its calls are signed with. */
export type KeptWebhook = {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly events: readonly string[];
  readonly by: AccountId;
  readonly madeAt: number;
};

/** For exports, which have no way to this room. */
export const webhookKeeper = { list: listKept, restore: restoreKept };

async function listKept(db: Db): Promise<KeptWebhook[]> {
  const rows = await db
    .selectFrom('webhook')
    .select(['id', 'name', 'address', 'events', 'made_by', 'made_at'])
    .orderBy('id')
    .execute();
  return rows.map(({ events, made_by, made_at, ...row }) => ({
    ...row,
    events: JSON.parse(events) as string[],
    by: made_by as AccountId,
    madeAt: made_at,
  }));
}

/** Ids are kept. Each gets a secret that nobody knows, and stays off until somebody gives it a new one and starts it. */
async function restoreKept(tx: Tx, webhooks: readonly KeptWebhook[]): Promise<void> {
  if (webhooks.length === 0) return;
  const rows = webhooks.map(({ events, by, madeAt, ...webhook }) => ({
    ...webhook,
    events: JSON.stringify(events),
    secret: `whsec_${randomBytes(32).toString('base64')}`,
    ...{ active: 0, stopped_why: '', failing_since: null, rest_until: null },
    ...{ made_by: by, made_at: madeAt, changed_at: madeAt },
  }));
  await tx.insertInto('webhook').values(rows).execute();
  await raiseIds(tx, 'webhook');
}
