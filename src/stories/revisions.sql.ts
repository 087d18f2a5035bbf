/** Every version of a story that was kept: who made it, when and why. */
import { fault } from '#kit/fault.js';
import type { RevisionId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { wordCount } from './document.ts';
import { storyFaults } from './faults.ts';
import type { Content } from './story.ts';

/**
 * number   counts the revisions of this story, from 1
 * reason   'publish', 'correct', 'schedule', 'pause', 'restore' …, or '' for what came in
 * published  it is the one that readers are given
 * madeAt   milliseconds since 1970, UTC
 */
export type Revision = {
  id: RevisionId;
  number: number;
  madeAt: number;
  by: string;
  reason: string;
  headline: string;
  words: number;
  published: boolean;
};

/** Revisions of a story, newest first, `limit` at a time, older than the one with the number `before`. */
export async function listRevisions(
  db: Db,
  story: StoryId,
  { before, limit }: { before: number | null; limit: number },
): Promise<Revision[]> {
  let query = db
    .selectFrom('revision')
    .innerJoin('story', 'story.id', 'revision.story_id')
    .select(['revision.id', 'number', 'revision.made_at', 'made_by', 'reason', 'content'])
    .select('story.published_revision_id')
    .where('story_id', '=', story)
    .orderBy('number', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('number', '<', before);
  const rows = await query.execute();
  return rows.map((row) => {
    const content = JSON.parse(row.content) as Content;
    return {
      id: row.id as RevisionId,
      number: row.number,
      madeAt: row.made_at,
      by: row.made_by,
      reason: row.reason,
      headline: content.headline,
      words: wordCount(content.body.content),
      published: row.id === row.published_revision_id,
    };
  });
}

/**
 * The content of one revision of this story.
 *
 * throws  revision-not-found, also for a revision of another story
 */
export async function getRevision(
  db: Db,
  story: StoryId,
  number: number,
): Promise<Omit<Revision, 'published'> & { content: Content }> {
  const row = await db
    .selectFrom('revision')
    .select(['id', 'number', 'made_at', 'made_by', 'reason', 'content'])
    .where('story_id', '=', story)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw fault(storyFaults, 'revision-not-found', { id: `number ${number} of story ${story}` });
  const content = JSON.parse(row.content) as Content;
  return {
    id: row.id as RevisionId,
    number: row.number,
    madeAt: row.made_at,
    by: row.made_by,
    reason: row.reason,
    headline: content.headline,
    words: wordCount(content.body.content),
    content,
  };
}
