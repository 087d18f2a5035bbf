import type { StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { findPlaces } from './story.sql.ts';

/**
 * A dated note that readers see on a story.
 *
 * kind   correction, clarification: something was wrong; change: what a later version brought
 * block  the block it stands at, null for the story as a whole
 * dated  milliseconds since 1970, UTC
 */
export type Note = {
  id: number;
  kind: 'correction' | 'clarification' | 'change';
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
