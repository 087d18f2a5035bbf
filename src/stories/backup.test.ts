import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test, vi } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { newPostgres } from '#harness/postgres.js';
import { runSource } from '#harness/run-source.js';
import { fault, isFault } from '#kit/fault.js';
import { isAsleep, wake } from '#store/asleep.sql.js';
import { backup } from '#store/backup.io.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { holdFolder } from '#store/lock.io.js';
import { beginning, findCursor, saveCursor } from '#store/outbox.sql.js';
import { restore } from '#store/restore.io.js';
import { OutboxRunner } from '#store/runner.job.js';
import { openStore, type Store } from '#store/store.io.js';
import { readStory } from './readable.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const now = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-02T12:00:00Z');

type TestHouse = { store: TestStore; files: Files; folder: string };

async function aHouse(store: TestStore): Promise<TestHouse> {
  const files = openFolderFiles(join(store.folder, 'files'));
  await addTestStories(store, [
    {
      headline: 'Ferry returns',
      at: '2026-05-30T06:00:00Z',
      text: 'Line\u2028separators and "quotes" \\ stay.',
    },
    { headline: 'Brücke gesperrt', at: '2026-05-31T06:00:00Z', sticky: true },
  ]);
  const section = { slug: 'rowing', name: 'Rowing', description: '', position: 0, access: 'open' };
  await store.db
    .insertInto('section')
    .values({ ...section, id: 10, parent_id: null })
    .execute();
  await store.db
    .insertInto('section')
    .values({ ...section, id: 9, slug: 'boats', parent_id: 10 })
    .execute();
  await files.write('originals/ab/bridge.jpg', randomBytes(5_000), 'image/jpeg');
  await files.write('originals/cd/twice.jpg', Buffer.from('the same'), 'image/jpeg');
  await files.write('originals/ef/again.jpg', Buffer.from('the same'), 'image/jpeg');
  await files.write('sizes/ab/bridge/400.webp', randomBytes(100), 'image/webp');
  await writeFile(join(store.folder, 'settings.json'), '{"name": "Harbour Ledger"}');
  await mkdir(join(store.folder, 'theme', 'parts'), { recursive: true });
  await writeFile(join(store.folder, 'theme', 'parts', 'story.tsx'), '// a component');
  return { store, files, folder: store.folder };
}

const leaveOut = (key: string) => key.startsWith('sizes/');

/** Every row of every table, in one order. */
async function rowsOf({ db }: Store, tables = TABLES): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.id(table)}`.execute(db);
    found[table] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return found;
}

const TABLES = ['story', 'revision', 'section', 'address', 'search_row', 'migration', 'job', 'setting'];

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

onBothDatabases('a backup', (open, dialect) => {
  const clean: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(clean.map((step) => step())));

  /** An empty place of the same kind, and how to open it once restored. */
  async function anEmptyPlace() {
    const folder = join(await newFolder('restored'), 'data');
    const database = dialect === 'postgres' ? await newPostgres() : undefined;
    const place = { folder, files: openFolderFiles(join(folder, 'files')), databaseUrl: database?.url };
    const openIt = async () => {
      const store = await openStore({ folder, databaseUrl: database?.url });
      clean.unshift(() => store.close());
      return store;
    };
    if (database) clean.push(() => database.remove());
    return { ...place, open: openIt };
  }

  test('a restored paper is the same paper: rows, search, files and settings', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    const report = await backup(house, target, now, { leaveOut });
    expect(report).toMatchObject({ madeAt: now.toISOString(), files: 5, added: 5 });
    const place = await anEmptyPlace();
    expect(await restore(place, target, { asCopy: false, now: later })).toEqual({
      madeAt: now.toISOString(),
      files: 5,
    });
    const restored = await place.open();
    expect(await rowsOf(restored)).toEqual(await rowsOf(house.store));
    for (const path of await filesIn(join(house.folder, 'files', 'originals')))
      expect(await readFile(join(place.folder, 'files', 'originals', path))).toEqual(
        await readFile(join(house.folder, 'files', 'originals', path)),
      );
    expect(await readFile(join(place.folder, 'settings.json'), 'utf8')).toBe('{"name": "Harbour Ledger"}');
    expect(await readFile(join(place.folder, 'theme', 'parts', 'story.tsx'), 'utf8')).toBe('// a component');
    expect(await isAsleep(restored.db)).toBe(false);
  });

  test('a restored paper goes on: new stories get new numbers, and search knows them', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    const [last] = await addTestStories(house.store, [{ headline: 'Removed', at: '2026-05-31T06:00:00Z' }]);
    await house.store.db
      .deleteFrom('search_row')
      .where('story_id', '=', last ?? 0)
      .execute();
    await house.store.db
      .deleteFrom('address')
      .where('story_id', '=', last ?? 0)
      .execute();
    await house.store.db
      .deleteFrom('revision')
      .where('story_id', '=', last ?? 0)
      .execute();
    await house.store.db
      .deleteFrom('story')
      .where('id', '=', last ?? 0)
      .execute();
    await backup(house, target, now);
    const place = await anEmptyPlace();
    await restore(place, target, { asCopy: false, now: later });
    const restored = await place.open();
    const [id] = await addTestStories(restored, [{ headline: 'After', at: '2026-06-03T06:00:00Z' }]);
    expect(id).toBeGreaterThan(last ?? 0);
    const orphan = restored.db.insertInto('revision').values({
      story_id: 4711,
      number: 1,
      made_at: 0,
      made_by: '',
      reason: '',
      content: '{}',
    });
    await expect(orphan.execute()).rejects.toThrow(/foreign key/i);
  });

  test('consumers go on behind the last event they had read', async () => {
    const { store, ...house } = await aHouse(await open());
    const tellOf = (subject: number) =>
      store.db
        .transaction()
        .execute((tx) =>
          sql`insert into event (name, subject, payload, at) values ('story.noted', ${subject}, '{}', 0)`.execute(
            tx,
          ),
        );
    for (const subject of [1, 2, 3, 4]) await tellOf(subject);
    const events = await store.db
      .selectFrom('event')
      .select(['xact', 'id'])
      .orderBy('xact')
      .orderBy('id')
      .execute();
    const second = events[1];
    await saveCursor(store.db, 'mail', { xact: second?.xact ?? 0, eventId: second?.id ?? 0 });
    await saveCursor(store.db, 'new', beginning);
    const target = await newFolder('backup');
    await backup({ ...house, store }, target, now);
    const place = await anEmptyPlace();
    await restore(place, target, { asCopy: false, now: later });
    const restored = await place.open();
    for (const [name, expected] of [
      ['mail', [3, 4, null, 5]],
      ['new', [1, 2, 3, 4, null, 5]],
      ['unknown', [1, 2, 3, 4, null, 5]],
    ] as const) {
      if (name === 'mail')
        await sql`insert into event (name, subject, payload, at) values ('story.noted', 5, '{}', 0)`.execute(
          restored.db,
        );
      const heard: (number | null)[] = [];
      const hear = async (batch: readonly { subject: number | null }[]) =>
        void heard.push(...batch.map((one) => one.subject));
      const runner = new OutboxRunner(restored, { name, memory: false, hear }, { error: () => {} });
      await runner.start();
      await vi.waitFor(() => expect(heard).toEqual(expected), { timeout: 20_000 });
      await runner.stop();
    }
    expect(await findCursor(restored.db, 'mail')).toBeDefined();
  });

  test('a second backup in the same folder adds what is new and drops what is gone', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now, { leaveOut });
    expect(await backup(house, target, later, { leaveOut })).toMatchObject({
      files: 5,
      added: 0,
      addedBytes: 0,
    });
    await house.files.write('originals/gh/new.jpg', Buffer.from('new'), 'image/jpeg');
    await house.files.remove('originals/ab/bridge.jpg');
    await appendFile(join(house.folder, 'settings.json'), '\n');
    const third = await backup(house, target, new Date('2026-06-03T12:00:00Z'), { leaveOut });
    expect(third).toMatchObject({ files: 5, added: 2, addedBytes: 3 + 27 });
    const kept = await filesIn(target);
    expect(kept.filter((path) => path.startsWith('content/')).length).toBe(4);
    expect(kept.filter((path) => /^(database|files)-/.test(path)).length).toBe(2);
    const place = await anEmptyPlace();
    await restore(place, target, { asCopy: false, now: later });
    expect(await filesIn(join(place.folder, 'files'))).toEqual([
      'originals/cd/twice.jpg',
      'originals/ef/again.jpg',
      'originals/gh/new.jpg',
    ]);
  });

  test('a backup made while stories are published is a paper without a seam', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    const child = runSource(
      `${import.meta.dirname}/testing/publish-loop.ts`,
      house.folder,
      house.store.databaseUrl ?? '',
    );
    let acknowledged = 0;
    child.stdout.on('data', (chunk) => {
      acknowledged += String(chunk).split('\n').length - 1;
    });
    await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(5), { timeout: 20_000 });
    const before = acknowledged;
    await backup(house, target, now);
    child.kill('SIGKILL');
    const place = await anEmptyPlace();
    await restore(place, target, { asCopy: false, now: later });
    const restored = await place.open();
    const published = await restored.db
      .selectFrom('story')
      .select('id')
      .where('published_revision_id', 'is not', null)
      .orderBy('id')
      .execute();
    expect(published.length).toBeGreaterThanOrEqual(before);
    for (const { id } of published) expect((await readStory(restored.db, id as never, now)).is).toBe('out');
    const indexed = await restored.db
      .selectFrom('search_row')
      .select('story_id')
      .orderBy('story_id')
      .execute();
    expect(indexed.map((row) => row.story_id)).toEqual(published.map((row) => row.id));
    expect((await restored.db.selectFrom('migration').select('name').execute()).length).toBeGreaterThan(0);
  });

  test('a copy sleeps until it is woken, and what speaks to the outside waits so long', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now);
    const place = await anEmptyPlace();
    await restore(place, target, { asCopy: true, now: later });
    const copy = await place.open();
    expect(await isAsleep(copy.db)).toBe(true);
    expect(await isAsleep(house.store.db)).toBe(false);
    const heard: string[] = [];
    const inward: string[] = [];
    const runners = [
      { name: 'webhooks', memory: false, outward: true, into: heard },
      { name: 'archive', memory: false, into: inward },
    ].map(({ into, ...consumer }) => {
      const hear = async (events: readonly { name: string }[]) =>
        void into.push(...events.map(({ name }) => name));
      return new OutboxRunner(copy, { ...consumer, hear }, { error: () => {} });
    });
    for (const runner of runners) await runner.start();
    await vi.waitFor(() => expect(inward).toEqual(['publication.restored']), { timeout: 20_000 });
    expect(heard).toEqual([]);
    await wake(copy.db, later);
    await wake(copy.db, later);
    await vi.waitFor(() => expect(heard).toEqual(['publication.restored', 'publication.woken']), {
      timeout: 20_000,
    });
    for (const runner of runners) await runner.stop();
    expect(await isAsleep(copy.db)).toBe(false);
  });

  test('a backup that is damaged restores nothing', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now);
    const contents = (await filesIn(target)).filter((path) => path.startsWith('content/'));
    await appendFile(join(target, contents.at(-1) ?? ''), 'x');
    const place = await anEmptyPlace();
    const refused = await restore(place, target, { asCopy: false, now }).catch((error: unknown) => error);
    expect(isFault(refused, 'backup-damaged')).toBe(true);
    expect(await readdir(place.folder)).toEqual([]);
    await writeFile(join(target, contents.at(-1) ?? ''), '');
    const [database] = (await readdir(target)).filter((name) => name.startsWith('database-'));
    await appendFile(join(target, database ?? ''), 'x');
    const again = await restore(place, target, { asCopy: false, now }).catch((error: unknown) => error);
    expect((again as Error).message).toMatch(
      /damaged: database-\w+\.\w+ is not what was written there\. Nothing was restored\./,
    );
    expect(await readdir(place.folder)).toEqual([]);
  });

  test('a backup is restored into an empty place only', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now);
    const refusal = (place: Parameters<typeof restore>[0]) =>
      restore(place, target, { asCopy: false, now }).then(
        () => undefined,
        (error: { code?: string }) => error.code,
      );
    const { folder, databaseUrl } = { folder: house.folder, databaseUrl: house.store.databaseUrl };
    expect(await refusal({ folder, files: house.files, databaseUrl })).toBe('restore-not-empty');
    const elsewhere = join(await newFolder(), 'data');
    expect(await refusal({ folder: elsewhere, files: house.files, databaseUrl })).toBe('restore-not-empty');
    if (databaseUrl) {
      const files = openFolderFiles(join(elsewhere, 'files'));
      expect(await refusal({ folder: elsewhere, files, databaseUrl })).toBe('restore-not-empty');
      expect(await refusal({ folder: elsewhere, files, databaseUrl: undefined })).toBe(
        'backup-other-database',
      );
    }
  });
});

onBothDatabases('a backup folder', (open) => {
  test('a backup never goes among other things, nor where the data is', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('documents');
    await writeFile(join(target, 'letter.txt'), 'Dear reader');
    for (const place of [target, house.folder, join(house.folder, '..'), join(house.folder, 'files')]) {
      const refused = await backup(house, place, now).catch((error: unknown) => error);
      expect(isFault(refused, 'backup-not-here')).toBe(true);
    }
    expect(await readdir(target)).toEqual(['letter.txt']);
  });

  test('a backup inside the data folder is not part of the next one', async () => {
    const house = await aHouse(await open());
    await backup(house, join(house.folder, 'backups', 'monday'), now, { leaveOut });
    const report = await backup(house, join(house.folder, 'backups', 'tuesday'), later, { leaveOut });
    expect(report.files).toBe(5);
    const again = await backup(house, join(house.folder, 'backups', 'monday'), later, { leaveOut });
    expect(again.files).toBe(5);
  });

  test('a backup that broke off leaves the one before whole, and the next one cleans up', async () => {
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now, { leaveOut });
    const whole = await readFile(join(target, 'manifest.json'), 'utf8');
    await house.files.write('originals/xy/new.jpg', Buffer.from('new'), 'image/jpeg');
    const broken: Files = {
      ...house.files,
      stream: async () => {
        throw fault({ gone: { status: 500, says: 'The disk is gone.' } }, 'gone');
      },
    };
    await expect(backup({ ...house, files: broken }, target, later, { leaveOut })).rejects.toThrow(
      'The disk is gone.',
    );
    expect(await readFile(join(target, 'manifest.json'), 'utf8')).toBe(whole);
    await writeFile(join(target, '.4711-abc.part'), 'half');
    await backup(house, target, new Date('2026-06-04T12:00:00Z'), { leaveOut });
    const names = await readdir(target);
    expect(names.filter((name) => name.startsWith('database-')).length).toBe(1);
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('an empty folder is no backup, and one of a newer version says so', async () => {
    const empty = await newFolder();
    const place = { folder: join(await newFolder(), 'data'), files: openFolderFiles(await newFolder()) };
    const options = { asCopy: false, now };
    await expect(restore(place, empty, options)).rejects.toMatchObject({ code: 'backup-missing' });
    const house = await aHouse(await open());
    const target = await newFolder('backup');
    await backup(house, target, now);
    const manifest = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8'));
    await writeFile(join(target, 'manifest.json'), JSON.stringify({ ...manifest, steps: ['0999-later'] }));
    await expect(restore(place, target, options)).rejects.toMatchObject({ code: 'store-newer' });
    await writeFile(join(target, 'manifest.json'), JSON.stringify({ ...manifest, version: 2 }));
    await expect(restore(place, target, options)).rejects.toMatchObject({ code: 'backup-newer' });
    await rm(join(target, 'manifest.json'));
    await expect(restore(place, target, options)).rejects.toMatchObject({ code: 'backup-missing' });
  });

  test('a backup works beside the server that holds the folder', async () => {
    const house = await aHouse(await open());
    const hold = await holdFolder(house.folder, async () => 'done');
    const report = await backup(house, await newFolder('backup'), now, { leaveOut });
    expect(report.files).toBe(5);
    expect((await stat(join(house.folder, 'standfirst.sock'))).isSocket()).toBe(true);
    await hold.release();
  });
});
