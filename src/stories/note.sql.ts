import { type SqlBool, sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { findPlaces } from './story.sql.ts';

/**
 * A dated note that readers see on a story.
 *
 * kind   correction, clarification, retraction, reply (somebody's right to answer); change: what a later version brought
 * block  the block it stands at, null for the story as a whole
 * dated  milliseconds since 1970, UTC
 */
export type Note = {
  id: number;
  kind: 'correction' | 'clarification' | 'retraction' | 'reply' | 'change';
  text: string;
  block: string | null;
  dated: number;
};

/** Notes of a story, newest first. */
export async function listNotes(db: Db, story: StoryId): Promise<Note[]> {
  const rows = await db
    .selectFrom('note')
    .select(['id', 'kind', 'text', 'block_id', 'dated'])
    .where('story_id', '=', story)
    .orderBy('dated', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as Note['kind'],
    text: row.text,
    block: row.block_id,
    dated: row.dated,
  }));
}

export async function addNote(tx: Tx, story: StoryId, note: Omit<Note, 'id'>, now: Date): Promise<void> {
  const { kind, text, block, dated } = note;
  await tx.insertInto('note').values({ story_id: story, kind, text, block_id: block, dated }).execute();
  const places = await findPlaces(tx, story);
  await tell(tx, 'story.noted', story, { before: places, after: places }, now);
}

/** A note on what was wrong in a story that readers can read now. */
export type PublicNote = Note & { story: { id: StoryId; headline: string; path: string } };

/** Corrections and their like of the whole paper, newest first; `before` is the last one that is known. */
export async function listPublicNotes(
  db: Db,
  now: Date,
  ask: { before?: { dated: number; id: number }; limit: number },
): Promise<PublicNote[]> {
  const at = now.getTime();
  let query = db
    .selectFrom('note')
    .innerJoin('story', 'story.id', 'note.story_id')
    .select(['note.id', 'note.kind', 'note.text', 'note.block_id', 'note.dated'])
    .select(['story.id as story_id', 'story.headline', 'story.path'])
    .where('note.kind', '!=', 'change')
    .where('story.state', '=', 'published')
    .where('story.visible_from', '<=', at)
    .where((of) => of.or([of('story.visible_until', 'is', null), of('story.visible_until', '>', at)]))
    .orderBy('note.dated', 'desc')
    .orderBy('note.id', 'desc')
    .limit(ask.limit);
  if (ask.before) {
    const { dated, id } = ask.before;
    query = query.where(sql<SqlBool>`(note.dated, note.id) < (${dated}, ${id})`);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as Note['kind'],
    text: row.text,
    block: row.block_id,
    dated: row.dated,
    story: { id: row.story_id as StoryId, headline: row.headline, path: row.path },
  }));
}
