/** Working documents of stories, as stored, and who touched what in them since the last publish. */

import { type Doc, mergeUpdates } from 'yjs';
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { appendUpdates, loadShared, replaceShared, startShared } from '#store/shared.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { storyFaults } from './faults.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';
import { contentOfDoc, docOfContent, docOfUpdate, readSlug } from './working-document.ts';
import { noteWorking } from './working-note.sql.ts';
import { watchTouches } from './working-touches.ts';

/** A person's last touch of a part: a block's id, 'headline', 'fields.access'. Taking a block away touches it too. */
export type Touch = { part: string; staff: AccountId; at: number };

/** Who has the story open takes in what is written under a name that is not their own process's. */
const HOUSE = 'the house';
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
 * returns  which generation of it there is
 * throws   story-not-found
 */
export async function startWorking(tx: Tx, id: StoryId, now: Date): Promise<number> {
  const known = await loadShared(tx, workingName(id));
  if (known) return known.generation;
  await startShared(tx, workingName(id), docOfContent((await getLatest(tx, id)).content), now);
  return 1;
}

/**
 * Changes a working document, whoever types in it meanwhile: they see it as they see a colleague's change. Only what
 * `change` touches is written.
 */
export async function changeWorking(
  tx: Tx,
  id: StoryId,
  made: { by: AccountId; at: Date },
  change: (doc: Doc) => void,
): Promise<void> {
  const name = workingName(id);
  const generation = await startWorking(tx, id, made.at);
  const stored = await loadShared(tx, name);
  if (!stored) return;
  const doc = docOfUpdate(stored.update);
  const updates: Uint8Array[] = [];
  const touched = new Set<string>();
  doc.on('update', (update) => updates.push(update));
  watchTouches(doc, (parts) => {
    for (const part of parts) touched.add(part);
  });
  doc.transact(() => change(doc));
  if (updates.length === 0) return;
  const bytes = mergeUpdates(updates);
  await appendUpdates(tx, [{ name, generation, bytes, account: made.by, at: made.at }], HOUSE);
  const touches = [...touched].map((part) => ({ part, staff: made.by, at: made.at.getTime() }));
  await saveTouches(tx, id, touches);
  await noteWorking(tx, id, contentOfDoc(doc), made);
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
