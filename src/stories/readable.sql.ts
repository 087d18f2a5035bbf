import type { MediaId, RevisionId, SectionId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import type { Content, StoryKind } from './story.ts';

/** What an address finds: a published story with its revision, or why there is none to read. */
export type Readable =
  | { is: 'out'; story: ReadableStory }
  | { is: 'gone'; state: 'withdrawn' | 'killed'; path: string }
  | { is: 'absent' };

export type ReadableStory = {
  id: StoryId;
  kind: StoryKind;
  path: string;
  revision: RevisionId;
  content: Content;
  section: SectionId | null;
  lead: MediaId | null;
  publishedAt: number;
  updatedAt: number | null;
  changedAt: number;
  wordCount: number;
  hasNotes: boolean;
  hasComments: boolean;
  /** Read freely while the meter is on, as breaking news. */
  meterFree: boolean;
};

/**
 * The published revision of a story as it stands at `now`. Drafts, scheduled, embargoed and held stories are absent,
 * as if they had never been made. `content` still holds the whole body: only the gate may let it out.
 */
export async function readStory(db: Db, id: StoryId, now: Date): Promise<Readable> {
  const row = await db
    .selectFrom('story')
    .leftJoin('revision', 'revision.id', 'story.published_revision_id')
    .select([
      'story.id',
      'story.kind',
      'story.state',
      'story.path',
      'story.section_id',
      'story.lead_media_id',
      'story.published_revision_id',
      'story.published_at',
      'story.updated_at',
      'story.changed_at',
      'story.word_count',
      'story.indexable',
      'story.meter_free',
      'story.visible_from',
      'story.visible_until',
      'revision.content',
    ])
    .select((of) => [
      of
        .exists(of.selectFrom('note').select('note.id').whereRef('note.story_id', '=', 'story.id'))
        .as('has_notes'),
      of
        .exists(of.selectFrom('comment').select('comment.id').whereRef('comment.story_id', '=', 'story.id'))
        .as('has_comments'),
    ])
    .where('story.id', '=', id)
    .executeTakeFirst();
  if (!row) return { is: 'absent' };
  if (row.state === 'withdrawn' || row.state === 'killed')
    return { is: 'gone', state: row.state, path: row.path };
  const at = now.getTime();
  const { visible_from: from, visible_until: until } = row;
  if (from !== null && until !== null && until <= at)
    return { is: 'gone', state: 'withdrawn', path: row.path };
  if (from === null || from > at || row.content === null || row.published_revision_id === null)
    return { is: 'absent' };
  return {
    is: 'out',
    story: {
      id: row.id as StoryId,
      kind: row.kind,
      path: row.path,
      revision: row.published_revision_id as RevisionId,
      content: readContent(row.content, row.indexable),
      section: row.section_id as SectionId | null,
      lead: row.lead_media_id as MediaId | null,
      publishedAt: row.published_at ?? from,
      updatedAt: row.updated_at,
      changedAt: row.changed_at,
      wordCount: row.word_count,
      hasNotes: Boolean(row.has_notes),
      hasComments: Boolean(row.has_comments),
      meterFree: row.meter_free === 1,
    },
  };
}

/** Search engines may be kept from a story by an act that is no part of any revision. */
function readContent(json: string, indexable: number): Content {
  const content = JSON.parse(json) as Content;
  return indexable === 0 && content.canonical === '' ? { ...content, noindex: true } : content;
}
