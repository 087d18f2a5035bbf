import type { RevisionId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { wordCount } from '#stories/document.js';
import { listNotes } from '#stories/note.sql.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { getRevision } from '#stories/revisions.sql.js';
import type { Story } from '#stories/story.js';
import { findStory } from '#stories/story.sql.js';
import { readWorkingContent } from '#stories/working.sql.js';

/**
 * A story as readers would get it if this version were out: the revision with this number, or the working document.
 * undefined for a story that is not there or was killed.
 */
export async function loadPreview(
  db: Db,
  id: StoryId,
  revision: number | null,
  now: Date,
): Promise<ReadableStory | undefined> {
  const story = await findStory(db, id);
  if (!story || story.state === 'killed') return undefined;
  const content =
    revision === null ? await readWorkingContent(db, id) : (await getRevision(db, id, revision)).content;
  return {
    ...{ id, kind: story.kind, path: story.path, content },
    ...timesOf(story, now),
    section: content.section,
    lead: content.lead?.media ?? null,
    wordCount: wordCount(content.body.content),
    hasNotes: (await listNotes(db, id)).length > 0,
    hasComments: false,
    meterFree: false,
  };
}

type Times = Pick<ReadableStory, 'revision' | 'publishedAt' | 'updatedAt' | 'changedAt'>;

/** A draft is drawn as if it came out now. */
function timesOf(story: Exclude<Story, { state: 'killed' }>, now: Date): Times {
  const changedAt = now.getTime();
  if (story.state === 'draft') {
    return { revision: 0 as RevisionId, publishedAt: changedAt, updatedAt: null, changedAt };
  }
  const { revision, timing } = story;
  const updatedAt = story.state === 'published' ? story.updatedAt : null;
  return { revision, publishedAt: timing.publishedAt, updatedAt, changedAt };
}
