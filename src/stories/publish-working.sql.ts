import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { storyFaults } from './faults.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';

/** What the desk has written so far. `slug` is '' where nobody has chosen one. */
export async function readWorking(db: Db, id: StoryId): Promise<{ content: Content; slug: string }> {
  const latest = await findLatestRevision(db, id);
  if (!latest) throw fault(storyFaults, 'revision-not-found', { id: `of story ${id}` });
  return { content: latest.content, slug: '' };
}
