import type { StoryId } from '#kit/ids.js';
import { openingOf } from '#stories/gate.js';
import { type ReadableStory, readStory } from '#stories/readable.sql.js';
import { asReadNow } from '../as-read-now.ts';
import type { SiteHouse } from '../page.ts';

/** A story that readers can read now, with what the gate goes by; undefined for one that is not out. */
export async function findOneStory(
  house: SiteHouse,
  id: number,
  now: Date,
): Promise<ReadableStory | undefined> {
  if (!Number.isSafeInteger(id)) return undefined;
  const found = await readStory(house.db, id as StoryId, now);
  if (found.is !== 'out' || found.story.kind !== 'story') return undefined;
  return asReadNow(found.story, house.paper.settings);
}

/** The story at the place where its opening ended: whoever was let in there reads on there. */
export function readOnAddress(house: SiteHouse, { path, content }: ReadableStory): string {
  const shown = openingOf(content.body, house.paper.settings.openingParagraphs).length;
  const next = content.body.content.slice(shown).find(({ type }) => type !== 'premiumCut');
  return next && shown > 0 ? `${path}#${next.attrs.id}` : path;
}
