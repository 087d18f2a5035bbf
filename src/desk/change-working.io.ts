import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Staff } from '#accounts/staff.js';
import type { StoryId } from '#kit/ids.js';
import { appendUpdates, loadShared } from '#store/shared.sql.js';
import type { Content } from '#stories/story.js';
import { startWorking, workingName } from '#stories/working.sql.js';
import { applyContent, contentOfDoc } from '#stories/working-document.js';
import { noteWorking } from '#stories/working-pause.sql.js';
import type { Desk } from './desk.ts';

/**
 * Changes what the desk has written so far, whoever types in it meanwhile.
 *
 * change   gets the content as it stands and gives what it is to be
 */
export async function changeWorking(
  desk: Desk,
  id: StoryId,
  by: Staff,
  change: (content: Content) => Content,
): Promise<void> {
  const now = desk.clock();
  await desk.store.db.transaction().execute(async (tx) => {
    await startWorking(tx, id, now);
    const stored = await loadShared(tx, workingName(id));
    if (!stored) return;
    const doc = new Doc();
    applyUpdate(doc, stored.update);
    const before = encodeStateVector(doc);
    applyContent(doc, change(contentOfDoc(doc)));
    const bytes = encodeStateAsUpdate(doc, before);
    const update = {
      name: workingName(id),
      generation: stored.generation,
      bytes,
      account: by.id,
      at: now,
    };
    await appendUpdates(tx, [update], `change ${now.getTime()}`);
    await noteWorking(tx, id, contentOfDoc(doc), { by: by.id, at: now });
  });
}
