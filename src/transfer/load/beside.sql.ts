import type { StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { addNote } from '#stories/note.sql.js';
import { saveStorylineNames } from '#stories/storyline-name.sql.js';
import type { StoryRecord } from './story-content.ts';

/** Writes what belongs to stories besides their text: the storyline's name, and for new ones their notes. */
export async function saveBeside(
  tx: Tx,
  stories: readonly { id: StoryId; record: StoryRecord; isNew: boolean }[],
  now: Date,
): Promise<void> {
  const told = stories.flatMap(({ id, record, isNew }) =>
    record.kind === 'story' && record.more ? [{ id, isNew, more: record.more }] : [],
  );
  await saveStorylineNames(
    tx,
    told.map(({ id, more }) => ({ story: id, name: more.storyline })),
  );
  for (const { id, isNew, more } of told) {
    if (!isNew) continue;
    for (const { datedMs, ...note } of more.notes) await addNote(tx, id, { ...note, dated: datedMs }, now);
  }
}
