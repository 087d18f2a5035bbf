import { fault } from '#kit/fault.js';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { storyFaults } from './faults.ts';
import type { Content, Story } from './story.ts';
import { toStory } from './story-row.ts';

/** What lists and pages a story stands in: the page store drops those when it changes. */
export type Places = {
  path: string;
  kind: 'story' | 'page';
  section: number | null;
  topics: number[];
  bylines: number[];
  publishedAt: number | null;
};

/** In a transaction nobody else changes the story until it ends, so that what is decided on it still holds when saved. */
export async function findStory(db: Db, id: StoryId): Promise<Story | undefined> {
  if (db.isTransaction) await lockStory(db as Tx, id);
  const row = await db.selectFrom('story').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStory(row, await isHeld(db, id));
}

/** On Postgres several transactions write at once; on SQLite there is only one anyway. */
export async function lockStory(tx: Tx, id: StoryId): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  await tx.selectFrom('story').select('id').where('id', '=', id).forUpdate().execute();
}

/** throws  story-not-found */
export async function getStory(db: Db, id: StoryId): Promise<Story> {
  const story = await findStory(db, id);
  if (!story) throw fault(storyFaults, 'story-not-found', { id });
  return story;
}

/**
 * The content of one revision.
 *
 * throws  revision-not-found
 */
export async function getContent(db: Db, revision: RevisionId): Promise<Content> {
  const row = await db.selectFrom('revision').select('content').where('id', '=', revision).executeTakeFirst();
  if (!row) throw fault(storyFaults, 'revision-not-found', { id: revision });
  return JSON.parse(row.content) as Content;
}

/** The newest revision of a story: what the desk goes on from; published or not. */
export async function findLatestRevision(
  db: Db,
  id: StoryId,
): Promise<{ id: RevisionId; number: number; content: Content } | undefined> {
  const row = await db
    .selectFrom('revision')
    .select(['id', 'number', 'content'])
    .where('story_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { id: row.id as RevisionId, number: row.number, content: JSON.parse(row.content) as Content };
}

export async function findPlaces(db: Db, id: StoryId): Promise<Places | null> {
  const row = await db
    .selectFrom('story')
    .select(['path', 'kind', 'section_id', 'published_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const topics = await db.selectFrom('story_topic').select('topic_id').where('story_id', '=', id).execute();
  const bylines = await db
    .selectFrom('story_byline')
    .select('byline_id')
    .where('story_id', '=', id)
    .execute();
  return {
    path: row.path,
    kind: row.kind,
    section: row.section_id,
    topics: topics.map((topic) => topic.topic_id),
    bylines: bylines.map((byline) => byline.byline_id),
    publishedAt: row.published_at,
  };
}

export async function isHeld(db: Db, id: StoryId): Promise<boolean> {
  const row = await db.selectFrom('hold').select('id').where('story_id', '=', id).limit(1).executeTakeFirst();
  return row !== undefined;
}
