import type { StoryId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { writeAccess } from '#stories/access.js';
import { readStory } from '#stories/readable.sql.js';
import type { WebhookCall } from './webhooks-calls.sql.ts';

/**
 * What a call says, as JSON. Words are read now, when it is sent: the headline of a story that readers see, and nothing
 * of any other.
 *
 * address  of the paper, without a final slash
 */
export async function bodyOfCall(db: Db, call: WebhookCall, address: string, now: Date): Promise<string> {
  const isStory = call.name.startsWith('story.') && call.subject !== null;
  const data = isStory ? await storyData(db, call.subject as StoryId, address, now) : labelData(call);
  return JSON.stringify({ type: call.name, timestamp: new Date(call.eventAt).toISOString(), data });
}

function labelData({ subject, facts }: WebhookCall): object {
  return subject === null ? facts : { id: subject, ...facts };
}

async function storyData(db: Db, id: StoryId, address: string, now: Date): Promise<object> {
  const found = await readStory(db, id, now);
  if (found.is === 'gone') return { id, state: found.state, address: address + found.path };
  // Not published, or not yet: its address may hold words of its headline.
  if (found.is === 'absent') return { id, state: 'not-out' };
  const { story } = found;
  const sections = await listSections(db);
  return {
    id,
    state: 'out',
    kind: story.kind,
    address: address + story.path,
    headline: story.content.headline,
    access: writeAccess(story.content.access),
    section: sections.find((section) => section.id === story.section)?.slug ?? null,
    published: new Date(story.publishedAt).toISOString(),
    updated: story.updatedAt === null ? null : new Date(story.updatedAt).toISOString(),
  };
}
