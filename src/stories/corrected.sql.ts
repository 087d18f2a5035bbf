import type { StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** When each of these stories was last corrected or clarified, milliseconds since 1970; a story that never was is missing. */
export async function findCorrected(db: Db, stories: readonly StoryId[]): Promise<Map<StoryId, number>> {
  if (stories.length === 0) return new Map();
  const rows = await db
    .selectFrom('note')
    .select(({ fn }) => ['story_id', fn.max('dated').as('dated')])
    .where('story_id', 'in', stories)
    .where('kind', '<>', 'change')
    .groupBy('story_id')
    .execute();
  return new Map(rows.map((row) => [row.story_id as StoryId, Number(row.dated)]));
}
