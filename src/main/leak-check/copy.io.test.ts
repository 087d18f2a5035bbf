import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { newPostgres } from '#harness/postgres.js';
import { isAsleep } from '#store/asleep.sql.js';
import { listFilled } from '#store/dump.sql.js';
import { openFolderFiles } from '#store/files.io.js';
import { openStore } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type { House } from '../house.io.ts';
import { makeCopy } from './copy.io.ts';

const NOW = new Date('2026-05-01T09:00:00Z');

onBothDatabases('the copy that leaks are looked for in', (open, dialect) => {
  const houseOf = async (): Promise<House> => {
    const store = await open();
    const files = openFolderFiles(join(store.folder, 'files'));
    const environment = { STANDFIRST_ADDRESS: 'https://paper.example' };
    return { folder: store.folder, store, files, clock: () => NOW, environment, close: async () => {} };
  };

  test('sleeps, has every story, and writes nothing into the original', async () => {
    const house = await houseOf();
    await addTestStories(house.store, [{ headline: 'Tides', at: '2026-01-01T08:00:00Z' }]);
    await house.files.write('originals/a.jpg', Buffer.from('a'), 'image/jpeg');
    await using database = dialect === 'postgres' ? await newPostgres() : undefined;
    const folder = join(await newFolder('copy'), 'data');
    const { copy, remove } = await makeCopy(house, folder, database?.url);
    expect(await isAsleep(copy.store.db)).toBe(true);
    expect(await isAsleep(house.store.db)).toBe(false);
    const stories = await copy.store.db.selectFrom('story').select('headline').execute();
    expect(stories).toEqual([{ headline: 'Tides' }]);
    expect(Buffer.from((await copy.files.read('originals/a.jpg')) ?? []).toString()).toBe('a');
    await copy.files.write('originals/b.jpg', Buffer.from('b'), 'image/jpeg');
    expect(await house.files.read('originals/b.jpg')).toBeUndefined();
    // Links of the copy lead to itself.
    expect(copy.environment.STANDFIRST_ADDRESS).toBe('');
    await copy.close();
    await remove();
    if (!database) return;
    const emptied = await openStore({ folder, databaseUrl: database.url });
    expect(await listFilled(emptied.db)).toEqual([]);
    await emptied.close();
  });

  test.skipIf(dialect === 'sqlite')('of a paper on Postgres needs an empty database of its own', async () => {
    const house = await houseOf();
    const folder = join(await newFolder('copy'), 'data');
    await expect(makeCopy(house, folder, undefined)).rejects.toMatchObject({
      code: 'leak-check-needs-database',
    });
    const other = join(await newFolder('copy'), 'data');
    const filled = await houseOf();
    await addTestStories(filled.store, [{ headline: 'Tides', at: '2026-01-01T08:00:00Z' }]);
    const { databaseUrl: taken } = filled.store as typeof filled.store & { databaseUrl?: string };
    await expect(makeCopy(house, other, taken)).rejects.toMatchObject({ code: 'leak-check-needs-database' });
  });
});
