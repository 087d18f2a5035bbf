import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import { addNote } from '#stories/note.sql.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { correctionsRoute } from './corrections.route.ts';
import { aHouse, askRoute, askText } from './testing/a-house.ts';

const now = new Date('2026-06-01T12:00:00Z');

onBothDatabases('the record of corrections', (open) => {
  test('leads from each note to its story, newest first, and turns its pages', async () => {
    const store = await open();
    const [id] = await addTestStories(store, [
      { headline: 'Ferry sails', at: '2026-05-30T10:00:00Z', path: '/news/ferry' },
    ]);
    await store.db.transaction().execute(async (tx) => {
      for (let number = 1; number <= 51; number += 1) {
        const note = {
          kind: 'correction' as const,
          text: `Mistake ${number}.`,
          block: null,
          dated: number * 1_000,
        };
        await addNote(tx, id as StoryId, note, now);
      }
    });
    const house = await aHouse(store, now);
    const { text } = await askText(correctionsRoute, house, '/corrections');
    expect(text).toContain('Mistake 51.');
    expect(text).not.toContain('Mistake 1.<');
    expect(text).toMatch(/href="\/news\/ferry#note-\d+"/);
    const older = /href="(\/corrections\?before=[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await askText(correctionsRoute, house, older)).text).toContain('Mistake 1.');
  });

  test('gives way to a page of the paper’s own at that address', async () => {
    const store = await open();
    await addTestStories(store, [
      { headline: 'How we correct', at: '2026-05-30T10:00:00Z', path: '/corrections', kind: 'page' },
    ]);
    expect(await askRoute(correctionsRoute, await aHouse(store, now), '/corrections')).toBeUndefined();
  });
});
