import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { openHouse } from '#main/house.io.js';
import { checkCopy } from '#main/leak-check/check-copy.io.js';
import { migrate } from '#store/migrate.sql.js';
import { databasePath } from '#store/store.io.js';
import { importGhost } from '#transfer/import-ghost.io.js';
import { writeGhostExport } from './leaks/ghost-export.ts';

const PATIENCE = { timeout: 900_000 };
// The copy answers at the desk too, whose files are built by the command.
await standfirst(['--help']);

async function check(folder: string, sample = 200, most = 500) {
  const house = await openHouse(folder, { readOnly: true, mustExist: true });
  try {
    const wish = { sample, most, databaseUrl: undefined, keep: false };
    const { leaks, failures, ...checked } = await checkCopy(house, wish, () => {});
    return { ...checked, leaks, shown: { leaks: leaks.slice(0, 5), failures: failures.slice(0, 5) } };
  } finally {
    await house.close();
  }
}

const clean = { leaks: [], failures: [] };

test(
  'the demonstration paper leaks nothing to anybody, and the original is not touched',
  PATIENCE,
  async () => {
    const folder = await newDemo();
    const before = listStories(folder);
    const { shown, checked, stories, words } = await check(folder);
    expect(shown).toEqual(clean);
    expect(checked.urls).toBeGreaterThan(2_000);
    expect(checked.readers).toEqual(expect.arrayContaining(['anonymous', 'registered', 'former member']));
    expect(stories.known).toBe(stories.of);
    expect(words).toBeGreaterThan(200);
    expect(listStories(folder)).toEqual(before);
  },
);

test('a paper that came from Ghost with posts for members leaks nothing either', PATIENCE, async () => {
  const folder = join(await newFolder('ghost'), 'data');
  const house = await openHouse(folder);
  await migrate(house.store.db, house.store.dialect, house.clock());
  const options = { sections: [], permalinks: null, redirects: null, media: null, oldHosts: [] };
  await importGhost(
    house,
    await writeGhostExport(),
    { ...options, followDeletions: false, dryRun: false },
    () => {},
  );
  await house.close();
  const { shown, stories } = await check(folder, 50, 600);
  expect(shown).toEqual(clean);
  expect(stories.of).toBe(4);
});

test('a program that writes premium words where cards take them from is caught', PATIENCE, async () => {
  const folder = await newDemo();
  const db = new DatabaseSync(databasePath(folder));
  // Every story that is not open gets the beginning of its own text as its standfirst, from the closed part too.
  db.exec(`create trigger careless after update of published_revision_id on story when new.access = 'members' begin
    update story set standfirst = (select substr(content, -1200) from revision r where r.id = new.published_revision_id)
    where id = new.id; end`);
  db.close();
  const { leaks } = await check(folder, 3, 40);
  const told = leaks.filter(({ reader }) => reader === 'anonymous');
  expect(new Set(told.map(({ part }) => part.split(',')[0]))).toContain('end of the premium part');
  expect(told.map(({ url }) => new URL(url).pathname)).toEqual(
    expect.arrayContaining(['/', '/news/leak-check-members']),
  );
  expect(leaks.map(({ reader }) => reader)).toContain('crawler');
});

function listStories(folder: string): unknown[] {
  const db = new DatabaseSync(databasePath(folder), { readOnly: true });
  try {
    return db.prepare('select id, headline, published_revision_id, changed_at from story order by id').all();
  } finally {
    db.close();
  }
}
