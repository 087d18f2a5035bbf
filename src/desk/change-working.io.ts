import type { Staff } from '#accounts/staff.js';
import type { StoryId } from '#kit/ids.js';
import { wordCount } from '#stories/document.js';
import { readWorking } from '#stories/publish-working.sql.js';
import { addRevision } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { noteWritten } from '#stories/work.sql.js';
import type { Desk } from './desk.ts';

/**
 * Changes what the desk has written so far, whoever types in it meanwhile.
 *
 * reason   why, for the history
 * change   gets the content as it stands and gives what it is to be
 */
export async function changeWorking(
  desk: Desk,
  id: StoryId,
  { by, reason }: { by: Staff; reason: string },
  change: (content: Content) => Content,
): Promise<void> {
  const now = desk.clock();
  await desk.store.db.transaction().execute(async (tx) => {
    const { content } = await readWorking(tx, id);
    const changed = change(content);
    await addRevision(tx, id, { content: changed, by: by.name, reason, at: now });
    const { headline, standfirst, section } = changed;
    const words = wordCount(changed.body.content);
    await noteWritten(tx, id, { headline, standfirst, section, words, by: by.id, at: now });
  });
}
