import { type SqlBool, sql } from 'kysely';
import type { TopicId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { slugify } from './address.ts';
import { countStories, findTopics, type Topic, type TopicKind } from './topic.sql.ts';

export type TopicAsk = {
  readonly words?: string | undefined;
  readonly kind?: TopicKind | undefined;
  readonly listed?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/**
 * Topics as the desk looks through them, by slug, with the number of stories under each. Words are looked for in the
 * name, in its plain letters and among the aliases.
 */
export async function searchTopics(db: Db, ask: TopicAsk): Promise<(Topic & { stories: number })[]> {
  let query = db
    .selectFrom('topic')
    .select('id')
    .where('slug', '>', ask.after ?? '')
    .orderBy('slug')
    .limit(ask.limit);
  if (ask.kind) query = query.where('kind', '=', ask.kind);
  if (ask.listed !== undefined) query = query.where('listed', '=', ask.listed ? 1 : 0);
  const words = ask.words?.trim();
  if (words) query = query.where(containsWords(words));
  const rows = await query.execute();
  const ids = rows.map((row) => row.id as TopicId);
  const [topics, counts] = await Promise.all([findTopics(db, ids), countStories(db, ids)]);
  return ids.flatMap((id) => {
    const topic = topics.get(id);
    return topic ? [{ ...topic, stories: counts.get(id) ?? 0 }] : [];
  });
}

/** How many topics there are, and how many of them readers find. */
export async function countTopics(db: Db): Promise<{ all: number; listed: number }> {
  const row = await db
    .selectFrom('topic')
    .select(({ fn }) => [fn.countAll<number>().as('all'), fn.sum<number | null>('listed').as('listed')])
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), listed: Number(row.listed ?? 0) };
}

function containsWords(words: string) {
  const like = contains(words.toLowerCase());
  const written = sql<SqlBool>`lower(name) like ${like} escape '\\' or lower(aliases) like ${like} escape '\\'`;
  // Neither database lowers every letter alike; a slug has them plain.
  const plain = slugify(words);
  return plain === 'story' && !words.toLowerCase().includes('story')
    ? sql<SqlBool>`(${written})`
    : sql<SqlBool>`(${written} or slug like ${contains(plain)} escape '\\')`;
}

function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
