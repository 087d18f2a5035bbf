import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { newPostgres } from '#harness/postgres.js';
import type { StoryId } from '#kit/ids.js';
import { backup } from '#store/backup.io.js';
import { openFolderFiles } from '#store/files.io.js';
import { restore } from '#store/restore.io.js';
import { openStore, type Store } from '#store/store.io.js';
import { tableOwners } from '#store/tables.js';
import { readWorking } from '#stories/working.sql.js';
import { fillWithDesk } from './standfirst/testing/a-desk.ts';
import { fillWithMembers } from './standfirst/testing/a-membership.ts';
import { fillWithArchive } from './standfirst/testing/an-archive.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

/** Every row of every table but the outbox, in which the restoring itself is told of. */
async function rowsOf({ db }: Store): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of Object.keys(tableOwners).filter((name) => name !== 'event')) {
    const { rows } = await sql`select * from ${sql.id(table)}`.execute(db);
    found[table] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return found;
}

onBothDatabases('a backup of a newsroom at work', (open, dialect) => {
  const clean: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const step of clean) await step();
  });

  test('is put back row by row: people, plans, what is typed, fronts, pictures and the record', async () => {
    const store = await open();
    const files = openFolderFiles(join(store.folder, 'files'));
    await fillWithArchive({ store, files });
    await fillWithDesk(store);
    await fillWithMembers(store);
    const target = await newFolder('backup');
    await backup({ store, files, folder: store.folder }, target, NOW);
    const folder = join(await newFolder('restored'), 'data');
    const database = dialect === 'postgres' ? await newPostgres() : undefined;
    const place = { folder, files: openFolderFiles(join(folder, 'files')), databaseUrl: database?.url };
    await restore(place, target, { asCopy: false, now: NOW });
    const restored = await openStore(place);
    clean.push(
      () => restored.close(),
      async () => database?.remove(),
    );
    const rows = await rowsOf(store);
    expect(rows.shared_update?.length).toBeGreaterThan(0);
    expect(await rowsOf(restored)).toEqual(rows);
    const bridge = 2 as StoryId;
    expect(await readWorking(restored.db, bridge)).toEqual(await readWorking(store.db, bridge));
  });
});
