import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import { toldEvents } from '#store/testing/told.js';
import { addComment, listComments } from './comment.sql.ts';
import { addNote, listNotes } from './note.sql.ts';
import { readStory } from './readable.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const now = new Date('2026-06-01T12:00:00Z');

onBothDatabases('under a story', (open) => {
  test('corrections come newest first, and the story’s pages are told', async () => {
    const store = await open();
    const [id] = (await addTestStories(store, [{ headline: 'Ferry', at: '2026-05-01T06:00:00Z' }])) as [
      StoryId,
    ];
    const older = {
      kind: 'correction',
      text: 'The fare is 12 euros.',
      block: 'p0000001',
      dated: 1_000,
    } as const;
    const newer = { kind: 'clarification', text: 'The pier is closed.', block: null, dated: 2_000 } as const;
    await store.db.transaction().execute(async (tx) => {
      await addNote(tx, id, older, now);
      await addNote(tx, id, newer, now);
    });
    expect(await listNotes(store.db, id)).toEqual([
      { id: expect.any(Number), ...newer },
      { id: expect.any(Number), ...older },
    ]);
    await vi.waitFor(async () => {
      const events = await toldEvents(store.db);
      expect(events.map((event) => [event.name, event.subject])).toEqual([
        ['story.noted', id],
        ['story.noted', id],
      ]);
    });
    expect(await readStory(store.db, id, now)).toMatchObject({
      story: { hasNotes: true, hasComments: false },
    });
  });

  test('kept comments come oldest first with their answers, and only those that were let through', async () => {
    const store = await open();
    const [id] = (await addTestStories(store, [{ headline: 'Ferry', at: '2026-05-01T06:00:00Z' }])) as [
      StoryId,
    ];
    const comment = { story: id, parent: null, author: 'A reader', url: '', state: 'shown' } as const;
    await store.db.transaction().execute(async (tx) => {
      const first = await addComment(tx, { ...comment, text: 'At last.', writtenAt: 2_000 });
      await addComment(tx, { ...comment, text: 'Indeed.', parent: first, writtenAt: 3_000 });
      await addComment(tx, { ...comment, text: 'Earlier.', writtenAt: 1_000 });
      await addComment(tx, { ...comment, text: 'Buy pills.', state: 'refused', writtenAt: 1_500 });
    });
    const shown = await listComments(store.db, id, 10);
    expect(shown.map(({ text }) => text)).toEqual(['Earlier.', 'At last.', 'Indeed.']);
    expect(shown[2]?.parent).toBe(shown[1]?.id);
    expect((await listComments(store.db, id, 1)).length).toBe(1);
  });
});
