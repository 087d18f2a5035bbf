/** What the desk does with a story's time: withdraw and return, change or cancel a schedule, set and lift an embargo. */
import type { StoryId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { dropWaitingUpdate, findWaitingUpdate, saveWaitingUpdate } from './publish-waiting.sql.ts';
import { hideRelations } from './relations.sql.ts';
import { savePublished, saveTakenOff } from './save.sql.ts';
import { unindexStories } from './search-index.sql.ts';
import { findPlaces, getContent, getStory } from './story.sql.ts';
import type { Draft, Embargo, Published } from './story.ts';
import { bylineTextOf } from './work-story.sql.ts';
import {
  cancelSchedule,
  isOut,
  type PublishRefusal,
  publish,
  type ScheduleRefusal,
  setEmbargo,
  withdraw,
} from './workflow.ts';

export type TimesRefusal =
  | PublishRefusal
  | ScheduleRefusal
  | { code: 'story-not-published' | 'time-is-past' };
type Outcome = Promise<Result<Published, TimesRefusal>>;

/** Takes a story off without fault; what waited to go out is dropped. */
export async function withdrawStory(tx: Tx, id: StoryId, now: Date): Promise<Result<null, TimesRefusal>> {
  const story = await getStory(tx, id);
  if (story.state !== 'published') return no({ code: 'story-not-published' });
  await dropWaitingUpdate(tx, id, now);
  await saveTakenOff(tx, withdraw(story), now);
  return yes(null);
}

/** Brings a withdrawn story back as it was, with the date it had. */
export async function returnStory(tx: Tx, id: StoryId, now: Date): Outcome {
  const story = await getStory(tx, id);
  if (story.state !== 'withdrawn') return no({ code: 'story-not-published' });
  const { publishedAt, embargo, unpublishAt } = story.timing;
  // An end that has passed was the reason for its going.
  const ends = unpublishAt !== null && unpublishAt > now.getTime() ? unpublishAt : null;
  const wish = { revision: story.revision, publishedAt, embargo, unpublishAt: ends, readersAreTold: false };
  const outcome = publish(story, wish, now);
  if (outcome.ok) await saveAsItWas(tx, outcome.value, now);
  return outcome;
}

/**
 * Changes when a story comes and goes, or when its waiting update does.
 *
 * at           null leaves it; a story that readers see keeps the time it came
 * unpublishAt  null for never
 */
export async function changeTimes(
  tx: Tx,
  id: StoryId,
  wish: { at: number | null; unpublishAt: number | null },
  now: Date,
): Outcome {
  const story = await getStory(tx, id);
  if (story.state !== 'published') return no({ code: 'story-not-published' });
  const { at, unpublishAt } = wish;
  const past = [at, unpublishAt].some((time) => time !== null && time <= now.getTime());
  if (past) return no({ code: 'time-is-past' });
  const waiting = await findWaitingUpdate(tx, id);
  if (waiting && at !== null) {
    await saveWaitingUpdate(tx, { ...waiting, goesOutAt: at, unpublishAt }, now);
    return yes(story);
  }
  const publishedAt = isOut(story.timing, now) || at === null ? story.timing.publishedAt : at;
  if (unpublishAt !== null && unpublishAt <= publishedAt) {
    return no({ code: 'story-ends-before-it-begins', publishedAt, unpublishAt });
  }
  const changed = { ...story, timing: { ...story.timing, publishedAt, unpublishAt } };
  await saveAsItWas(tx, changed, now);
  return yes(changed);
}

/** Takes back the time of a waiting update, or of a story that never came out. */
export async function cancelTime(tx: Tx, id: StoryId, now: Date): Promise<Result<null, TimesRefusal>> {
  if (await dropWaitingUpdate(tx, id, now)) return yes(null);
  const story = await getStory(tx, id);
  if (story.state !== 'published') return no({ code: 'story-not-published' });
  const outcome = cancelSchedule(story, now);
  if (!outcome.ok) return outcome;
  await saveDraftAgain(tx, outcome.value, now);
  return yes(null);
}

/** Sets, changes or lifts an embargo of what readers do not see yet. Whoever lifts one early has been asked for the right. */
export async function changeEmbargo(
  tx: Tx,
  id: StoryId,
  embargo: Embargo,
  now: Date,
): Promise<Result<Draft | Published, TimesRefusal>> {
  const story = await getStory(tx, id);
  if (story.state !== 'draft' && story.state !== 'published') return no({ code: 'story-not-published' });
  const outcome = setEmbargo<Draft | Published>(story, embargo, now);
  if (!outcome.ok) return outcome;
  const { value } = outcome;
  if (value.state === 'published') await saveAsItWas(tx, value, now);
  else await saveEmbargoOfDraft(tx, value, now);
  return outcome;
}

/** The same revision with other times. */
export async function saveAsItWas(tx: Tx, story: Published, now: Date): Promise<void> {
  const content = await getContent(tx, story.revision);
  const { behind } = (await readBehind(tx, story.id)) ?? { behind: 0 };
  await savePublished(tx, story, { content, bylineText: await bylineTextOf(tx, content) }, now);
  // Nothing went out that the working document had ahead.
  await tx.updateTable('work').set({ behind }).where('story_id', '=', story.id).execute();
}

function readBehind(tx: Tx, id: StoryId): Promise<{ behind: number } | undefined> {
  return tx.selectFrom('work').select('behind').where('story_id', '=', id).executeTakeFirst();
}

async function saveEmbargoOfDraft(tx: Tx, { id, embargo }: Draft, now: Date): Promise<void> {
  await tx.updateTable('story').set(embargoRow(embargo)).where('id', '=', id).execute();
  const places = await findPlaces(tx, id);
  await tell(tx, 'story.embargoed', id, { before: places, after: places }, now);
}

async function saveDraftAgain(tx: Tx, { id, embargo }: Draft, now: Date): Promise<void> {
  const before = await findPlaces(tx, id);
  await tx
    .updateTable('story')
    .set({ state: 'draft', published_revision_id: null, published_at: null, unpublish_at: null })
    .set({ visible_from: null, visible_until: null, announced: 0, changed_at: now.getTime() })
    .set(embargoRow(embargo))
    .where('id', '=', id)
    .execute();
  await hideRelations(tx, id);
  await unindexStories(tx, [id]);
  await tx.updateTable('work').set({ behind: 0 }).where('story_id', '=', id).execute();
  await tell(tx, 'story.unscheduled', id, { before, after: await findPlaces(tx, id) }, now);
}

function embargoRow(embargo: Embargo) {
  return {
    embargo_until: embargo.is === 'until' ? embargo.at : null,
    embargo_open: embargo.is === 'until-lifted' ? 1 : 0,
  };
}
