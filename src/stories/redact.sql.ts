import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { changeSlug } from './acts.sql.ts';
import { slugify } from './address.ts';
import { storyFaults } from './faults.ts';
import { type ActWish, enterAct } from './legal-act.sql.ts';
import { saveAsItWas } from './publish-times.sql.ts';
import { isSpelt, type Mask, makeMask, maskContent, maskText, maskTexts } from './redact.ts';
import { findPlaces, getStory } from './story.sql.ts';
import type { Content } from './story.ts';

/** Revisions rewritten in one statement's reach. */
const BATCH = 100;

/** What a redaction did: revisions and notes that changed, and the texts as they were, for sealing. */
export type Redacted = { act: number; passages: number; revisions: number; notes: number; original: string };

/**
 * Takes words out of every revision of a story, its notes, its card, its search row and its slug. The working document
 * and what other rooms hold follow by their own doors; the ledger keeps them out of whatever is written later.
 *
 * phrases  what is masked: names, numbers, sentences
 * throws   redaction-without-words, redaction-without-find
 */
export async function redactStory(
  tx: Tx,
  id: StoryId,
  phrases: readonly string[],
  wish: ActWish,
  now: Date,
): Promise<Redacted> {
  const story = await getStory(tx, id);
  const masks = phrases.flatMap((phrase) => makeMask(phrase) ?? []);
  if (masks.length === 0) throw fault(storyFaults, 'redaction-without-words');
  const revisions = await maskRevisions(tx, id, masks);
  const notes = await maskNotes(tx, id, masks);
  const beside = await maskBeside(tx, id, masks);
  const spelt = isSpelt(story.path, masks);
  const passages = revisions.passages + notes.length + beside;
  if (passages === 0 && !spelt) throw fault(storyFaults, 'redaction-without-find');
  const act = await enterAct(tx, id, 'redact', { ...wish, masks }, now);
  if (spelt) await changeSlug(tx, id, await freeSlug(story.slug, masks, id), now);
  const after = await getStory(tx, id);
  // The card and the search row are made anew from the masked revision, and everybody is told.
  if (after.state === 'published') await saveAsItWas(tx, after, now);
  const places = await findPlaces(tx, id);
  await tell(tx, 'story.redacted', id, { before: places, after: places }, now);
  const original = JSON.stringify({ revisions: revisions.originals, notes, path: spelt ? story.path : null });
  return { act, passages, revisions: revisions.originals.length, notes: notes.length, original };
}

/** Keeps the texts as they were for two named people. `sealed` is encrypted already. */
export async function keepSealed(
  tx: Tx,
  sealed: { act: number; story: StoryId; sealed: string; first: AccountId; second: AccountId },
): Promise<void> {
  await tx
    .insertInto('sealed_original')
    .values({
      act_id: sealed.act,
      story_id: sealed.story,
      sealed: sealed.sealed,
      first_id: sealed.first,
      second_id: sealed.second,
      opened_at: null,
      opened_by: null,
    })
    .execute();
}

/** The sealed original of an act, and for whom; opening it is written down by the caller. */
export async function findSealed(
  db: Db,
  act: number,
): Promise<{ story: StoryId; sealed: string; people: readonly AccountId[] } | undefined> {
  const row = await db.selectFrom('sealed_original').selectAll().where('act_id', '=', act).executeTakeFirst();
  if (!row) return undefined;
  const people = [row.first_id, row.second_id].map((one) => one as AccountId);
  return { story: row.story_id as StoryId, sealed: row.sealed, people };
}

export async function noteOpened(tx: Tx, act: number, by: AccountId, now: Date): Promise<void> {
  await tx
    .updateTable('sealed_original')
    .set({ opened_at: now.getTime(), opened_by: by })
    .where('act_id', '=', act)
    .execute();
}

/** Acts on a story whose sealed originals this person may open. */
export async function listSealedFor(db: Db, story: StoryId, person: AccountId): Promise<number[]> {
  const rows = await db
    .selectFrom('sealed_original')
    .select('act_id')
    .where('story_id', '=', story)
    .where((of) => of.or([of('first_id', '=', person), of('second_id', '=', person)]))
    .execute();
  return rows.map((row) => row.act_id);
}

async function maskRevisions(
  tx: Tx,
  id: StoryId,
  masks: readonly Mask[],
): Promise<{ passages: number; originals: { revision: number; content: Content }[] }> {
  const originals: { revision: number; content: Content }[] = [];
  let passages = 0;
  for (let after = 0; ; ) {
    const rows = await tx
      .selectFrom('revision')
      .select(['id', 'content'])
      .where('story_id', '=', id)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const before = JSON.parse(row.content) as Content;
      const { content, count } = maskContent(before, masks);
      if (count === 0) continue;
      passages += count;
      originals.push({ revision: row.id, content: before });
      await tx
        .updateTable('revision')
        .set({ content: JSON.stringify(content) })
        .where('id', '=', row.id)
        .execute();
    }
    if (rows.length < BATCH) return { passages, originals };
    after = rows.at(-1)?.id ?? after;
  }
}

async function maskNotes(
  tx: Tx,
  id: StoryId,
  masks: readonly Mask[],
): Promise<{ note: number; text: string }[]> {
  const rows = await tx.selectFrom('note').select(['id', 'text']).where('story_id', '=', id).execute();
  const changed = rows.filter(({ text }) => maskText(text, masks) !== text);
  for (const { id: note, text } of changed) {
    await tx
      .updateTable('note')
      .set({ text: maskText(text, masks) })
      .where('id', '=', note)
      .execute();
  }
  return changed.map(({ id: note, text }) => ({ note, text }));
}

/** What publishing left beside the text: tasks that quote it, and the note of an update that waits. */
async function maskBeside(tx: Tx, id: StoryId, masks: readonly Mask[]): Promise<number> {
  let changed = 0;
  const tasks = await tx
    .selectFrom('story_task')
    .select(['id', 'details'])
    .where('story_id', '=', id)
    .execute();
  for (const { id: task, details: before } of tasks) {
    const details = JSON.stringify(maskTexts(JSON.parse(before) as unknown, masks));
    if (details === before) continue;
    changed += 1;
    await tx.updateTable('story_task').set({ details }).where('id', '=', task).execute();
  }
  const waiting = await tx
    .selectFrom('waiting_update')
    .select('update_note')
    .where('story_id', '=', id)
    .executeTakeFirst();
  const note = waiting && maskText(waiting.update_note, masks);
  if (note === undefined || note === waiting?.update_note) return changed;
  await tx.updateTable('waiting_update').set({ update_note: note }).where('story_id', '=', id).execute();
  return changed + 1;
}

/** The slug without the words; the story's number where nothing else is left. */
async function freeSlug(slug: string, masks: readonly Mask[], id: StoryId): Promise<string> {
  const rest = slugify(maskText(slug, masks).replaceAll('█', ' '));
  return rest === '' ? `story-${id}` : `${rest}-${id}`;
}
