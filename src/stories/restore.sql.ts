import type { Insertable } from 'kysely';
import type { CommentId, StoryId } from '#kit/ids.js';
import { raiseIds } from '#store/sequences.sql.js';
import type { Tables, Tx } from '#store/tables.js';
import type { NewComment } from './comment.sql.ts';
import { type KeptAct, restoreActs } from './legal-act.sql.ts';
import type { Note } from './note.sql.ts';
import { addRelations, type StoryLink } from './relations.sql.ts';
import { indexStories } from './search-index.sql.ts';
import type { Content, Embargo, StoryKind } from './story.ts';
import { cardRow, listedAt, timingRow } from './story-row.ts';
import { saveStorylineNames } from './storyline-name.sql.ts';
import type { Topic } from './topic.sql.ts';

/** One saved version as it was. Times here and below are milliseconds since 1970, UTC. */
export type KeptRevision = { id: number; number: number; madeAt: number; by: string; reason: string };

/**
 * A story with all that belongs to it, its ids included, as an export holds it.
 *
 * content      of the published revision; of the newest where none was published
 * revision     that one
 * publishedAt  null for a draft
 * announced    whether its coming out was told of
 * addresses    keys of every address that leads to it
 */
export type KeptStory = {
  id: StoryId;
  kind: StoryKind;
  state: 'draft' | 'published' | 'withdrawn' | 'killed';
  path: string;
  slug: string;
  sticky: boolean;
  meterFree: boolean;
  content: Content;
  bylineText: string;
  revision: KeptRevision;
  publishedAt: number | null;
  updatedAt: number | null;
  embargo: Embargo;
  unpublishAt: number | null;
  announced: boolean;
  madeAt: number;
  changedAt: number;
  notes: Note[];
  holds: { id: number; reason: string; by: string; at: number }[];
  acts: KeptAct[];
  addresses: string[];
  storyline: string | null;
};

/**
 * Writes stories as they were, ids kept, into a database that has none of them. It tells nobody.
 *
 * returns  links to stories that are not there yet: for `addStoryLinks` once they are
 */
export async function restoreStories(tx: Tx, stories: readonly KeptStory[]): Promise<StoryLink[]> {
  if (stories.length === 0) return [];
  await tx.insertInto('story').values(stories.map(toRow)).execute();
  await restoreRevisions(
    tx,
    stories.map(({ id, content, revision }) => ({ ...revision, story: id, content })),
  );
  const later = await addRelations(
    tx,
    stories.map((story) => ({ id: story.id, content: story.content, listedAt: listing(story) })),
  );
  const listed = stories.flatMap((story) => {
    const publishedAt = listing(story);
    return publishedAt === null ? [] : [{ ...story, publishedAt }];
  });
  await indexStories(tx, listed);
  await restoreBeside(tx, stories);
  await raiseIds(tx, 'story');
  return later;
}

/** Writes revisions as they were; of stories that are there. */
export async function restoreRevisions(
  tx: Tx,
  revisions: readonly (KeptRevision & { story: number; content: unknown })[],
): Promise<void> {
  if (revisions.length === 0) return;
  const rows = revisions.map(({ id, story, number, madeAt, by, reason, content }) => ({
    ...{ id, number, reason },
    story_id: story,
    made_at: madeAt,
    made_by: by,
    content: JSON.stringify(content),
  }));
  await tx.insertInto('revision').values(rows).execute();
  await raiseIds(tx, 'revision');
}

export async function restoreTopics(tx: Tx, topics: readonly Topic[]): Promise<void> {
  if (topics.length === 0) return;
  const rows = topics.map((topic) => ({
    ...topic,
    aliases: JSON.stringify(topic.aliases),
    listed: topic.listed ? 1 : 0,
  }));
  await tx.insertInto('topic').values(rows).execute();
  await raiseIds(tx, 'topic');
}

/** Writes comments as they were; an answer comes behind what it answers. */
export async function restoreComments(
  tx: Tx,
  comments: readonly (NewComment & { id: CommentId })[],
): Promise<void> {
  if (comments.length === 0) return;
  const rows = comments.map(({ story, parent, writtenAt, ...comment }) => ({
    ...comment,
    story_id: story,
    parent_id: parent,
    written_at: writtenAt,
  }));
  await tx.insertInto('comment').values(rows).execute();
  await raiseIds(tx, 'comment');
}

/** An address that leads to no story of its own. `key` is the form in which addresses are kept. */
export type KeptAddress = { key: string; to: { is: 'redirect'; path: string } | { is: 'gone' } };

export async function restoreAddresses(tx: Tx, addresses: readonly KeptAddress[]): Promise<void> {
  if (addresses.length === 0) return;
  const rows = addresses.map(({ key, to }) => ({
    address_key: key,
    story_id: null,
    to_path: to.is === 'redirect' ? to.path : null,
    gone: to.is === 'gone' ? 1 : 0,
  }));
  await tx.insertInto('address').values(rows).execute();
}

function toRow(story: KeptStory): Insertable<Tables['story']> {
  const { publishedAt, embargo, unpublishAt } = story;
  const isHeld = story.holds.length > 0;
  const timing = timingRow({ publishedAt: publishedAt ?? 0, embargo, unpublishAt, held: isHeld });
  const hidden = story.state !== 'published' || publishedAt === null;
  return {
    ...cardRow(story.content, story.bylineText),
    ...timing,
    ...(hidden ? { visible_from: null, visible_until: null } : {}),
    published_at: publishedAt,
    id: story.id,
    kind: story.kind,
    state: story.state,
    path: story.path,
    slug: story.slug,
    sticky: story.sticky ? 1 : 0,
    ...(story.meterFree ? { meter_free: 1 } : {}),
    ...(isKeptFromEngines(story) ? { indexable: 0 } : {}),
    published_revision_id: story.state === 'draft' ? null : story.revision.id,
    updated_at: story.updatedAt,
    announced: story.announced ? 1 : 0,
    made_at: story.madeAt,
    changed_at: story.changedAt,
  };
}

function isKeptFromEngines({ acts }: KeptStory): boolean {
  return acts.some(({ kind, undoneAt }) => kind === 'hide' && undoneAt === null);
}

/** When it counts as listed; null for what stands in no list. */
function listing({ state, kind, publishedAt, embargo, unpublishAt, holds }: KeptStory): number | null {
  if (state !== 'published' || publishedAt === null) return null;
  return listedAt(kind, { publishedAt, embargo, unpublishAt, held: holds.length > 0 });
}

async function restoreBeside(tx: Tx, stories: readonly KeptStory[]): Promise<void> {
  const notes = stories.flatMap(({ id, notes }) =>
    notes.map(({ block, ...note }) => ({ ...note, story_id: id, block_id: block })),
  );
  const holds = stories.flatMap(({ id, holds }) =>
    holds.map(({ by, at, ...hold }) => ({ ...hold, story_id: id, placed_by: by, placed_at: at })),
  );
  const addresses = stories.flatMap(({ id, addresses }) =>
    addresses.map((key) => ({ address_key: key, story_id: id, to_path: null, gone: 0 })),
  );
  if (notes.length > 0) await tx.insertInto('note').values(notes).execute();
  if (holds.length > 0) await tx.insertInto('hold').values(holds).execute();
  if (addresses.length > 0) await tx.insertInto('address').values(addresses).execute();
  await restoreActs(tx, stories);
  await raiseIds(tx, 'note');
  await raiseIds(tx, 'hold');
  await saveStorylineNames(
    tx,
    stories.map(({ id, storyline }) => ({ story: id, name: storyline })),
  );
}
