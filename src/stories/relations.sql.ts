import type { StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { type Body, listLinks } from './document.ts';
import type { Content } from './story.ts';

/** A story with what it is related to. `listedAt` null keeps it off the lists of topics and bylines. */
export type Related = { id: StoryId; content: Content; listedAt: number | null };

/** Writes topics, bylines and references to other stories. */
export async function addRelations(tx: Tx, stories: readonly Related[]): Promise<void> {
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
  const links = await existing(
    tx,
    stories.flatMap(({ id, content }) => linksOf(id, content.body)),
  );
  if (topics.length > 0) await tx.insertInto('story_topic').values(topics).execute();
  if (bylines.length > 0) await tx.insertInto('story_byline').values(bylines).execute();
  if (links.length > 0)
    await tx
      .insertInto('story_link')
      .values(links)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export async function removeRelations(tx: Tx, id: StoryId): Promise<void> {
  await tx.deleteFrom('story_topic').where('story_id', '=', id).execute();
  await tx.deleteFrom('story_byline').where('story_id', '=', id).execute();
  await tx.deleteFrom('story_link').where('story_id', '=', id).execute();
}

/** Keeps the relations and takes the story off the lists. */
export async function hideRelations(tx: Tx, id: StoryId): Promise<void> {
  await tx.updateTable('story_topic').set({ published_at: null }).where('story_id', '=', id).execute();
  await tx.updateTable('story_byline').set({ published_at: null }).where('story_id', '=', id).execute();
}

type Link = { story_id: number; to_story_id: number; kind: 'also-read' | 'link' };

/** A body may name a story that is not here, as one pasted from another paper does. */
async function existing(tx: Tx, links: readonly Link[]): Promise<Link[]> {
  const wanted = [...new Set(links.map((link) => link.to_story_id))];
  if (wanted.length === 0) return [];
  const rows = await tx.selectFrom('story').select('id').where('id', 'in', wanted).execute();
  const there = new Set(rows.map((row) => row.id));
  return links.filter((link) => there.has(link.to_story_id));
}

function linksOf(id: StoryId, body: Body): Link[] {
  return listLinks(body).flatMap((link) =>
    link.story === null ? [] : [{ story_id: id, to_story_id: link.story, kind: link.kind }],
  );
}
