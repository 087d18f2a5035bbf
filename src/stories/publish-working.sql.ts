import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import type { Part } from './compare.ts';
import { storyFaults } from './faults.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';

/** What the desk has written so far. `slug` is '' where nobody has chosen one. */
export async function readWorking(db: Db, id: StoryId): Promise<{ content: Content; slug: string }> {
  const latest = await findLatestRevision(db, id);
  if (!latest) throw fault(storyFaults, 'revision-not-found', { id: `of story ${id}` });
  return { content: latest.content, slug: '' };
}

/** Who wrote in which part since the last publish, and when last. `at` in milliseconds since 1970. */
export type Touch = { part: Part; staff: AccountId; at: number };

export async function listTouchesOf(_db: Db, _id: StoryId): Promise<Touch[]> {
  return [];
}
