import type { RevisionId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Draft, Embargo, Killed, Published, Story, Timing, Withdrawn } from './story.ts';

export type PublishRefusal =
  | { code: 'story-killed' }
  | { code: 'story-held' }
  | { code: 'story-ends-before-it-begins'; publishedAt: number; unpublishAt: number };

/**
 * Points the story at `revision` for readers, from `publishedAt` on (the future schedules it). A story that is
 * published already keeps its first time and is updated. The caller saves what comes back.
 */
export function publish(
  story: Story,
  wish: {
    revision: RevisionId;
    publishedAt: number;
    unpublishAt: number | null;
    embargo: Embargo;
    readersAreTold: boolean;
  },
  now: Date,
): Result<Published, PublishRefusal> {
  if (story.state === 'killed') return no({ code: 'story-killed' });
  if (isHeld(story)) return no({ code: 'story-held' });
  const { revision, publishedAt, unpublishAt, embargo } = wish;
  if (unpublishAt !== null && unpublishAt <= publishedAt) {
    return no({ code: 'story-ends-before-it-begins', publishedAt, unpublishAt });
  }
  const out = story.state === 'published' && isOut(story.timing, now);
  const timing: Timing = {
    publishedAt: out ? story.timing.publishedAt : publishedAt,
    embargo,
    unpublishAt,
    held: false,
  };
  const { id, kind, path, slug } = story;
  const earlier = story.state === 'published' ? story.updatedAt : null;
  const updatedAt = out && wish.readersAreTold ? now.getTime() : earlier;
  return yes({ id, kind, path, slug, state: 'published', revision, timing, updatedAt });
}

/** Takes a published story off without fault. */
export function withdraw(story: Published): Withdrawn {
  const { id, kind, path, slug, revision, timing } = story;
  return { id, kind, path, slug, revision, timing, state: 'withdrawn' };
}

/** Takes a story off for good. */
export function kill({ id, kind, path, slug }: Story): Killed {
  return { id, kind, path, slug, state: 'killed' };
}

/** The window in which readers see a story by its timing alone; null when nothing but a person can open it. */
export function readersWindow(timing: Timing): { from: number; until: number | null } | null {
  if (timing.held || timing.embargo.is === 'until-lifted') return null;
  const from =
    timing.embargo.is === 'until' ? Math.max(timing.publishedAt, timing.embargo.at) : timing.publishedAt;
  return { from, until: timing.unpublishAt };
}

/** Whether readers see it at `now`: evaluated whenever it is asked, so no clock has to have fired. */
export function isOut(timing: Timing, now: Date): boolean {
  const window = readersWindow(timing);
  if (!window) return false;
  const at = now.getTime();
  return window.from <= at && (window.until === null || at < window.until);
}

function isHeld(story: Draft | Published | Withdrawn): boolean {
  return story.state === 'draft' ? story.held : story.timing.held;
}

export type ScheduleRefusal = { code: 'story-out-already' };

/** Takes back the time of a story that never came out: it is a draft again. */
export function cancelSchedule(story: Published, now: Date): Result<Draft, ScheduleRefusal> {
  const { id, kind, path, slug, timing } = story;
  if (story.updatedAt !== null || isOut({ ...timing, unpublishAt: null }, now)) {
    return no({ code: 'story-out-already' });
  }
  return yes({ id, kind, path, slug, state: 'draft', embargo: timing.embargo, held: timing.held });
}

/** Sets or takes away the time until which nobody may see it. What readers see already keeps none. */
export function setEmbargo<Before extends Draft | Published>(
  story: Before,
  embargo: Embargo,
  now: Date,
): Result<Before, ScheduleRefusal> {
  if (story.state === 'draft') return yes({ ...story, embargo });
  if (isOut(story.timing, now)) return no({ code: 'story-out-already' });
  return yes({ ...story, timing: { ...story.timing, embargo } });
}

/** Whether an embargo is ended sooner by this change: that takes a right of its own. */
export function liftsEarly(before: Embargo, after: Embargo, now: Date): boolean {
  if (before.is === 'none' || (before.is === 'until' && before.at <= now.getTime())) return false;
  if (after.is === 'until-lifted') return false;
  if (before.is === 'until-lifted' || after.is === 'none') return true;
  return after.at < before.at;
}
