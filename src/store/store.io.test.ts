import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { isFault } from '#kit/fault.js';
import { migrate } from './migrate.sql.ts';
import { databasePath, openStore } from './store.io.ts';
import type { Db } from './tables.ts';

async function slugs(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('section').select('slug').orderBy('id').execute();
  return rows.map((row) => row.slug);
}

function addSection(db: Db, slug: string): Promise<unknown> {
  return db
    .insertInto('section')
    .values({ slug, name: slug, description: '', parent_id: null, position: 0, access: 'open' })
    .execute();
}

/** A promise with its handle, to hold a transaction open. */
function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

onBothDatabases('the store', (open, dialect) => {
  test('a writer waits for one of another process, and readers are served meanwhile', async () => {
    const { db, openAgain } = await open();
    const other = await openAgain();
    const hold = gate();
    const first = db.transaction().execute(async (tx) => {
      await addSection(tx, 'news');
      await hold.opened;
    });
    const second = other.db.transaction().execute((tx) => addSection(tx, 'sport'));
    expect(await slugs(other.db)).not.toContain('news');
    hold.open();
    await Promise.all([first, second]);
    expect((await slugs(db)).toSorted()).toEqual(['news', 'sport']);
  });

  test('a transaction that throws leaves nothing and frees the writer', async () => {
    const { db } = await open();
    const failed = db.transaction().execute(async (tx) => {
      await addSection(tx, 'sport');
      throw new Error('second thoughts');
    });
    await expect(failed).rejects.toThrow('second thoughts');
    await db.transaction().execute((tx) => addSection(tx, 'news'));
    expect(await slugs(db)).toEqual(['news']);
  });

  test('a statement that is refused ends its transaction and frees the writer', async () => {
    const { db } = await open();
    await addSection(db, 'news');
    await expect(db.transaction().execute((tx) => addSection(tx, 'news'))).rejects.toThrow(/unique/i);
    await addSection(db, 'sport');
    expect(await slugs(db)).toEqual(['news', 'sport']);
  });

  test('twenty writers at once all get their turn', async () => {
    const { db } = await open();
    const names = Array.from({ length: 20 }, (_, at) => `section-${at}`);
    await Promise.all(names.map((name) => db.transaction().execute((tx) => addSection(tx, name))));
    expect((await slugs(db)).toSorted()).toEqual(names.toSorted());
  });

  test('who only reads does not wait for a writer, and sees what was there before', async () => {
    const { db } = await open();
    await addSection(db, 'news');
    const hold = gate();
    const writing = db.transaction().execute(async (tx) => {
      await addSection(tx, 'sport');
      await hold.opened;
      return slugs(tx);
    });
    expect(await slugs(db)).toEqual(['news']);
    hold.open();
    expect(await writing).toEqual(['news', 'sport']);
    expect(await slugs(db)).toEqual(['news', 'sport']);
  });

  test('part of a transaction can be taken back while the rest stays', async () => {
    const { db } = await open();
    const tx = await db.startTransaction().execute();
    await addSection(tx, 'news');
    const outer = await tx.savepoint('outer').execute();
    await addSection(outer, 'sport');
    const inner = await outer.savepoint('inner').execute();
    await addSection(inner, 'weather');
    await inner.rollbackToSavepoint('inner').execute();
    await outer.releaseSavepoint('outer').execute();
    await tx.commit().execute();
    expect(await slugs(db)).toEqual(['news', 'sport']);
  });

  test('a commit that fails is told, and does not take the next writer along', async () => {
    const { db } = await open();
    const refused =
      dialect === 'sqlite'
        ? db.transaction().execute(async (tx) => {
            await sql`pragma defer_foreign_keys = on`.execute(tx);
            await addSection(tx, 'sport');
            await sql`update section set parent_id = 99 where slug = 'sport'`.execute(tx);
          })
        : db.transaction().execute(async (tx) => {
            await addSection(tx, 'sport');
            await sql`select 1 / 0`.execute(tx).catch(() => {});
          });
    const next = db.transaction().execute((tx) => addSection(tx, 'news'));
    await expect(refused).rejects.toThrow();
    await next;
    expect(await slugs(db)).toEqual(['news']);
  });

  test('slow reads answer beside the others and say what is wrong with them', async () => {
    const { db, slow } = await open();
    await addSection(db, 'news');
    const answers = await Promise.all(Array.from({ length: 8 }, () => slugs(slow)));
    expect(answers).toEqual(Array.from({ length: 8 }, () => ['news']));
    await expect(sql`select id from nowhere`.execute(slow)).rejects.toThrow(/nowhere/);
  });

  test('each commit is heard, and none that was rolled back', async () => {
    const { db, onCommit } = await open();
    let heard = 0;
    const stop = onCommit(() => {
      heard += 1;
    });
    await db.transaction().execute((tx) => addSection(tx, 'news'));
    await db
      .transaction()
      .execute(() => Promise.reject(new Error('no')))
      .catch(() => {});
    stop();
    await db.transaction().execute((tx) => addSection(tx, 'sport'));
    expect(heard).toBe(1);
  });
});

test('a folder that has no data is named', async () => {
  const folder = await newFolder();
  const refused = await openStore({ folder, mustExist: true }).catch((error: unknown) => error);
  expect(isFault(refused, 'store-missing')).toBe(true);
  expect((refused as Error).message).toContain(folder);
});

test('a data folder that is made here is for its owner alone', async () => {
  const folder = join(await newFolder(), 'data');
  await (await openStore({ folder })).close();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a place where no folder can be made is refused in plain words', async () => {
  const file = join(await newFolder(), 'letter.txt');
  await writeFile(file, 'not a folder');
  const refused = await openStore({ folder: join(file, 'data') }).catch((error: unknown) => error);
  expect(isFault(refused, 'store-not-writable')).toBe(true);
});

test('a database that cannot be opened is refused in plain words', async () => {
  const folder = await newFolder();
  await mkdir(databasePath(folder));
  const refused = await openStore({ folder }).catch((error: unknown) => error);
  expect(isFault(refused, 'store-not-writable')).toBe(true);
});

test('a file that is no database is not taken for one', async () => {
  const folder = await newFolder();
  await writeFile(databasePath(folder), 'Dear editor, '.repeat(500));
  const refused = await openStore({ folder }).catch((error: unknown) => error);
  expect(isFault(refused, 'store-damaged')).toBe(true);
});

test('a full disk undoes the transaction, says so, and lets the next one through', async () => {
  await using store = await smallDisk();
  const { db } = store;
  const written = db.transaction().execute(async (tx) => {
    await addSection(tx, 'news');
    for (let at = 0; at < 200; at += 1) await addSection(tx, `${at}${'x'.repeat(4_000)}`);
  });
  const refused = await written.catch((error: unknown) => error);
  expect(isFault(refused, 'store-full')).toBe(true);
  expect(await slugs(db)).toEqual([]);
  await addSection(db, 'sport');
  expect(await slugs(db)).toEqual(['sport']);
});

test('after a full disk nothing more of the transaction is written', async () => {
  await using store = await smallDisk();
  const { db } = store;
  const stubborn = db.transaction().execute(async (tx) => {
    for (let at = 0; at < 200; at += 1) await addSection(tx, `${at}${'x'.repeat(4_000)}`).catch(() => {});
  });
  await stubborn.catch(() => {});
  expect(await slugs(db)).toEqual([]);
});

test('a Postgres that does not answer is told in plain words', async () => {
  const wish = { folder: await newFolder(), databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' };
  const refused = await openStore(wish).catch((error: unknown) => error);
  expect(isFault(refused, 'store-unreachable')).toBe(true);
});

/** A store that may grow to a few pages only, as on a disk without room. */
async function smallDisk() {
  const store = await openStore({ folder: await newFolder() });
  await migrate(store.db, store.dialect, new Date('2026-01-01T00:00:00Z'));
  await sql`pragma max_page_count = 150`.execute(store.db);
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}
