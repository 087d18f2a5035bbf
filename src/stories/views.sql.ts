import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** Views of one story in one hour. `hour` counts hours since 1970; `referrer` and `audience` are kinds, never people. */
export type ViewCount = { story: StoryId; hour: number; referrer: string; audience: string; views: number };

/** Rows written in one statement. */
const BATCH = 500;

/** Adds what was counted to what is kept. */
export async function addViews(db: Db, counts: readonly ViewCount[]): Promise<void> {
  await db.transaction().execute((tx) => putViews(tx, counts));
}

/** The same in the caller's transaction. */
export async function putViews(tx: Tx, counts: readonly ViewCount[]): Promise<void> {
  // In one order in all processes, so that two never wait for each other's rows.
  const ordered = counts.toSorted(
    (one, other) =>
      one.hour - other.hour ||
      one.story - other.story ||
      `${one.referrer} ${one.audience}`.localeCompare(`${other.referrer} ${other.audience}`),
  );
  for (let from = 0; from < ordered.length; from += BATCH) {
    const rows = ordered
      .slice(from, from + BATCH)
      .map(({ story, ...count }) => ({ story_id: story, ...count }));
    await tx
      .insertInto('story_view')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['hour', 'story_id', 'referrer', 'audience'])
          .doUpdateSet({ views: sql<number>`story_view.views + excluded.views` }),
      )
      .execute();
  }
}

/** Stories by how often they were read since `since`, most first, at most `limit`. Whether they may be shown is asked elsewhere. */
export async function listMostRead(db: Db, since: Date, limit: number): Promise<StoryId[]> {
  const rows = await db
    .selectFrom('story_view')
    .select(({ fn }) => ['story_id', fn.sum<number>('views').as('views')])
    .where('hour', '>=', Math.floor(since.getTime() / 3_600_000))
    .groupBy('story_id')
    .orderBy('views', 'desc')
    .orderBy('story_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.story_id as StoryId);
}
