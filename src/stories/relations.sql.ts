import type { StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { type Body, listLinks } from './document.ts';
import { addMediaUse, removeMediaUse } from './media-use.sql.ts';
import type { Content } from './story.ts';

/** A story with what it is related to. `listedAt` null keeps it off the lists of topics and bylines. */
export type Related = { id: StoryId; content: Content; listedAt: number | null };

/** A reference of one story to another. */
export type StoryLink = { story_id: number; to_story_id: number; kind: 'also-read' | 'link' };

/**
 * Writes topics, bylines, pictures and references to other stories.
 *
 * returns  the references to stories that are not here
 */
export async function addRelations(tx: Tx, stories: readonly Related[]): Promise<StoryLink[]> {
  const topics = stories.flatMap(({ id, content, listedAt }) =>
    [...new Set(content.topics)].map((topic, position) => ({
      story_id: id,
      topic_id: topic,
      position,
      published_at: listedAt,
    })),
  );
  const bylines = stories.flatMap(({ id, content, listedAt }) =>
    [...new Set(content.credits.map((credit) => credit.byline))].map((byline, position) => ({
      story_id: id,
      byline_id: byline,
      position,
      published_at: listedAt,
    })),
  );
  if (topics.length > 0) await tx.insertInto('story_topic').values(topics).execute();
  if (bylines.length > 0) await tx.insertInto('story_byline').values(bylines).execute();
  await addMediaUse(tx, stories);
  return addStoryLinks(
    tx,
    stories.flatMap(({ id, content }) => listStoryLinks(id, content.body)),
  );
}

/**
 * Writes references between stories. A body may name a story that is not here, as one pasted from another paper does.
 *
 * returns  the references to stories that are not here
 */
export async function addStoryLinks(tx: Tx, links: readonly StoryLink[]): Promise<StoryLink[]> {
  const wanted = [...new Set(links.map((link) => link.to_story_id))];
  if (wanted.length === 0) return [];
  const rows = await tx.selectFrom('story').select('id').where('id', 'in', wanted).execute();
  const there = new Set(rows.map((row) => row.id));
  const known = links.filter((link) => there.has(link.to_story_id));
  if (known.length > 0)
    await tx
      .insertInto('story_link')
      .values(known)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return links.filter((link) => !there.has(link.to_story_id));
}

export async function removeRelations(tx: Tx, id: StoryId): Promise<void> {
  await tx.deleteFrom('story_topic').where('story_id', '=', id).execute();
  await tx.deleteFrom('story_byline').where('story_id', '=', id).execute();
  await tx.deleteFrom('story_link').where('story_id', '=', id).execute();
  await removeMediaUse(tx, id, 0);
}

/** Keeps the relations and takes the story off the lists. */
export async function hideRelations(tx: Tx, id: StoryId): Promise<void> {
  await tx.updateTable('story_topic').set({ published_at: null }).where('story_id', '=', id).execute();
  await tx.updateTable('story_byline').set({ published_at: null }).where('story_id', '=', id).execute();
}

export function listStoryLinks(id: StoryId, body: Body): StoryLink[] {
  return listLinks(body).flatMap((link) =>
    link.story === null ? [] : [{ story_id: id, to_story_id: link.story, kind: link.kind }],
  );
}
