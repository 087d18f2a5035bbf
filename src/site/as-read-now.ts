import type { Settings } from '#paper/settings.js';
import { openAccess } from '#stories/access.js';
import type { ReadableStory } from '#stories/readable.sql.js';

/** A story as it is read now: one that the newsroom took out of the meter is open to everybody while the meter is on. */
export function asReadNow(story: ReadableStory, settings: Pick<Settings, 'meterPeriod'>): ReadableStory {
  if (!story.meterFree || settings.meterPeriod === 'off') return story;
  return { ...story, content: { ...story.content, access: openAccess } };
}
