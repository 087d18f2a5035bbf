import { type SqlBool, sql } from 'kysely';
import type { Db } from '#store/tables.js';
import { slugify } from './address.ts';

export type NamedByline = { id: number; name: string; role: string; slug: string };

/** Names that stories may carry and that hold these words; those that begin with them first. */
export async function findBylinesNamed(db: Db, words: string, limit: number): Promise<NamedByline[]> {
  const query = db.selectFrom('byline').select(['id', 'name', 'role', 'slug']);
  if (words.trim() === '') return query.orderBy('name').orderBy('id').limit(limit).execute();
  // A slug has its letters plain, which neither database makes of a name by itself.
  const slug = slugify(words).replace(/[\\%_]/g, '\\$&');
  return query
    .where(sql<SqlBool>`slug like ${`%${slug}%`} escape '\\'`)
    .orderBy(sql`case when slug like ${`${slug}%`} escape '\\' then 0 else 1 end`)
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}
