import { may, mayReadWorking, type StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { findStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { checkStory } from '#stories/checklist.js';
import { compareContents } from '#stories/compare.js';
import { topBlockOf } from '#stories/document-places.js';
import { loadContext, loadPublishFacts, type PublishFacts } from '#stories/publish-facts.sql.js';
import { stateOf } from '#stories/publish-state.js';
import { listTasks } from '#stories/publish-tasks.sql.js';
import { findWaitingUpdate } from '#stories/publish-waiting.sql.js';
import { hasSecondPair } from '#stories/second-pair.js';
import type { Embargo } from '#stories/story.js';
import { getFactsFor } from '#stories/work.sql.js';
import { isOut } from '#stories/workflow.js';
import { listTouches } from '#stories/working.sql.js';
import type { Desk } from './desk.ts';
import { wordDifference } from './difference-words.io.ts';
import { deskFaults } from './faults.ts';
import type { PublishingReply, TouchWords } from './shapes/publishing.ts';

/** A part changed this lately may be in the middle of a sentence: two minutes. */
const RECENT_MS = 120_000;

/**
 * What decides who may do what with this story, for somebody who may read what is not published of it.
 *
 * throws  story-not-found where they may not know of it, not-allowed where they may read only what readers do
 */
export async function getWorkingFacts(db: Db, id: StoryId, staff: Staff, now: Date): Promise<StoryFacts> {
  const facts = await getFactsFor(db, id, staff, now);
  if (!mayReadWorking(staff, facts)) throw fault(deskFaults, 'not-allowed', { right: 'read-unpublished' });
  return facts;
}

/** Everything the publish dialogue shows. */
export async function publishingReply(
  desk: Desk,
  id: StoryId,
  staff: Staff,
  now: Date,
): Promise<PublishingReply> {
  const { db } = desk.store;
  const right = await getWorkingFacts(db, id, staff, now);
  const facts = await loadPublishFacts(db, id);
  const { published, working } = facts;
  const difference = compareContents(published?.content ?? null, working);
  const waiting = await findWaitingUpdate(db, id);
  const context = await loadContext(db, facts, working, now.getTime());
  return {
    story: storyWords(facts, right, now),
    base: published?.revision ?? null,
    published: published && { by: published.madeBy, at: published.madeAt, number: published.number },
    seen: stateOf(difference, working),
    difference: await wordDifference(db, difference),
    touches: await touchWords(db, facts, now),
    checklist: checkStory(working, context),
    second: await secondWords(db, facts, staff),
    waiting: waiting
      ? {
          at: waiting.goesOutAt,
          by: waiting.byName,
          unpublishAt: waiting.unpublishAt,
          updateNote: waiting.updateNote,
        }
      : null,
    tasks: (await listTasks(db, id)).map(({ madeAt: _madeAt, ...task }) => task),
    may: {
      publish: may(staff, 'publish', right),
      correct: may(staff, 'correct', right),
      waive: may(staff, 'waive', right),
      liftEmbargo: may(staff, 'lift-embargo', right),
      edit: may(staff, 'edit', right),
    },
    zone: desk.settings().timeZone,
    now: now.getTime(),
  };
}

function storyWords(
  { story, working }: PublishFacts,
  right: StoryFacts,
  now: Date,
): PublishingReply['story'] {
  const timing = story.state === 'published' || story.state === 'withdrawn' ? story.timing : null;
  const embargo: Embargo =
    story.state === 'killed'
      ? { is: 'none' }
      : story.state === 'draft'
        ? story.embargo
        : story.timing.embargo;
  return {
    id: story.id,
    state: story.state,
    headline: working.headline,
    // A draft's path is a guess until it is published.
    path: story.state === 'draft' ? null : story.path,
    out: story.state === 'published' && isOut(story.timing, now),
    publishedAt: timing?.publishedAt ?? null,
    updatedAt: story.state === 'published' ? story.updatedAt : null,
    unpublishAt: timing?.unpublishAt ?? null,
    embargo,
    closed: right.closedTo !== null,
  };
}

/** A touch deep inside a list or box counts for the block at the top of the body, which goes out or is held as one. */
async function touchWords(db: Db, { story, working }: PublishFacts, now: Date): Promise<TouchWords[]> {
  const touches = await listTouches(db, story.id);
  const tops = topBlockOf(working.body);
  const names = await namesOf(
    db,
    touches.map(({ staff }) => staff),
  );
  return touches.map(({ part, staff, at }) => {
    const name = names.get(staff) ?? '';
    return { part: tops.get(part) ?? part, by: staff, name, at, recent: now.getTime() - at < RECENT_MS };
  });
}

async function secondWords(db: Db, { work }: PublishFacts, staff: Staff): Promise<PublishingReply['second']> {
  if (!work) return { asks: false, there: true, by: null, lastBy: null, lastByMe: false };
  const ids = [work.secondBy, work.changedBy].filter((one) => one !== null);
  const names = await namesOf(db, ids);
  const { changedBy, changedAt, secondAt } = work;
  // A look that was given before the last change counts for nothing.
  const secondBy = secondAt !== null && secondAt >= changedAt ? work.secondBy : null;
  return {
    asks: work.asksSecond,
    there: hasSecondPair(work, staff.id),
    by: secondBy === null ? null : (names.get(secondBy) ?? ''),
    lastBy: changedBy === null ? null : (names.get(changedBy) ?? ''),
    lastByMe: changedBy === staff.id,
  };
}

/** Names of people by their accounts, those who left too. */
export async function namesOf(db: Db, ids: readonly AccountId[]): Promise<Map<AccountId, string>> {
  const names = new Map<AccountId, string>();
  for (const id of new Set(ids)) names.set(id, (await findStaff(db, id))?.name ?? '');
  return names;
}
