import type { Selectable } from 'kysely';
import type { StoryId, TopicId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { listMergedTopics } from './merged.sql.ts';

export type TopicKind = 'person' | 'organisation' | 'place' | 'office' | 'subject';

/** What stories are about. One that is not `listed` keeps its address and stories but is shown nowhere by itself. */
export type Topic = {
  id: TopicId;
  slug: string;
  name: string;
  kind: TopicKind;
  introduction: string;
  aliases: string[];
  listed: boolean;
};

export async function findTopic(db: Db, slug: string): Promise<Topic | undefined> {
  const row = await db.selectFrom('topic').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toTopic(row);
}

/** By the ids asked for; one that was merged into another gives that other. */
export async function findTopics(db: Db, ids: readonly TopicId[]): Promise<Map<TopicId, Topic>> {
  if (ids.length === 0) return new Map();
  const asked = [...new Set(ids)];
  const found = await findRows(db, asked);
  if (found.size === asked.length) return found;
  const missing = asked.filter((id) => !found.has(id));
  const became = await listMergedTopics(db, missing);
  const others = became.size > 0 ? await findRows(db, [...new Set(became.values())]) : found;
  for (const [old, now] of became) {
    const topic = others.get(now);
    if (topic) found.set(old, topic);
  }
  return found;
}

async function findRows(db: Db, ids: readonly TopicId[]): Promise<Map<TopicId, Topic>> {
  const rows = await db.selectFrom('topic').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id as TopicId, toTopic(row)]));
}

/** Topics that readers can find, by slug, `limit` at a time, after `afterSlug`. */
export async function listTopics(db: Db, limit: number, afterSlug = ''): Promise<Topic[]> {
  const rows = await db
    .selectFrom('topic')
    .selectAll()
    .where('listed', '=', 1)
    .where('slug', '>', afterSlug)
    .orderBy('slug')
    .limit(limit)
    .execute();
  return rows.map(toTopic);
}

/** The highest id a topic has; 0 without any. */
export async function findLastTopicId(db: Db): Promise<number> {
  const row = await db.selectFrom('topic').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

/** Listed topics whose ids are in this range, from `from` on and before `to`. */
export async function listTopicsBetween(db: Db, from: number, to: number): Promise<Topic[]> {
  const rows = await db
    .selectFrom('topic')
    .selectAll()
    .where('listed', '=', 1)
    .where('id', '>=', from)
    .where('id', '<', to)
    .orderBy('id')
    .execute();
  return rows.map(toTopic);
}

/** Makes topics or brings what is known of them up to date, found again by their slug; ids in order. */
export async function saveTopics(
  tx: Tx,
  topics: readonly Omit<Topic, 'id'>[],
  now: Date,
): Promise<TopicId[]> {
  const ids: TopicId[] = [];
  for (const topic of topics) {
    const row = { ...topic, aliases: JSON.stringify(topic.aliases), listed: topic.listed ? 1 : 0 };
    const saved = await tx
      .insertInto('topic')
      .values(row)
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.push(saved.id as TopicId);
  }
  if (ids.length > 0) await tell(tx, 'topics.changed', null, { ids }, now);
  return ids;
}

/** How many stories stand under each of these topics, those included that are scheduled for later. */
export async function countStories(db: Db, topics: readonly TopicId[]): Promise<Map<TopicId, number>> {
  if (topics.length === 0) return new Map();
  const rows = await db
    .selectFrom('story_topic')
    .select(({ fn }) => ['topic_id', fn.countAll<number>().as('stories')])
    .where('topic_id', 'in', topics)
    .where('published_at', 'is not', null)
    .groupBy('topic_id')
    .execute();
  return new Map(rows.map((row) => [row.topic_id as TopicId, Number(row.stories)]));
}

/** Topics of one story, in the editor's order. */
export async function listTopicsOf(db: Db, story: StoryId): Promise<Topic[]> {
  const rows = await db
    .selectFrom('story_topic')
    .innerJoin('topic', 'topic.id', 'story_topic.topic_id')
    .selectAll('topic')
    .where('story_topic.story_id', '=', story)
    .orderBy('story_topic.position')
    .execute();
  return rows.map(toTopic);
}

function toTopic(row: Selectable<Tables['topic']>): Topic {
  return {
    id: row.id as TopicId,
    slug: row.slug,
    name: row.name,
    kind: row.kind as TopicKind,
    introduction: row.introduction,
    aliases: JSON.parse(row.aliases) as string[],
    listed: row.listed === 1,
  };
}
