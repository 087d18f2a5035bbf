/** Corrects the published text alone: the working document and what waits for its time follow by merging. */
import type { AccountId, RevisionId, StoryId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Tx } from '#store/tables.js';
import { type Blocked, checkStory } from './checklist.ts';
import { changedParts, compareContents, isSame } from './compare.ts';
import { type Conflict, mergeContent } from './merge.ts';
import { noteBehind } from './publish.sql.ts';
import { findRevision, loadContext, loadPublishFacts } from './publish-facts.sql.ts';
import { addTasks } from './publish-tasks.sql.ts';
import { findWaitingUpdate, saveWaitingUpdate } from './publish-waiting.sql.ts';
import { addRevision, savePublished } from './save.sql.ts';
import type { Content, Published } from './story.ts';
import { bylineTextOf } from './work-story.sql.ts';
import { type PublishRefusal, publish } from './workflow.ts';
import { startWorking } from './working.sql.ts';

/** `base` is the published revision that was corrected; `waive` as in a publish. */
export type CorrectWish = {
  by: AccountId;
  byName: string;
  base: RevisionId;
  content: Content;
  readersAreTold: boolean;
  waive: string | null;
};

export type CorrectRefusal =
  | { code: 'published-meanwhile'; by: string; at: number; revision: RevisionId }
  | { code: 'publish-blocked'; blocks: Blocked[] }
  | { code: 'story-not-published' | 'nothing-corrected' | 'second-pair-missing' }
  | PublishRefusal;

/** What was corrected, for merging into the working document: `base` became `corrected`. */
export type Corrected = { story: Published; revision: RevisionId; base: Content; corrected: Content };

export async function correctPublished(
  tx: Tx,
  id: StoryId,
  wish: CorrectWish,
  now: Date,
): Promise<Result<Corrected, CorrectRefusal>> {
  const facts = await loadPublishFacts(tx, id);
  const { story, published, work } = facts;
  if (story.state !== 'published' || !published) return no({ code: 'story-not-published' });
  if (published.revision !== wish.base) {
    const { madeBy: by, madeAt: at, revision } = published;
    return no({ code: 'published-meanwhile', by, at, revision });
  }
  if (isSame(compareContents(published.content, wish.content))) return no({ code: 'nothing-corrected' });
  // Here the corrector wrote last, so the second pair of eyes can only be waived.
  if (work?.asksSecond && wish.waive === null) return no({ code: 'second-pair-missing' });
  const goesOutAt = Math.max(story.timing.publishedAt, now.getTime());
  const { blocks } = checkStory(wish.content, await loadContext(tx, facts, wish.content, goesOutAt));
  const stops = blocks.filter(({ code }) => code !== 'embargo');
  if (stops.length > 0) return no({ code: 'publish-blocked', blocks: stops });
  const { content } = wish;
  // Without a shared document the newest revision is what the desk goes on from, and that is the correction now.
  await startWorking(tx, id, now);
  const revision = await addRevision(tx, id, { content, by: wish.byName, reason: 'correct', at: now });
  const { publishedAt, unpublishAt, embargo } = story.timing;
  const { readersAreTold } = wish;
  const outcome = publish(story, { revision, publishedAt, unpublishAt, embargo, readersAreTold }, now);
  if (!outcome.ok) return outcome;
  await savePublished(tx, outcome.value, { content, bylineText: await bylineTextOf(tx, content) }, now);
  await mergeIntoWaiting(tx, id, { base: published.content, corrected: content, revision }, now);
  const ahead = changedParts(compareContents(published.content, facts.working)).length > 0;
  if (ahead) await noteBehind(tx, facts, now);
  return yes({ story: outcome.value, revision, base: published.content, corrected: content });
}

/** Without this an update made before the correction would bring the error back. */
async function mergeIntoWaiting(
  tx: Tx,
  id: StoryId,
  { base, corrected, revision }: { base: Content; corrected: Content; revision: RevisionId },
  now: Date,
): Promise<void> {
  const waiting = await findWaitingUpdate(tx, id);
  const kept = waiting && (await findRevision(tx, waiting.revision));
  if (!waiting || !kept) return;
  const { content, conflicts } = mergeContent(base, kept.content, corrected);
  const by = waiting.byName;
  const merged = await addRevision(tx, id, { content, by, reason: 'schedule', at: now });
  await saveWaitingUpdate(tx, { ...waiting, base: revision, revision: merged }, now);
  await addConflictTasks(tx, id, conflicts, now);
}

/** Where a correction met other words the desk is asked to look. */
export async function addConflictTasks(
  tx: Tx,
  id: StoryId,
  conflicts: readonly Conflict[],
  now: Date,
): Promise<void> {
  const tasks = conflicts.map(({ part, mine, theirs }) => {
    return { code: 'correction-met-other-words', part, details: { here: mine, corrected: theirs } };
  });
  await addTasks(tx, id, tasks, now);
}
