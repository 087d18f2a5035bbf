import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { openNewsroom } from '#harness/newsroom.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { findAddress } from './addresses.sql.ts';
import { listStages, saveStages } from './stage.sql.ts';
import { findLatestRevision } from './story.sql.ts';
import { findWork, getStoryFacts, noteWritten, startWork } from './work.sql.ts';
import { claimAddress, createStory } from './work-story.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ada = 1 as AccountId;
const tom = 2 as AccountId;

onBothDatabases('stories in hand', (open) => {
  test('a story that begins at the desk is a draft in work, on the team of who made it, with no address', async () => {
    const { db } = await open();
    const id = await db
      .transaction()
      .execute((tx) =>
        createStory(tx, { by: ada, byName: 'Ada Finch', headline: 'Ferry returns', section: null }, now),
      );
    expect(await findWork(db, id)).toMatchObject({ stage: 'work', headline: 'Ferry returns', madeBy: ada });
    expect(await getStoryFacts(db, id, now)).toEqual({
      section: null,
      team: [ada],
      closedTo: null,
      out: false,
    });
    expect((await findLatestRevision(db, id))?.content.headline).toBe('Ferry returns');
    expect(await findAddress(db, '/ferry-returns')).toBeUndefined();
    const told = await db.selectFrom('event').select(['name', 'subject']).execute();
    expect(told.at(-1)).toEqual({ name: 'work.started', subject: id });
  });

  test('whoever is assigned joins the team, and leaves it with the next one', async () => {
    const { db } = await open();
    const id = await db
      .transaction()
      .execute((tx) =>
        createStory(
          tx,
          { by: ada, byName: 'Ada', headline: 'Bridge', section: null, plan: { assignee: tom } },
          now,
        ),
      );
    expect((await getStoryFacts(db, id, now)).team).toEqual([ada, tom]);
  });

  test('a story gets a free address when it is first published, and keeps it', async () => {
    const store = await open();
    const { db } = store;
    const newsroom = await openNewsroom(store, () => now);
    await newsroom.publish(await newsroom.draft({ headline: 'Ferry returns' }));
    const section = (await db.selectFrom('section').select('id').executeTakeFirstOrThrow()).id as SectionId;
    const given = await db.transaction().execute(async (tx) => {
      const id = await createStory(tx, { by: ada, byName: 'Ada', headline: 'Ferry returns', section }, now);
      const { path } = await tx
        .selectFrom('story')
        .select('path')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const first = await claimAddress(tx, { id, path }, { section, slug: 'ferry-returns' });
      return {
        id,
        first,
        again: await claimAddress(tx, { id, path: first.path }, { section, slug: 'other' }),
      };
    });
    expect(given.first).toEqual({ path: '/news/ferry-returns-2', slug: 'ferry-returns-2' });
    expect(given.again).toEqual(given.first);
    expect(await findAddress(db, given.first.path)).toEqual({ is: 'story', id: given.id });
  });

  test('what is typed in a published story puts it behind until it is published again', async () => {
    const store = await open();
    const { db } = store;
    const newsroom = await openNewsroom(store, () => now);
    const id = (await newsroom.draft({ headline: 'Ferry returns' })) as StoryId;
    await newsroom.publish(id);
    await db.transaction().execute((tx) => startWork(tx, { story: id, by: ada }, now));
    expect(await findWork(db, id)).toMatchObject({ stage: 'out', behind: false, madeBy: null });
    const written = {
      headline: 'Ferry returns early',
      standfirst: '',
      section: null,
      words: 9,
      by: tom,
      at: now,
    };
    await db.transaction().execute((tx) => noteWritten(tx, id, written));
    expect(await findWork(db, id)).toMatchObject({
      behind: true,
      headline: 'Ferry returns early',
      changedBy: tom,
    });
    await newsroom.publish(id);
    expect(await findWork(db, id)).toMatchObject({ behind: false });
  });

  test('a newsroom names its own stages, and stories of one that goes move to another', async () => {
    const { db } = await open();
    expect((await listStages(db, 'de-AT')).map(({ name }) => name)[0]).toBe('Geplant');
    const id = await db.transaction().execute(async (tx) => {
      const made = await createStory(
        tx,
        { by: ada, byName: 'Ada', headline: 'Bridge', section: null, stage: 'edit' },
        now,
      );
      await saveStages(
        tx,
        [
          { slug: 'desk', name: 'At the desk', kind: 'work' },
          { slug: 'print', name: 'To print', kind: 'ready' },
        ],
        now,
      );
      return made;
    });
    expect((await listStages(db, 'de')).map(({ slug }) => slug)).toEqual(['desk', 'print']);
    expect((await findWork(db, id))?.stage).toBe('desk');
  });
});
