import type { MediaId, StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { listMedia } from './document.ts';
import type { Content, StoryKind } from './story.ts';

/** What a content shows: its lead picture, then what stands in its body. */
export function mediaOf({ lead, body }: Pick<Content, 'lead' | 'body'>): MediaId[] {
  return [...new Set([...(lead ? [lead.media] : []), ...listMedia(body)])];
}

/** Notes which pictures and files the stories show by the contents that readers get. */
export async function addMediaUse(
  tx: Tx,
  stories: readonly { id: StoryId; content: Pick<Content, 'lead' | 'body'> }[],
): Promise<void> {
  const rows = stories.flatMap(({ id, content }) =>
    mediaOf(content).map((media) => ({ media_id: media, story_id: id, working: 0 })),
  );
  if (rows.length > 0)
    await tx
      .insertInto('story_media')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Notes what the working document shows now, beside what is published; nothing is written where nothing changed. */
export async function saveWorkingMedia(
  tx: Tx,
  id: StoryId,
  content: Pick<Content, 'lead' | 'body'>,
): Promise<void> {
  const noted = await tx
    .selectFrom('story_media')
    .select('media_id')
    .where('story_id', '=', id)
    .where('working', '=', 1)
    .execute();
  const [before, after] = [new Set(noted.map((row) => row.media_id)), new Set<number>(mediaOf(content))];
  if (before.size === after.size && [...after].every((media) => before.has(media))) return;
  await removeMediaUse(tx, id, 1);
  const rows = mediaOf(content).map((media) => ({ media_id: media, story_id: id, working: 1 }));
  if (rows.length > 0) await tx.insertInto('story_media').values(rows).execute();
}

/** `working` 0 for what readers get, 1 for the working document. */
export async function removeMediaUse(tx: Tx, id: StoryId, working: 0 | 1): Promise<void> {
  await tx.deleteFrom('story_media').where('story_id', '=', id).where('working', '=', working).execute();
}

/**
 * A story that shows a picture.
 *
 * lead     it stands above the text
 * working  only the working document has it
 * out      readers see the story now
 */
export type MediaUse = {
  media: MediaId;
  story: StoryId;
  kind: StoryKind;
  headline: string;
  path: string;
  lead: boolean;
  working: boolean;
  out: boolean;
};

/** Stories that show these pictures, newest first, at most `limit` in all. */
export async function listMediaUses(
  db: Db,
  ids: readonly MediaId[],
  now: Date,
  limit = 200,
): Promise<MediaUse[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('story_media')
    .innerJoin('story', 'story.id', 'story_media.story_id')
    .leftJoin('work', 'work.story_id', 'story.id')
    .select(({ fn }) => [
      'story_media.media_id',
      'story.id',
      'story.kind',
      'story.headline',
      'work.headline as working_headline',
      'story.path',
      'story.lead_media_id',
      'story.visible_from',
      'story.visible_until',
      fn.min('story_media.working').as('working'),
    ])
    .where('story_media.media_id', 'in', ids)
    .groupBy([
      ...(['story_media.media_id', 'story.id', 'story.headline', 'work.headline', 'story.path'] as const),
      ...(['story.kind', 'story.lead_media_id', 'story.visible_from', 'story.visible_until'] as const),
    ])
    .orderBy('story.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    media: row.media_id as MediaId,
    story: row.id as StoryId,
    kind: row.kind,
    headline: row.headline || row.working_headline || '',
    path: row.path,
    lead: row.lead_media_id === row.media_id,
    working: Number(row.working) === 1,
    out: isOut(row, now),
  }));
}

/** Numbers of the stories that show it by what readers get, at most `limit`. */
export async function listShowing(db: Db, id: MediaId, limit: number): Promise<StoryId[]> {
  const rows = await db
    .selectFrom('story_media')
    .select('story_id')
    .where('media_id', '=', id)
    .where('working', '=', 0)
    .limit(limit)
    .execute();
  return rows.map((row) => row.story_id as StoryId);
}

/** Whether any story shows it, those too that few people know of. */
export async function isMediaUsed(db: Db, id: MediaId): Promise<boolean> {
  const row = await db
    .selectFrom('story_media')
    .select('story_id')
    .where('media_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of these pictures, those that a story shows which readers see now. */
export async function findMediaOut(db: Db, ids: readonly MediaId[], now: Date): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const at = now.getTime();
  const rows = await db
    .selectFrom('story_media')
    .innerJoin('story', 'story.id', 'story_media.story_id')
    .select('story_media.media_id')
    .distinct()
    .where('story_media.media_id', 'in', ids)
    .where('story_media.working', '=', 0)
    .where('story.visible_from', '<=', at)
    .where((where) => where.or([where('visible_until', 'is', null), where('visible_until', '>', at)]))
    .execute();
  return new Set(rows.map((row) => row.media_id));
}

function isOut(row: { visible_from: number | null; visible_until: number | null }, now: Date): boolean {
  const at = now.getTime();
  return row.visible_from !== null && row.visible_from <= at && (row.visible_until ?? at + 1) > at;
}
