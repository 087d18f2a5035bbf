import type { BylineId, StoryId, TopicId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** Topics of each of these stories, in the editor's order; a story without any is missing. */
export async function findTopicIds(db: Db, stories: readonly StoryId[]): Promise<Map<StoryId, TopicId[]>> {
  if (stories.length === 0) return new Map();
  const rows = await db
    .selectFrom('story_topic')
    .select(['story_id', 'topic_id'])
    .where('story_id', 'in', stories)
    .orderBy('story_id')
    .orderBy('position')
    .execute();
  return gather(rows.map((row) => [row.story_id as StoryId, row.topic_id as TopicId]));
}

/** Bylines of each of these stories, in the order they are credited; a story without any is missing. */
export async function findBylineIds(db: Db, stories: readonly StoryId[]): Promise<Map<StoryId, BylineId[]>> {
  if (stories.length === 0) return new Map();
  const rows = await db
    .selectFrom('story_byline')
    .select(['story_id', 'byline_id'])
    .where('story_id', 'in', stories)
    .orderBy('story_id')
    .orderBy('position')
    .execute();
  return gather(rows.map((row) => [row.story_id as StoryId, row.byline_id as BylineId]));
}

function gather<Label>(pairs: readonly (readonly [StoryId, Label])[]): Map<StoryId, Label[]> {
  const found = new Map<StoryId, Label[]>();
  for (const [story, label] of pairs) {
    const labels = found.get(story);
    if (labels) labels.push(label);
    else found.set(story, [label]);
  }
  return found;
}
