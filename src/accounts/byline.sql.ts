import type { Selectable } from 'kysely';
import type { BylineId, MediaId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { raiseIds } from '#store/sequences.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';

/** Who gets credit: a person, on the staff or not, or an agency. `role` is what they do: 'Court reporter'. */
export type Byline = {
  id: BylineId;
  slug: string;
  name: string;
  kind: 'person' | 'agency';
  role: string;
  about: string;
  portrait: MediaId | null;
};

export async function findByline(db: Db, slug: string): Promise<Byline | undefined> {
  const row = await db.selectFrom('byline').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toByline(row);
}

/** By the ids asked for; one that was merged into another gives that other. */
export async function findBylines(db: Db, ids: readonly BylineId[]): Promise<Map<BylineId, Byline>> {
  if (ids.length === 0) return new Map();
  const asked = [...new Set(ids)];
  const found = await findRows(db, asked);
  if (found.size === asked.length) return found;
  const missing = asked.filter((id) => !found.has(id));
  const became = await listMergedBylines(db, missing);
  const others = became.size > 0 ? await findRows(db, [...new Set(became.values())]) : found;
  for (const [old, now] of became) {
    const byline = others.get(now);
    if (byline) found.set(old, byline);
  }
  return found;
}

async function findRows(db: Db, ids: readonly BylineId[]): Promise<Map<BylineId, Byline>> {
  const rows = await db.selectFrom('byline').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id as BylineId, toByline(row)]));
}

/** What bylines became that were merged, by their old ids; of these bylines, or of all. */
export async function listMergedBylines(
  db: Db,
  bylines?: readonly BylineId[],
): Promise<Map<BylineId, BylineId>> {
  let query = db.selectFrom('byline_merged').select(['byline_id', 'into_id']);
  if (bylines) query = query.where('byline_id', 'in', bylines);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.byline_id as BylineId, row.into_id as BylineId]));
}

/** The ids under which stories of this byline may stand in the index: its own, and those merged into it. */
export async function listBylineFamily(db: Db, byline: BylineId): Promise<BylineId[]> {
  const rows = await db
    .selectFrom('byline_merged')
    .select('byline_id')
    .where('into_id', '=', byline)
    .orderBy('byline_id')
    .execute();
  return [byline, ...rows.map((row) => row.byline_id as BylineId)];
}

/** Bylines by slug, `limit` at a time, after `afterSlug`. */
export async function listBylines(db: Db, limit: number, afterSlug = ''): Promise<Byline[]> {
  const rows = await db
    .selectFrom('byline')
    .selectAll()
    .where('slug', '>', afterSlug)
    .orderBy('slug')
    .limit(limit)
    .execute();
  return rows.map(toByline);
}

/** The highest id a byline has; 0 without any. */
export async function findLastBylineId(db: Db): Promise<number> {
  const row = await db.selectFrom('byline').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

/** Bylines whose ids are in this range, from `from` on and before `to`. */
export async function listBylinesBetween(db: Db, from: number, to: number): Promise<Byline[]> {
  const rows = await db
    .selectFrom('byline')
    .selectAll()
    .where('id', '>=', from)
    .where('id', '<', to)
    .orderBy('id')
    .execute();
  return rows.map(toByline);
}

/** Makes a byline or brings it up to date, found again by its slug. */
export async function saveByline(tx: Tx, byline: Omit<Byline, 'id'>, now: Date): Promise<BylineId> {
  const { portrait, ...rest } = byline;
  const row = { ...rest, media_id: portrait };
  const saved = await tx
    .insertInto('byline')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'byline.changed', saved.id, {}, now);
  return saved.id as BylineId;
}

/** Writes bylines as an export holds them, ids kept, where there are none of them. It tells nobody. */
export async function restoreBylines(tx: Tx, bylines: readonly Byline[]): Promise<void> {
  if (bylines.length === 0) return;
  const rows = bylines.map(({ portrait, ...byline }) => ({ ...byline, media_id: portrait }));
  await tx.insertInto('byline').values(rows).execute();
  await raiseIds(tx, 'byline');
}

function toByline({ media_id, id, ...row }: Selectable<Tables['byline']>): Byline {
  return { ...row, id: id as BylineId, portrait: media_id as MediaId | null };
}
