import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { type ApiKey, type ApiScope, apiScopes, isInForce } from './api-key.ts';
import { accountFaults } from './faults.ts';

/** When a key was used last is kept to the minute: it must not make a write of every read. */
const USED_EVERY_MS = 60_000;

export type ApiKeyWish = Pick<ApiKey, 'name' | 'scopes' | 'sections' | 'expiresAt'> & {
  readonly by: AccountId;
  readonly hash: string;
  readonly hint: string;
};

/** All keys, newest first; revoked ones stay on the list. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  const rows = await db.selectFrom('api_key').selectAll().orderBy('id', 'desc').limit(1_000).execute();
  return rows.map(toKey);
}

/** The key with this hash, while it opens anything. */
export async function findApiKey(db: Db, hash: string, now: Date): Promise<ApiKey | undefined> {
  const row = await db.selectFrom('api_key').selectAll().where('secret_hash', '=', hash).executeTakeFirst();
  const key = row && toKey(row);
  return key && isInForce(key, now) ? key : undefined;
}

export async function addApiKey(tx: Tx, wish: ApiKeyWish, now: Date): Promise<ApiKey> {
  const row = await tx
    .insertInto('api_key')
    .values({
      name: wish.name,
      secret_hash: wish.hash,
      hint: wish.hint,
      scopes: JSON.stringify([...wish.scopes]),
      sections: wish.sections === 'all' ? null : JSON.stringify([...wish.sections]),
      made_by: wish.by,
      made_at: now.getTime(),
      expires_at: wish.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(tx, 'keys.changed', row.id, {}, now);
  return toKey(row);
}

/**
 * Ends a key for good.
 *
 * throws  api-key-not-found
 */
export async function revokeApiKey(tx: Tx, id: number, now: Date): Promise<ApiKey> {
  const row = await tx
    .updateTable('api_key')
    .set({ revoked_at: now.getTime() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw fault(accountFaults, 'api-key-not-found', { id });
  await tell(tx, 'keys.changed', id, {}, now);
  return toKey(row);
}

/** Notes that a key was used, unless that was noted a moment ago. */
export async function noteApiKeyUsed(db: Db, key: ApiKey, now: Date): Promise<void> {
  const at = now.getTime();
  if (key.usedAt !== null && at - key.usedAt < USED_EVERY_MS) return;
  await db.updateTable('api_key').set({ used_at: at }).where('id', '=', key.id).execute();
}

function toKey(row: Selectable<Tables['api_key']>): ApiKey {
  const sections = row.sections === null ? null : (JSON.parse(row.sections) as SectionId[]);
  const scopes = JSON.parse(row.scopes) as string[];
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: new Set(scopes.filter((scope): scope is ApiScope => apiScopes.includes(scope as ApiScope))),
    sections: sections === null ? 'all' : new Set(sections),
    madeBy: row.made_by as AccountId,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    usedAt: row.used_at,
  };
}
