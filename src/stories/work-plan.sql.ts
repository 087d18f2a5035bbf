import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { indexDraft } from './desk-search-index.sql.ts';
import { lockStory } from './story.sql.ts';
import { findWork, startWork } from './work.sql.ts';
import { topPosition, type Work } from './work.ts';
import { changePlan, type PlanChange, type PlanMoved } from './work-plan.ts';

/** Between two neighbours whose stage was spread anew. */
const GAP = 1_000_000;

/**
 * Changes a plan. It touches nothing of the text, and does not count as a change to it.
 *
 * returns  what became other than it was; to undo it, change it to `before`
 */
export async function savePlan(
  tx: Tx,
  id: StoryId,
  change: PlanChange & { by: AccountId },
  now: Date,
): Promise<PlanMoved> {
  await lockStory(tx, id);
  await startWork(tx, { story: id, by: change.by }, now);
  const work = (await findWork(tx, id)) as Work;
  const position = await positionOf(tx, work, change, now);
  const moved = changePlan(work, position === undefined ? change : { ...change, position });
  const looked = lookedRow(change, now);
  if (Object.keys(moved.after).length === 0 && !looked) return moved;
  await tx
    .updateTable('work')
    .set({ ...rowOf(moved.after), ...looked })
    .where('story_id', '=', id)
    .execute();
  if (moved.after.line !== undefined) await findByLine(tx, id, now);
  await tell(tx, 'work.planned', id, { fields: Object.keys(moved.after) }, now);
  return moved;
}

function rowOf(plan: PlanMoved['after']) {
  return {
    ...(plan.stage !== undefined && { stage: plan.stage }),
    ...(plan.position !== undefined && { position: plan.position }),
    ...(plan.assignee !== undefined && { assignee_id: plan.assignee }),
    ...(plan.dueAt !== undefined && { due_at: plan.dueAt }),
    ...(plan.day !== undefined && { planned_day: plan.day }),
    ...(plan.wantedWords !== undefined && { wanted_words: plan.wantedWords }),
    ...(plan.line !== undefined && { line: plan.line }),
    ...(plan.goesTo !== undefined && { goes_to: plan.goesTo }),
    ...(plan.asksSecond !== undefined && { asks_second: plan.asksSecond ? 1 : 0 }),
  };
}

function lookedRow({ looked, by }: PlanChange & { by: AccountId }, now: Date) {
  if (looked === undefined) return undefined;
  return looked ? { second_by: by, second_at: now.getTime() } : { second_by: null, second_at: null };
}

/** What is not out is found by its line too, before it has a text. */
async function findByLine(tx: Tx, id: StoryId, now: Date): Promise<void> {
  const story = await tx.selectFrom('story').select('visible_from').where('id', '=', id).executeTakeFirst();
  if (story?.visible_from === null) await indexDraft(tx, id, now);
}

/** Where in its stage it is to stand; undefined where it stays. A story that changes stage comes on top. */
async function positionOf(tx: Tx, work: Work, change: PlanChange, now: Date): Promise<number | undefined> {
  if (change.position !== undefined) return change.position;
  const stage = change.stage ?? work.stage;
  if (change.below === undefined) return stage === work.stage ? undefined : topPosition(now);
  const stands = await listPositions(tx, stage, work.story);
  const place = placeBelow(stands, change.below, topPosition(now));
  if (place !== undefined) return place;
  const spread = await spreadStage(tx, stands, topPosition(now));
  return placeBelow(spread, change.below, topPosition(now));
}

type Stand = { story_id: number; position: number };

/** Between the story above and the next one; undefined when nothing fits between them. */
function placeBelow(stands: readonly Stand[], below: number | null, top: number): number | undefined {
  const at = below === null ? -1 : stands.findIndex(({ story_id }) => story_id === below);
  const next = stands[at + 1];
  if (at < 0) return Math.max(top, (next?.position ?? 0) + GAP);
  const above = stands[at]?.position ?? top;
  if (!next) return above - GAP;
  const between = Math.floor((above + next.position) / 2);
  return between > next.position && between < above ? between : undefined;
}

async function listPositions(tx: Tx, stage: string, without: StoryId): Promise<Stand[]> {
  return tx
    .selectFrom('work')
    .select(['story_id', 'position'])
    .where('stage', '=', stage)
    .where('story_id', '!=', without)
    .orderBy('position', 'desc')
    .orderBy('story_id', 'desc')
    .limit(2_000)
    .execute();
}

/** Gives the stories of a stage room between each other again; their order stays. */
async function spreadStage(tx: Tx, stands: readonly Stand[], top: number): Promise<Stand[]> {
  const spread = stands.map(({ story_id }, at) => ({ story_id, position: top - (at + 1) * GAP }));
  for (const { story_id, position } of spread) {
    await tx.updateTable('work').set({ position }).where('story_id', '=', story_id).execute();
  }
  return spread;
}
