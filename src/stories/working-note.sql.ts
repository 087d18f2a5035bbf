import type { AccountId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { wordCount } from './document.ts';
import { saveWorkingMedia } from './media-use.sql.ts';
import type { Content } from './story.ts';
import { noteWritten } from './work.sql.ts';

/** Tells the lists what the working document holds now. */
export async function noteWorking(
  tx: Tx,
  id: StoryId,
  content: Content,
  { by, at }: { by: AccountId | null; at: Date },
): Promise<void> {
  const { headline, standfirst, section } = content;
  await noteWritten(tx, id, {
    headline,
    standfirst,
    section,
    words: wordCount(content.body.content),
    by,
    at,
  });
  await saveWorkingMedia(tx, id, content);
}
