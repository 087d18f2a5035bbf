import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** Remembers which storyline each of these stories was said to belong to where it came from; null forgets it. */
export async function saveStorylineNames(
  tx: Tx,
  stories: readonly { story: StoryId; name: string | null }[],
): Promise<void> {
  if (stories.length === 0) return;
  const ids = stories.map(({ story }) => story);
  await tx.deleteFrom('story_storyline').where('story_id', 'in', ids).execute();
  const rows = stories.flatMap(({ story, name }) => (name ? [{ story_id: story, name }] : []));
  if (rows.length > 0) await tx.insertInto('story_storyline').values(rows).execute();
}

export async function findStorylineNames(db: Db, stories: readonly number[]): Promise<Map<number, string>> {
  if (stories.length === 0) return new Map();
  const rows = await db.selectFrom('story_storyline').selectAll().where('story_id', 'in', stories).execute();
  return new Map(rows.map(({ story_id, name }) => [story_id, name]));
}
