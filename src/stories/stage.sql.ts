import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { defaultStages, firstOf, OUT, type Stage } from './stage.ts';

/** The newsroom's stages in its order; the usual five while it has set none. */
export async function listStages(db: Db, language: string): Promise<Stage[]> {
  const rows = await db
    .selectFrom('stage')
    .select(['slug', 'name', 'kind'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.length > 0 ? rows : defaultStages(language);
}

/**
 * Sets the stages anew. Stories that stand in one that is gone move to `movesTo`, or to the first stage where work is
 * done. The caller has seen to it that there is at least one, and none twice.
 */
export async function saveStages(
  tx: Tx,
  stages: readonly Stage[],
  now: Date,
  movesTo: string = firstOf(stages, 'work'),
): Promise<void> {
  const slugs = stages.map(({ slug }) => slug);
  await tx.deleteFrom('stage').execute();
  await tx
    .insertInto('stage')
    .values(stages.map(({ slug, name, kind }, position) => ({ slug, name, kind, position })))
    .execute();
  await tx
    .updateTable('work')
    .set({ stage: movesTo })
    .where('stage', 'not in', [...slugs, OUT])
    .execute();
  await tell(tx, 'stages.changed', null, {}, now);
}
