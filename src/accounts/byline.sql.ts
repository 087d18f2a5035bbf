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

export async function findBylines(db: Db, ids: readonly BylineId[]): Promise<Map<BylineId, Byline>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('byline')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id as BylineId, toByline(row)]));
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
