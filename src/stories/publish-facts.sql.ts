import type { RevisionId, StoryId } from '#kit/ids.js';
import { findPictures } from '#media/picture.sql.js';
import type { Db } from '#store/tables.js';
import { slugify } from './address.ts';
import { type ChecklistContext, listPictureIds } from './checklist.ts';
import { wordCount } from './document.ts';
import { getStory } from './story.sql.ts';
import type { Content, Story } from './story.ts';
import { findWork } from './work.sql.ts';
import type { Work } from './work.ts';
import { listTouches, readWorking } from './working.sql.ts';

/** The revision that readers are given, with who made it. `madeAt` in milliseconds since 1970. */
export type PublishedRevision = {
  revision: RevisionId;
  number: number;
  madeBy: string;
  madeAt: number;
  content: Content;
};

/**
 * Everything a publish is decided on.
 *
 * published  what stands in `story` as published, also while it waits for its time; null for a draft
 * slug       what the first address is to end in
 * words      of the working document
 */
export type PublishFacts = {
  story: Story;
  published: PublishedRevision | null;
  working: Content;
  work: Work | undefined;
  slug: string;
  words: number;
};

/** throws  story-not-found */
export async function loadPublishFacts(db: Db, id: StoryId): Promise<PublishFacts> {
  const story = await getStory(db, id);
  const published =
    story.state === 'published' || story.state === 'withdrawn'
      ? await findRevision(db, story.revision)
      : undefined;
  const { content: working, slug } = await readWorking(db, id);
  return {
    story,
    published: published ?? null,
    working,
    work: await findLastWork(db, id),
    slug: slug || (working.headline ? slugify(working.headline) : story.slug),
    words: wordCount(working.body.content),
  };
}

/** The work with whoever wrote last, to the second: the lists are told of it a little later. */
async function findLastWork(db: Db, id: StoryId): Promise<Work | undefined> {
  const work = await findWork(db, id);
  const [last] = await listTouches(db, id);
  if (!work || !last || last.at <= work.changedAt) return work;
  return { ...work, changedBy: last.staff, changedAt: last.at };
}

/** What the checklist asks beside the content. */
export async function loadContext(
  db: Db,
  { story, published }: Pick<PublishFacts, 'story' | 'published'>,
  content: Content,
  goesOutAt: number,
): Promise<ChecklistContext> {
  const holds = await db
    .selectFrom('hold')
    .select(['reason', 'placed_by', 'placed_at'])
    .where('story_id', '=', story.id)
    .orderBy('id')
    .execute();
  return {
    goesOutAt,
    embargo:
      story.state === 'killed'
        ? { is: 'none' }
        : story.state === 'draft'
          ? story.embargo
          : story.timing.embargo,
    holds: holds.map(({ reason, placed_by, placed_at }) => {
      return { wire: placed_by.startsWith('wire'), reason, by: placed_by, at: placed_at };
    }),
    pictures: await findPictures(db, listPictureIds(content)),
    shownBefore: new Set(story.state === 'published' && published ? listPictureIds(published.content) : []),
  };
}

export async function findRevision(db: Db, id: RevisionId): Promise<PublishedRevision | undefined> {
  const row = await db
    .selectFrom('revision')
    .select(['number', 'made_by', 'made_at', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      revision: id,
      number: row.number,
      madeBy: row.made_by,
      madeAt: row.made_at,
      content: JSON.parse(row.content) as Content,
    }
  );
}
