import { type SqlBool, sql } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { addressKey } from './address.ts';
import { findAddress } from './addresses.sql.ts';
import { storyFaults } from './faults.ts';

/** An address that leads to another. `byHand`: a person set it, so that a person may take it away. */
export type Redirect = { from: string; to: string; byHand: boolean; at: number | null };

/** Redirects in order of their addresses, after `after`; those that contain `words` in either address where given. */
export async function listRedirects(
  db: Db,
  ask: { words?: string | undefined; byHand?: boolean; after?: string | undefined; limit: number },
): Promise<Redirect[]> {
  let query = db
    .selectFrom('address')
    .leftJoin('redirect_by_hand', 'redirect_by_hand.address_key', 'address.address_key')
    .select(['address.address_key', 'address.to_path', 'redirect_by_hand.made_at'])
    .where('address.to_path', 'is not', null)
    .where('address.address_key', '>', ask.after ?? '')
    .orderBy('address.address_key')
    .limit(ask.limit);
  if (ask.byHand) query = query.where('redirect_by_hand.made_at', 'is not', null);
  const words = ask.words?.trim().toLowerCase();
  if (words) {
    const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<SqlBool>`(address.address_key like ${like} escape '\\' or lower(address.to_path) like ${like} escape '\\')`,
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    from: row.address_key,
    to: row.to_path ?? '',
    byHand: row.made_at !== null,
    at: row.made_at,
  }));
}

/**
 * Sets a redirect by hand, or changes one; addresses that led to `from` lead on to `to` at once, so that no chain
 * comes about. Whether something else of the house stands at `from` (a section, a topic) the caller has asked.
 *
 * to      an address of the paper, or a whole one of another site
 * throws  redirect-wrong, redirect-taken, redirect-chain, redirect-loop
 */
export async function setRedirect(
  tx: Tx,
  { from, to, by }: { from: string; to: string; by: AccountId },
  now: Date,
): Promise<Redirect> {
  const key = addressKey(from);
  checkForms(key, to);
  const there = await findAddress(tx, key);
  if (there && there.is !== 'redirect') throw fault(storyFaults, 'redirect-taken', { from: key });
  if (to.startsWith('/')) await checkTarget(tx, key, to);
  await pointAt(tx, key, to);
  // One that keeps a published address alive stays such a one, wherever it leads now.
  const byHand = !there || (await isByHand(tx, key));
  if (byHand) await mark(tx, key, by, now);
  await tell(tx, 'redirects.changed', null, { addresses: [key] }, now);
  return { from: key, to, byHand, at: byHand ? now.getTime() : null };
}

async function isByHand(tx: Tx, key: string): Promise<boolean> {
  const query = tx.selectFrom('redirect_by_hand').select('made_at').where('address_key', '=', key);
  return (await query.executeTakeFirst()) !== undefined;
}

async function mark(tx: Tx, key: string, by: AccountId, now: Date): Promise<void> {
  const row = { address_key: key, made_by: by, made_at: now.getTime() };
  await tx
    .insertInto('redirect_by_hand')
    .values(row)
    .onConflict((conflict) => conflict.column('address_key').doUpdateSet(row))
    .execute();
}

/**
 * Takes a redirect away that a person set.
 *
 * throws  redirect-not-found, redirect-not-by-hand
 */
export async function removeRedirect(tx: Tx, from: string, now: Date): Promise<Redirect> {
  const key = addressKey(from);
  const there = await findAddress(tx, key);
  if (there?.is !== 'redirect') throw fault(storyFaults, 'redirect-not-found', { from: key });
  const marks = await tx.deleteFrom('redirect_by_hand').where('address_key', '=', key).executeTakeFirst();
  if (Number(marks.numDeletedRows) === 0) throw fault(storyFaults, 'redirect-not-by-hand', { from: key });
  await tx.deleteFrom('address').where('address_key', '=', key).where('story_id', 'is', null).execute();
  await tell(tx, 'redirects.changed', null, { addresses: [key] }, now);
  return { from: key, to: there.to, byHand: true, at: null };
}

/**
 * Leads old addresses of a list on for ever, after it was renamed or merged; what led to them leads on too. An address
 * that a story has stays the story's. A pair that ends in `/` on both sides takes what follows along.
 */
export async function leadOn(tx: Tx, moves: readonly { from: string; to: string }[]): Promise<void> {
  for (const { from, to } of moves) {
    const key = from.endsWith('/') ? `${addressKey(from)}/*` : addressKey(from);
    const there = await findAddress(tx, key);
    if (there && there.is === 'story') continue;
    await pointAt(tx, key, to);
    // What stands here now must not be led away by what once led from here.
    const own = to.endsWith('/') ? `${addressKey(to)}/*` : addressKey(to);
    await tx.deleteFrom('address').where('address_key', '=', own).where('to_path', 'is not', null).execute();
    await tx.deleteFrom('redirect_by_hand').where('address_key', '=', own).execute();
  }
}

async function pointAt(tx: Tx, key: string, to: string): Promise<void> {
  await tx
    .insertInto('address')
    .values({ address_key: key, story_id: null, to_path: to, gone: 0 })
    .onConflict((conflict) => conflict.column('address_key').doUpdateSet({ to_path: to, gone: 0 }))
    .execute();
  const asTarget = key.endsWith('/*') ? key.slice(0, -1) : key;
  await tx
    .updateTable('address')
    .set({ to_path: to })
    .where('to_path', '=', asTarget)
    .where('address_key', '!=', key)
    .execute();
}

function checkForms(key: string, to: string): void {
  if (!key.startsWith('/') || key === '/' || hasControls(key)) {
    throw fault(storyFaults, 'redirect-wrong', { problem: 'write the old address as /old-address.' });
  }
  const inside = /^\/(?!\/)/.test(to);
  const outside = /^https?:\/\//i.test(to) && URL.canParse(to);
  if ((!inside && !outside) || hasControls(to) || to.length > 2_000) {
    throw fault(storyFaults, 'redirect-wrong', {
      problem: 'write where it leads as /new-address, or as a whole address that begins with https://.',
    });
  }
  const family = key.endsWith('/*') ? key.slice(0, -1) : null;
  if (addressKey(to) === key || (family && to.startsWith(family))) {
    throw fault(storyFaults, 'redirect-loop', { from: key, to });
  }
}

async function checkTarget(tx: Tx, key: string, to: string): Promise<void> {
  const target = await findAddress(tx, to);
  if (target?.is !== 'redirect') return;
  if (addressKey(target.to) === key) throw fault(storyFaults, 'redirect-loop', { from: key, to });
  throw fault(storyFaults, 'redirect-chain', { to, further: target.to });
}

/** Spaces and control characters have no place in an address that is sent in a header. */
function hasControls(text: string): boolean {
  return [...text].some((letter) => letter <= ' ' || letter === '\u007f');
}

/** Addresses that lead to this one, families left out. */
export async function listRedirectsTo(db: Db, to: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('address')
    .select('address_key')
    .where('to_path', '=', to)
    .orderBy('address_key')
    .limit(limit)
    .execute();
  return rows.map((row) => row.address_key);
}
