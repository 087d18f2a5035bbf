import { findBylines } from '#accounts/byline.sql.js';
import type { BylineId, StoryId } from '#kit/ids.js';
import { addJob, type Job } from '#store/jobs.sql.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { bylineTextOf } from './byline-text.ts';
import { indexStories, unindexStories } from './search-index.sql.ts';
import { lockStory } from './story.sql.ts';
import type { Content } from './story.ts';

/** Stories relabelled in one transaction. */
const BATCH = 100;

/** The kind of job that brings the names on cards and in search up to date. */
export const relabelJob = 'stories.relabel';

type Relabel = { byline: number; language: string; after: number };

/** Moves what one name is credited for to another. Gives how many stories there are now. */
export async function moveStoriesOfByline(tx: Tx, from: BylineId, into: BylineId): Promise<void> {
  const withBoth = tx.selectFrom('story_byline').select('story_id').where('byline_id', '=', into);
  await tx
    .deleteFrom('story_byline')
    .where('byline_id', '=', from)
    .where('story_id', 'in', withBoth)
    .execute();
  await tx.updateTable('story_byline').set({ byline_id: into }).where('byline_id', '=', from).execute();
}

/** How many stories each of these is credited for, published or not. */
export async function countCredited(db: Db, bylines: readonly BylineId[]): Promise<Map<BylineId, number>> {
  if (bylines.length === 0) return new Map();
  const rows = await db
    .selectFrom('story_byline')
    .select(({ fn }) => ['byline_id', fn.countAll<number>().as('stories')])
    .where('byline_id', 'in', bylines)
    .groupBy('byline_id')
    .execute();
  return new Map(rows.map((row) => [row.byline_id as BylineId, Number(row.stories)]));
}

/** Asks for the names on cards of this byline's stories to be written anew; a name may stand on very many. */
export async function wishRelabel(tx: Tx, byline: BylineId, language: string, now: Date): Promise<void> {
  const payload: Relabel = { byline, language, after: 0 };
  await addJob(tx, { kind: relabelJob, payload, runAt: now }, now);
}

/** Does one batch and asks for the next. Repeatable: a name that is right already is left alone. */
export async function relabel(db: Db, job: Job, now: Date): Promise<void> {
  const { byline, language, after } = job.payload as Relabel;
  await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('story_byline')
      .select('story_id')
      .where('byline_id', '=', byline)
      .where('story_id', '>', after)
      .orderBy('story_id')
      .limit(BATCH)
      .execute();
    for (const { story_id } of rows) await relabelStory(tx, story_id as StoryId, language);
    const last = rows.at(-1)?.story_id;
    if (rows.length === BATCH && last !== undefined) {
      await addJob(tx, { kind: relabelJob, payload: { byline, language, after: last }, runAt: now }, now);
    } else await tell(tx, 'byline.changed', byline, {}, now);
  });
}

async function relabelStory(tx: Tx, id: StoryId, language: string): Promise<void> {
  await lockStory(tx, id);
  const row = await tx
    .selectFrom('story')
    .innerJoin('revision', 'revision.id', 'story.published_revision_id')
    .select(['story.byline_text', 'story.published_at', 'story.kind', 'revision.content'])
    .where('story.id', '=', id)
    .executeTakeFirst();
  if (!row || row.kind === 'page') return;
  const content = JSON.parse(row.content) as Content;
  const names = await findBylines(
    tx,
    content.credits.map(({ byline }) => byline),
  );
  const bylineText = bylineTextOf(content.credits, names, content.language || language);
  if (bylineText === row.byline_text) return;
  await tx.updateTable('story').set({ byline_text: bylineText }).where('id', '=', id).execute();
  const indexed = await tx
    .selectFrom('search_row')
    .select('id')
    .where('story_id', '=', id)
    .executeTakeFirst();
  if (!indexed) return;
  await unindexStories(tx, [id]);
  await indexStories(tx, [{ id, publishedAt: row.published_at ?? 0, content, bylineText }]);
}
