import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { changedParts, compareContents } from './compare.ts';
import { addNote } from './note.sql.ts';
import { noteBehind } from './publish.sql.ts';
import { loadPublishFacts } from './publish-facts.sql.ts';
import { addTasks } from './publish-tasks.sql.ts';
import {
  dropWaitingUpdate,
  findWaitingUpdate,
  listDueUpdates,
  type WaitingUpdate,
} from './publish-waiting.sql.ts';
import { savePublished } from './save.sql.ts';
import { getContent, getStory } from './story.sql.ts';
import { bylineTextOf } from './work-story.sql.ts';
import { isOut, publish } from './workflow.ts';

/** Updates put out in one look of the clock. */
const BATCH = 50;

/**
 * Puts out the updates whose time has come. One that may not go out any more is left to the desk as a task.
 *
 * returns  how many were due
 */
export async function publishDueUpdates(db: Db, now: Date): Promise<number> {
  const due = await listDueUpdates(db, now, BATCH);
  for (const { story } of due) await db.transaction().execute((tx) => putOut(tx, story, now));
  return due.length;
}

async function putOut(tx: Tx, id: StoryId, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  // Another process, or the newsroom, may have been here in between.
  const waiting = await findWaitingUpdate(tx, id);
  if (!waiting || waiting.goesOutAt > now.getTime()) return;
  await dropWaitingUpdate(tx, id, now);
  const { revision, unpublishAt, readersAreTold } = waiting;
  if (story.state !== 'published' || !isOut(story.timing, now))
    return leaveToDesk(tx, waiting, story.state, now);
  const { publishedAt, embargo } = story.timing;
  const outcome = publish(story, { revision, publishedAt, embargo, unpublishAt, readersAreTold }, now);
  if (!outcome.ok) return leaveToDesk(tx, waiting, outcome.refusal.code, now);
  const content = await getContent(tx, revision);
  await savePublished(tx, outcome.value, { content, bylineText: await bylineTextOf(tx, content) }, now);
  if (waiting.updateNote !== '') {
    const change = { kind: 'change', text: waiting.updateNote, block: null, dated: now.getTime() } as const;
    await addNote(tx, id, change, now);
  }
  const facts = await loadPublishFacts(tx, id);
  if (changedParts(compareContents(content, facts.working)).length > 0) await noteBehind(tx, facts, now);
}

async function leaveToDesk(tx: Tx, waiting: WaitingUpdate, why: string, now: Date): Promise<void> {
  const details = { why, goesOutAt: waiting.goesOutAt, by: waiting.byName, revision: waiting.revision };
  await addTasks(tx, waiting.story, [{ code: 'update-did-not-go-out', part: '', details }], now);
}
