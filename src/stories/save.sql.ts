import { sql } from 'kysely';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { keepToLedger } from './legal-act.sql.ts';
import { settleLabels } from './merged.sql.ts';
import { readStory } from './readable.sql.ts';
import { addRelations, hideRelations, removeRelations } from './relations.sql.ts';
import { indexStories, unindexStories } from './search-index.sql.ts';
import { findPlaces, isHeld, lockStory } from './story.sql.ts';
import type { Content, Killed, Published, Withdrawn } from './story.ts';
import { cardRow, isAnnounced, listedAt, type NewStory, newStoryRow, timingRow } from './story-row.ts';
import { finishWork, notePublished } from './work.sql.ts';

/**
 * Makes stories with their first revisions in one go; what was made comes back in the same order. It tells nobody:
 * the caller does, once for a story and once for a batch. At most some hundred at a time.
 */
export async function addStories(
  tx: Tx,
  stories: readonly NewStory[],
  now: Date,
): Promise<{ id: StoryId; revision: RevisionId }[]> {
  if (stories.length === 0) return [];
  const settled = await settleLabels(tx, stories);
  const rows = await tx
    .insertInto('story')
    .values(settled.map((story) => newStoryRow(story, now)))
    .returning('id')
    .execute();
  // Ids count up in the order of the rows, whatever order the database answers them in.
  const ids = rows.map((row) => row.id as StoryId).sort((one, other) => one - other);
  const joined = stories.map((story, at) => ({ ...story, id: ids[at] as StoryId }));
  const revisions = await insertRevisions(
    tx,
    joined.map((story) => ({ ...story, number: 1 })),
  );
  await pointAtFirstRevision(
    tx,
    joined.filter((story) => story.placing.state !== 'draft').map((story) => story.id),
  );
  await addRelations(
    tx,
    settled.map((story, at) => ({
      id: ids[at] as StoryId,
      content: story.content,
      listedAt: listedAtStart(story),
    })),
  );
  await indexStories(
    tx,
    joined
      .filter((story) => listedAtStart(story) !== null)
      .map((story) => ({ ...story, publishedAt: listedAtStart(story) ?? 0 })),
  );
  return joined.map((story, at) => ({ id: story.id, revision: revisions[at] as RevisionId }));
}

/** Saves a new revision; the published one stays what it was. */
export async function addRevision(
  tx: Tx,
  id: StoryId,
  made: { content: Content; by: string; reason: string; at: Date },
): Promise<RevisionId> {
  await lockStory(tx, id);
  const last = await tx
    .selectFrom('revision')
    .select('number')
    .where('story_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const { by: madeBy, reason, at } = made;
  const content = await keepToLedger(tx, id, made.content);
  const [revision] = await insertRevisions(tx, [
    { id, content, madeBy, reason, madeAt: at.getTime(), number },
  ]);
  return revision as RevisionId;
}

/**
 * Saves what `publish` decided: the row that lists and cards read, its relations, the search index, and the event.
 *
 * content     of the revision that `story` points at
 * bylineText  names as cards show them
 * silent      true for imports, which tell once a batch
 */
export async function savePublished(
  tx: Tx,
  story: Published,
  shown: { content: Content; bylineText: string; silent?: boolean },
  now: Date,
): Promise<void> {
  const { bylineText, silent } = shown;
  await lockStory(tx, story.id);
  const content = await keepToLedger(tx, story.id, shown.content);
  // An import knows of no hold: one that stands here goes on standing.
  const timing = { ...story.timing, held: story.timing.held || (await isHeld(tx, story.id)) };
  const before = await findPlaces(tx, story.id);
  const wasOut = !silent && (await readStory(tx, story.id, now)).is === 'out';
  const announced = isAnnounced(timing, now);
  const [settled = { content }] = await settleLabels(tx, [{ content }]);
  await tx
    .updateTable('story')
    .set({
      ...cardRow(settled.content, bylineText),
      ...timingRow(timing),
      state: 'published',
      path: story.path,
      slug: story.slug,
      published_revision_id: story.revision,
      updated_at: story.updatedAt,
      announced: announced ? 1 : 0,
      changed_at: now.getTime(),
    })
    .where('id', '=', story.id)
    .execute();
  await notePublished(tx, story.id, content, now);
  if (announced) await finishWork(tx, story.id);
  await removeRelations(tx, story.id);
  const listed = listedAt(story.kind, timing);
  await addRelations(tx, [{ id: story.id, content: settled.content, listedAt: listed }]);
  await unindexStories(tx, [story.id]);
  if (listed !== null) await indexStories(tx, [{ id: story.id, publishedAt: listed, content, bylineText }]);
  if (silent) return;
  // The clock tells of it, once, when its time comes. Until then no page changes, unless readers could see it before.
  const waiting = wasOut ? 'story.embargoed' : 'story.scheduled';
  const event = announced ? 'story.published' : waiting;
  const after = await findPlaces(tx, story.id);
  await tell(tx, event, story.id, { before, after, first: !wasOut }, now);
}

/** Saves what `withdraw` or `kill` decided. The address stays and answers 410. */
export async function saveTakenOff(tx: Tx, story: Withdrawn | Killed, now: Date): Promise<void> {
  await hide(tx, story.id, { state: story.state }, now);
  await finishWork(tx, story.id);
  const places = await findPlaces(tx, story.id);
  await tell(tx, `story.${story.state}`, story.id, { before: places, after: places }, now);
}

/** Places a hold: the story is not there for readers until it is lifted, and cannot be published meanwhile. */
export async function placeHold(
  tx: Tx,
  id: StoryId,
  hold: { reason: string; by: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('hold')
    .values({ story_id: id, reason: hold.reason, placed_by: hold.by, placed_at: now.getTime() })
    .execute();
  await hide(tx, id, {}, now);
  const places = await findPlaces(tx, id);
  await tell(tx, 'story.held', id, { before: places, after: places }, now);
}

async function hide(
  tx: Tx,
  id: StoryId,
  change: { state?: 'withdrawn' | 'killed' },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('story')
    .set({ ...change, visible_from: null, visible_until: null, changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
  await hideRelations(tx, id);
  await unindexStories(tx, [id]);
}

function listedAtStart(story: NewStory): number | null {
  return story.placing.state === 'published' ? listedAt(story.kind, story.placing.timing) : null;
}

async function pointAtFirstRevision(tx: Tx, ids: readonly StoryId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('story')
    .set({
      published_revision_id: sql`(select r.id from revision r where r.story_id = story.id and r.number = 1)`,
    })
    .where('id', 'in', ids)
    .execute();
}

type NewRevision = {
  id: StoryId;
  content: Content;
  madeBy: string;
  reason: string;
  madeAt: number;
  number: number;
};

async function insertRevisions(tx: Tx, revisions: readonly NewRevision[]): Promise<RevisionId[]> {
  const rows = await tx
    .insertInto('revision')
    .values(
      revisions.map((revision) => ({
        story_id: revision.id,
        number: revision.number,
        made_at: revision.madeAt,
        made_by: revision.madeBy,
        reason: revision.reason,
        content: JSON.stringify(revision.content),
      })),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id as RevisionId).sort((one, other) => one - other);
}
