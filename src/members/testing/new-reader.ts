import { randomBytes } from 'node:crypto';
import { addSession } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { addReader, ensureAccount } from '../readers.sql.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * Somebody who joined, and is signed in.
 *
 * tiers  slugs of tiers they hold; those that do not exist are made
 * until  when they stop holding them; left out: no end
 */
export type NewReader = {
  readonly email?: string;
  readonly name?: string;
  readonly tiers?: readonly string[];
  readonly until?: Date;
};

/** Makes a reader and a session. returns  the account, and the Cookie header of the session */
export async function newReader(
  { db }: Pick<Store, 'db'>,
  wish: NewReader = {},
  now: Date = new Date(),
): Promise<{ account: AccountId; email: string; cookie: string }> {
  const token = randomBytes(24).toString('base64url');
  const secret = await getSecret(db);
  const email = wish.email ?? `reader-${token.slice(0, 8).toLowerCase()}@reader.example`;
  const account = await db.transaction().execute(async (tx) => {
    const id = await ensureAccount(tx, { email, name: wish.name ?? 'Rosa Reader' }, now);
    await addReader(tx, { account: id, cameBy: 'joined' }, now);
    for (const slug of wish.tiers ?? []) await holdTier(tx, { account: id, slug, until: wish.until }, now);
    const expiresAt = new Date(now.getTime() + YEAR_MS);
    const common = { account: id, token, expiresAt, from: '127.0.0.1', device: 'Test' };
    await addSession(tx, { ...common, way: 'test', secondStep: 'due', door: 'paper' }, now);
    return id;
  });
  return { account, email, cookie: `${COOKIE_NAME}=${writeSessionCookie(token, secret)}` };
}

type Holding = { account: AccountId; slug: string; until: Date | undefined };

async function holdTier(tx: Tx, { account, slug, until }: Holding, now: Date): Promise<void> {
  const times = { made_at: now.getTime(), changed_at: now.getTime() };
  await tx
    .insertInto('tier')
    .values({ slug, name: slug, ...times })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  const { id } = await tx.selectFrom('tier').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
  await tx
    .insertInto('membership')
    .values({
      ...{ account_id: account, tier_id: id, source: 'given', state: 'running', ...times },
      ...{ access_from: now.getTime(), access_until: until?.getTime() ?? null },
    })
    .execute();
  await tell(tx, 'membership.changed', account, {}, now);
}
