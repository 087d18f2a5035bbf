/**
 * A program: `publish-loop.ts FOLDER DATABASE-URL` makes and publishes one story after the other until it is killed, and
 * prints the number of each as soon as it is acknowledged. DATABASE-URL is '' on SQLite.
 */
import { writeSync } from 'node:fs';
import type { StoryId } from '#kit/ids.js';
import { openStore } from '#store/store.io.js';
import { addAddresses } from '../addresses.sql.ts';
import { addRevision, addStories, savePublished } from '../save.sql.ts';
import { getContent, getStory } from '../story.sql.ts';
import { publish } from '../workflow.ts';
import { newStory } from './new-story.ts';

const [, , folder = '', databaseUrl = ''] = process.argv;
const now = new Date('2026-06-01T12:00:00Z');
const { db } = await openStore({ folder, databaseUrl: databaseUrl || undefined });

for (let at = 0; ; at += 1) {
  const headline = `Story ${process.pid} ${at}`;
  const story = newStory({
    headline,
    at: '2026-06-01T06:00:00Z',
    text: `Text of ${headline}.`,
    state: 'draft',
  });
  const id = await db.transaction().execute(async (tx) => {
    const [made] = await addStories(tx, [story], now);
    await addAddresses(tx, [{ path: story.path, target: { is: 'story', id: made?.id as StoryId } }]);
    return made?.id as StoryId;
  });
  await db.transaction().execute(async (tx) => {
    const content = { ...story.content, standfirst: `Published as number ${id}.` };
    const revision = await addRevision(tx, id, { content, by: 'Ada Finch', reason: '', at: now });
    const wish = {
      revision,
      publishedAt: now.getTime(),
      unpublishAt: null,
      embargo: { is: 'none' as const },
      readersAreTold: true,
    };
    const outcome = publish(await getStory(tx, id), wish, now);
    if (outcome.ok)
      await savePublished(
        tx,
        outcome.value,
        { content: await getContent(tx, revision), bylineText: '' },
        now,
      );
  });
  writeSync(1, `${id}\n`);
}
