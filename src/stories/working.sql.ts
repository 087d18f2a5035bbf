/** Working documents of stories, as stored, and who touched what in them since the last publish. */
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { loadShared, replaceShared, startShared } from '#store/shared.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { storyFaults } from './faults.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';
import { contentOfDoc, docOfContent, docOfUpdate, readSlug } from './working-document.ts';

/** A person's last touch of a part: a block's id, 'headline', 'fields.access'. Taking a block away touches it too. */
export type Touch = { part: string; staff: AccountId; at: number };

const TOUCHES_AT_ONCE = 200;

export function workingName(id: StoryId): string {
  return `story/${id}`;
}

/**
 * What the desk has of a story now: its working document, or its newest revision where nobody opened one yet.
 *
 * slug    the one the desk wants, '' where it has chosen none
 * throws  story-not-found
 */
export async function readWorking(db: Db, id: StoryId): Promise<{ content: Content; slug: string }> {
  const stored = await loadShared(db, workingName(id));
  if (!stored) return { content: (await getLatest(db, id)).content, slug: '' };
  const doc = docOfUpdate(stored.update);
  return { content: contentOfDoc(doc), slug: readSlug(doc) };
}

/** The same without the slug. */
export async function readWorkingContent(db: Db, id: StoryId): Promise<Content> {
  return (await readWorking(db, id)).content;
}

/**
 * Makes a story's working document from its newest revision, unless it has one.
 *
 * throws  story-not-found
 */
export async function startWorking(tx: Tx, id: StoryId, now: Date): Promise<void> {
  if (await loadShared(tx, workingName(id))) return;
  await startShared(tx, workingName(id), docOfContent((await getLatest(tx, id)).content), now);
}

/**
 * Puts a new working document in the place of the old one, so that nothing of the old stays stored and no copy in a
 * browser brings it back. Suggestions and notes are gone with it. Only for words that must vanish.
 */
export async function replaceWorking(tx: Tx, id: StoryId, content: Content, now: Date): Promise<void> {
  await replaceShared(tx, workingName(id), docOfContent(content), now);
}

/** Who touched what since the story was last published, newest first. */
export async function listTouches(db: Db, id: StoryId): Promise<Touch[]> {
  const rows = await db
    .selectFrom('story_touch')
    .select(['part', 'account_id', 'at'])
    .where('story_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('part')
    .execute();
  return rows.map(({ part, account_id, at }) => ({ part, staff: account_id as AccountId, at }));
}

export async function saveTouches(tx: Tx, id: StoryId, touches: readonly Touch[]): Promise<void> {
  for (let from = 0; from < touches.length; from += TOUCHES_AT_ONCE) {
    const rows = touches.slice(from, from + TOUCHES_AT_ONCE);
    await tx
      .insertInto('story_touch')
      .values(rows.map(({ part, staff, at }) => ({ story_id: id, part, account_id: staff, at })))
      .onConflict((conflict) =>
        conflict
          .columns(['story_id', 'part', 'account_id'])
          .doUpdateSet(({ ref }) => ({ at: ref('excluded.at') })),
      )
      .execute();
  }
}

/**
 * What was touched up to now is published.
 *
 * except  parts that were held back: who touched them is still asked
 */
export async function forgetTouches(
  tx: Tx,
  id: StoryId,
  until: Date,
  except: readonly string[] = [],
): Promise<void> {
  let query = tx.deleteFrom('story_touch').where('story_id', '=', id).where('at', '<=', until.getTime());
  if (except.length > 0) query = query.where('part', 'not in', except);
  await query.execute();
}

async function getLatest(db: Db, id: StoryId) {
  const latest = await findLatestRevision(db, id);
  if (!latest) throw fault(storyFaults, 'story-not-found', { id });
  return latest;
}
