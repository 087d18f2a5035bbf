import type { SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { leadOn } from './redirect.sql.ts';

/** How many stories stand in each section, drafts too. */
export async function countStoriesInSections(db: Db): Promise<Map<SectionId, number>> {
  const rows = await db
    .selectFrom('story')
    .select(({ fn }) => ['section_id', fn.countAll<number>().as('stories')])
    .where('section_id', 'is not', null)
    .groupBy('section_id')
    .execute();
  return new Map(rows.map((row) => [row.section_id as SectionId, Number(row.stories)]));
}

/** Moves every story of a section into another; their addresses stay. Gives how many. */
export async function moveStoriesOfSection(
  tx: Tx,
  from: SectionId,
  into: SectionId,
  now: Date,
): Promise<number> {
  const moved = await tx
    .updateTable('story')
    .set({ section_id: into })
    .where('section_id', '=', from)
    .executeTakeFirst();
  await tx.updateTable('work').set({ section_id: into }).where('section_id', '=', from).execute();
  await tell(tx, 'stories.moved', null, { from, into }, now);
  return Number(moved.numUpdatedRows);
}

/** Leads the old addresses of a section on: its page, its feeds, its archive. Stories keep theirs. */
export async function leadSectionOn(tx: Tx, from: string, to: string): Promise<void> {
  await leadOn(tx, [
    { from: `/${from}`, to: `/${to}` },
    ...['feed.xml', 'feed.atom', 'feed.json'].map((feed) => ({
      from: `/${from}/${feed}`,
      to: `/${to}/${feed}`,
    })),
    { from: `/${from}/archive/`, to: `/${to}/archive/` },
  ]);
}
