import { listMergedBylines } from '#accounts/byline.sql.js';
import type { TopicId } from '#kit/ids.js';
import { listMergedSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import type { Content } from './story.ts';

/** What topics became that were merged, by their old ids; of these topics, or of all. */
export async function listMergedTopics(db: Db, topics?: readonly TopicId[]): Promise<Map<TopicId, TopicId>> {
  let query = db.selectFrom('topic_merged').select(['topic_id', 'into_id']);
  if (topics) query = query.where('topic_id', 'in', topics);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.topic_id as TopicId, row.into_id as TopicId]));
}

/** The ids under which stories of this topic may stand in the index: its own, and those merged into it. */
export async function listTopicFamily(db: Db, topic: TopicId): Promise<TopicId[]> {
  const rows = await db
    .selectFrom('topic_merged')
    .select('topic_id')
    .where('into_id', '=', topic)
    .orderBy('topic_id')
    .execute();
  return [topic, ...rows.map((row) => row.topic_id as TopicId)];
}

/**
 * The same stories with the sections, topics and bylines that are there now: a revision, or somebody's open document,
 * may still name one that was merged into another. What nobody merged stays as it is.
 */
export async function settleLabels<Told extends { readonly content: Content }>(
  db: Db,
  stories: readonly Told[],
): Promise<Told[]> {
  const [sections, topics, bylines] = await Promise.all([
    listMergedSections(db),
    listMergedTopics(db),
    listMergedBylines(db),
  ]);
  if (sections.size + topics.size + bylines.size === 0) return [...stories];
  return stories.map((story) => {
    const { content } = story;
    const section = content.section === null ? null : (sections.get(content.section) ?? content.section);
    const settled: Content = {
      ...content,
      section,
      topics: [...new Set(content.topics.map((id) => topics.get(id) ?? id))],
      credits: content.credits.map(({ byline, role }) => ({ byline: bylines.get(byline) ?? byline, role })),
    };
    return { ...story, content: settled };
  });
}
