import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { isFault } from '#kit/fault.js';
import { listRan } from './migrate.sql.ts';
import { migrations } from './migrations/all.ts';
import type { Migration } from './migrations/dialect.ts';
import { databasePath, openStore, type Store } from './store.io.ts';
import { prepareDatabase } from './upgrade.io.ts';

const now = new Date('2026-06-01T12:00:00Z');
const names = migrations.map((step) => step.name);

const good: Migration = {
  name: '0998-good',
  statements: () => ["update section set name = 'Renamed'", 'create table spare (id integer primary key)'],
};
const failing: Migration = {
  name: '0999-failing',
  statements: () => ["update section set name = 'Broken'", 'insert into nowhere values (1)'],
};

async function addSection({ db }: Store): Promise<void> {
  const section = {
    slug: 'news',
    name: 'News',
    description: '',
    parent_id: null,
    position: 0,
    access: 'open',
  };
  await db.insertInto('section').values(section).execute();
}

async function namesOf({ db }: Store): Promise<string[]> {
  return (await db.selectFrom('section').select('name').execute()).map((row) => row.name);
}

onBothDatabases('a folder of an older version', (open, dialect) => {
  test('it is brought up to this version, its words as they were', async () => {
    const store = await open();
    await addSection(store);
    await store.close();
    const where = { folder: store.folder, databaseUrl: store.databaseUrl };
    expect(await prepareDatabase(where, now, [...migrations, good])).toEqual(['0998-good']);
    expect(await prepareDatabase(where, now, [...migrations, good])).toEqual([]);
    const again = await store.openAgain();
    expect(await namesOf(again)).toEqual(['Renamed']);
    expect(await listRan(again.db)).toEqual([...names, '0998-good']);
  });

  test('a step that fails is told, and the folder serves the older version as before', async () => {
    const store = await open();
    await addSection(store);
    await store.close();
    const where = { folder: store.folder, databaseUrl: store.databaseUrl };
    const failed = await prepareDatabase(where, now, [...migrations, failing]).catch(
      (error: unknown) => error,
    );
    expect(isFault(failed, 'store-step-failed')).toBe(true);
    expect((failed as Error).message).toMatch(/step "0999-failing" failed and nothing of it was kept/);
    const again = await store.openAgain();
    expect(await namesOf(again)).toEqual(['News']);
    expect(await listRan(again.db)).toEqual(names);
  });

  if (dialect === 'sqlite') {
    test('when a later step fails, the earlier ones of the same upgrade go, too', async () => {
      const store = await open();
      await addSection(store);
      await store.close();
      const known = [...migrations, good, failing];
      await expect(prepareDatabase({ folder: store.folder }, now, known)).rejects.toThrow(/0999-failing/);
      const again = await store.openAgain();
      expect(await namesOf(again)).toEqual(['News']);
      expect(await listRan(again.db)).toEqual(names);
      expect((await sql<{ integrity_check: string }>`pragma integrity_check`.execute(again.db)).rows).toEqual(
        [{ integrity_check: 'ok' }],
      );
    });

    test('the copy made before stays in the folder under the name of the step, the latest only', async () => {
      const store = await open();
      await addSection(store);
      await store.close();
      await writeFile(join(store.folder, 'before-0001-first.db'), 'an older copy');
      await prepareDatabase({ folder: store.folder }, now, [...migrations, good]);
      const files = (await readdir(store.folder)).filter((name) => name.startsWith('before-'));
      expect(files).toEqual(['before-0998-good.db']);
      const elsewhere = await newFolder();
      await writeFile(databasePath(elsewhere), await readFile(join(store.folder, 'before-0998-good.db')));
      const before = await openStore({ folder: elsewhere });
      expect(await namesOf(before)).toEqual(['News']);
      await before.close();
    });
  }
});

test('a new folder gets every step and needs no copy', async () => {
  const folder = join(await newFolder(), 'data');
  expect(await prepareDatabase({ folder }, now)).toEqual(names);
  expect((await readdir(folder)).filter((name) => name.startsWith('before-'))).toEqual([]);
});

test('a folder of a newer version is refused and left as it is', async () => {
  const folder = await newFolder();
  await prepareDatabase({ folder }, now, [...migrations, good]);
  const before = await readFile(databasePath(folder));
  const refused = await prepareDatabase({ folder }, now).catch((error: unknown) => error);
  expect(isFault(refused, 'store-newer')).toBe(true);
  expect(await readFile(databasePath(folder))).toEqual(before);
});

test('a folder that must exist and does not is not made', async () => {
  const folder = join(await newFolder(), 'data');
  await expect(prepareDatabase({ folder, mustExist: true }, now)).rejects.toMatchObject({
    code: 'store-missing',
  });
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});
