import { open, stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { checkDatabase } from './check.io.ts';
import { databasePath, openStore } from './store.io.ts';
import { prepareDatabase } from './upgrade.io.ts';

const now = new Date('2026-06-01T12:00:00Z');

test('pages that were damaged on the disk are found', async () => {
  const folder = await newFolder();
  await prepareDatabase({ folder }, now);
  const filling = await openStore({ folder });
  const section = { description: '', parent_id: null, position: 0, access: 'open' };
  const sections = Array.from({ length: 500 }, (_, at) => ({
    ...section,
    slug: `s${at}`,
    name: `Section ${at}`,
  }));
  await filling.db.insertInto('section').values(sections).execute();
  await filling.close();
  const { size } = await stat(databasePath(folder));
  const file = await open(databasePath(folder), 'r+');
  await file.write(Buffer.alloc(8_192, 0xab), 0, 8_192, size - 12_288);
  await file.close();
  const store = await openStore({ folder, readOnly: true });
  const findings = await checkDatabase(store);
  await store.close();
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every(({ level, code }) => level === 'wrong' && code === 'database-damaged')).toBe(true);
});

test('rows that name what is not there are found', async () => {
  const folder = await newFolder();
  await prepareDatabase({ folder }, now);
  const store = await openStore({ folder });
  await sql`pragma foreign_keys = off`.execute(store.db);
  await sql`insert into section (slug, name, parent_id) values ('rowing', 'Rowing', 4711)`.execute(store.db);
  const findings = await checkDatabase(store);
  await store.close();
  expect(findings).toEqual([
    {
      level: 'wrong',
      code: 'reference-dangling',
      says: 'Rows of the table section name rows of section that are not there: 1.',
    },
  ]);
});
