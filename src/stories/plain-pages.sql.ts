import type { StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** A page that stands by itself, as "About us": a story of kind 'page', on no list of readers. */
export type PlainPage = {
  id: StoryId;
  path: string;
  headline: string;
  state: 'draft' | 'published' | 'withdrawn' | 'killed';
  changedAt: number;
};

/** The paper's plain pages by headline; there are few. */
export async function listPlainPages(db: Db, limit: number): Promise<PlainPage[]> {
  const rows = await db
    .selectFrom('story')
    .select(['id', 'path', 'headline', 'state', 'changed_at'])
    .where('kind', '=', 'page')
    .orderBy('headline')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, changed_at, ...row }) => ({ ...row, id: id as StoryId, changedAt: changed_at }));
}
