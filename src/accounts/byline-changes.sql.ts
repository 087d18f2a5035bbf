import { fault } from '#kit/fault.js';
import type { BylineId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { type Byline, findByline, findBylines } from './byline.sql.ts';
import { accountFaults } from './faults.ts';

/** Bylines whose names or slugs contain these words, by slug, after `after`. */
export async function searchBylines(
  db: Db,
  ask: { words?: string | undefined; after?: string | undefined; limit: number },
): Promise<Byline[]> {
  let query = db
    .selectFrom('byline')
    .select('id')
    .where('slug', '>', ask.after ?? '')
    .orderBy('slug')
    .limit(ask.limit);
  const words = ask.words
    ?.trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '');
  if (words) {
    const like = `%${words}%`;
    const asSlug = `%${words.replace(/\s+/g, '-')}%`;
    query = query.where(({ eb, fn, or }) =>
      or([eb(fn('lower', ['name']), 'like', like), eb('slug', 'like', asSlug)]),
    );
  }
  const ids = (await query.execute()).map((row) => row.id as BylineId);
  const found = await findBylines(db, ids);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/**
 * A new name that may be credited.
 *
 * throws  byline-slug-taken
 */
export async function addByline(tx: Tx, byline: Omit<Byline, 'id'>, now: Date): Promise<Byline> {
  await demandFree(tx, byline.slug);
  const saved = await tx.insertInto('byline').values(toRow(byline)).returning('id').executeTakeFirstOrThrow();
  await tell(tx, 'byline.changed', saved.id, {}, now);
  return { ...byline, id: saved.id as BylineId };
}

/**
 * Changes what is named. Redirects from an old slug, and the names on cards, are the caller's.
 *
 * throws  byline-not-found, byline-slug-taken
 */
export async function changeByline(
  tx: Tx,
  id: BylineId,
  change: Partial<Omit<Byline, 'id'>>,
  now: Date,
): Promise<{ before: Byline; after: Byline }> {
  const before = await getByline(tx, id);
  const after = { ...before, ...change };
  if (after.slug !== before.slug) await demandFree(tx, after.slug);
  await tx.updateTable('byline').set(toRow(after)).where('id', '=', id).execute();
  await tell(tx, 'byline.changed', id, {}, now);
  return { before, after };
}

/**
 * Makes one of two names. The stories of the old one have been moved before.
 *
 * throws  byline-not-found, byline-merged-into-itself
 */
export async function mergeByline(
  tx: Tx,
  from: BylineId,
  into: BylineId,
  now: Date,
): Promise<{ from: Byline; into: Byline }> {
  if (from === into) throw fault(accountFaults, 'byline-merged-into-itself', { id: from });
  const [old, kept] = [await getByline(tx, from), await getByline(tx, into)];
  const after = {
    ...kept,
    role: kept.role || old.role,
    about: kept.about || old.about,
    portrait: kept.portrait ?? old.portrait,
  };
  await tx.updateTable('byline').set(toRow(after)).where('id', '=', into).execute();
  await moveStaff(tx, from, into, now);
  await tx.updateTable('byline_merged').set({ into_id: into }).where('into_id', '=', from).execute();
  await tx
    .insertInto('byline_merged')
    .values({ byline_id: from, into_id: into, merged_at: now.getTime() })
    .execute();
  await tx.deleteFrom('byline').where('id', '=', from).execute();
  await tell(tx, 'byline.changed', into, { merged: from }, now);
  return { from: old, into: after };
}

async function moveStaff(tx: Tx, from: BylineId, into: BylineId, now: Date): Promise<void> {
  const moved = await tx
    .updateTable('staff')
    .set({ byline_id: into })
    .where('byline_id', '=', from)
    .returning('account_id')
    .execute();
  for (const { account_id } of moved) await tell(tx, 'staff.changed', account_id, {}, now);
}

async function getByline(tx: Tx, id: BylineId): Promise<Byline> {
  const row = await tx.selectFrom('byline').select('id').where('id', '=', id).executeTakeFirst();
  const byline = row && (await findBylines(tx, [id])).get(id);
  if (!byline) throw fault(accountFaults, 'byline-not-found', { id });
  return byline;
}

async function demandFree(tx: Tx, slug: string): Promise<void> {
  if (await findByline(tx, slug)) throw fault(accountFaults, 'byline-slug-taken', { slug });
}

function toRow({ slug, name, kind, role, about, portrait }: Omit<Byline, 'id'>) {
  return { slug, name, kind, role, about, media_id: portrait };
}
