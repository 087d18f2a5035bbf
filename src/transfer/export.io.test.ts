import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listStaff, saveStaff } from '#accounts/staff.sql.js';
import { addWebhook } from '#desk/webhooks.sql.js';
import { webhookKeeper } from '#desk/webhooks-kept.sql.js';
import { openFront } from '#fronts/front.sql.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { keptTableNames, leftTables } from '#members/kept-tables.js';
import { openFolderFiles } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import { tableOwners } from '#store/tables.js';
import { findWork } from '#stories/work.sql.js';
import { readWorking } from '#stories/working.sql.js';
import { fillWithDemo } from './demo.io.ts';
import { exportPublication } from './export.io.ts';
import { restorePublication } from './restore.io.ts';
import { deskFiles } from './standfirst/desk-form.ts';
import { lineFiles, type Manifest } from './standfirst/form.ts';
import { fillWithDesk } from './standfirst/testing/a-desk.ts';
import { fillWithMembers } from './standfirst/testing/a-membership.ts';
import { fillWithArchive } from './standfirst/testing/an-archive.ts';

const DEMO = join(import.meta.dirname, '../../demo');
const NOW = new Date('2026-05-01T09:00:00Z');
/** Tables that are the same to the row where an export was put back; those that stand for what is told and typed are not. */
const sameTables = [
  ...([
    'story',
    'story_topic',
    'story_byline',
    'story_link',
    'address',
    'media',
    'redirect_by_hand',
  ] as const),
  ...([
    'work',
    'story_team',
    'story_closed',
    'story_task',
    'waiting_update',
    'story_touch',
    'stage',
  ] as const),
  ...([
    'front',
    'front_version',
    'front_launch',
    'account',
    'staff',
    'section_merged',
    'topic_merged',
  ] as const),
  'audit',
  ...keptTableNames,
] as const;

const silent = (): void => {};

async function houseOf(open: OpenStore) {
  const store = await open();
  return {
    store,
    files: openFolderFiles(join(store.folder, 'files')),
    folder: store.folder,
    webhooks: webhookKeeper,
  };
}

async function fillWithNewsroom(store: Store): Promise<void> {
  await fillWithDesk(store);
  await fillWithMembers(store);
  const wish = { name: 'Archive', address: 'https://example.org/hear', secret: 'whsec_never' };
  const webhook = { ...wish, events: ['story.published'] as const, by: 1 as AccountId };
  await store.db.transaction().execute((tx) => addWebhook(tx, webhook, NOW));
}

async function exported(house: Awaited<ReturnType<typeof houseOf>>): Promise<string> {
  const target = join(await newFolder('export'), 'paper');
  await exportPublication(house, target, silent);
  return target;
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

/** Stories, pages, pictures and files. */
function itemsOf({ lines }: Manifest): number {
  return (lines['stories.jsonl']?.lines ?? 0) + (lines['media.jsonl']?.lines ?? 0);
}

/** Every file below a folder with its bytes. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
  const read = files.map(async (path) => [path.slice(folder.length), await readFile(path, 'base64')]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}

async function linesOf(folder: string, name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, name), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

onBothDatabases('an export', (open) => {
  test('of the demonstration paper, put back in an empty folder, gives the same export to the byte', async () => {
    const house = await houseOf(open);
    await fillWithDemo(house, DEMO, NOW, silent);
    const first = await exported(house);
    const other = await houseOf(open);
    const manifest = await manifestOf(first);
    const report = await restorePublication(other, { folder: first, manifest }, silent, NOW);
    const items = itemsOf(manifest);
    expect(report).toMatchObject({ read: items, made: items, skipped: [], notes: [] });
    expect(await contentsOf(await exported(other))).toEqual(await contentsOf(first));
  });

  test('of an archive with a story of every kind gives the same, ids, times and states too', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const first = await exported(house);
    const other = await houseOf(open);
    const manifest = await manifestOf(first);
    const report = await restorePublication(other, { folder: first, manifest }, silent, NOW);
    expect(report).toMatchObject({
      read: 12,
      made: 12,
      skipped: [],
      notes: [],
      access: { open: 9, tiers: 1 },
    });
    expect(await contentsOf(await exported(other))).toEqual(await contentsOf(first));
    for (const table of [
      ...(['story', 'story_topic', 'story_byline', 'story_link', 'story_storyline', 'search_row'] as const),
      ...(['note', 'hold', 'address', 'story_view'] as const),
    ]) {
      const [here, there] = await Promise.all(
        [house, other].map(({ store }) => store.db.selectFrom(table).selectAll().execute()),
      );
      expect(new Set(there?.map((row) => JSON.stringify(row)))).toEqual(
        new Set(here?.map((row) => JSON.stringify(row))),
      );
    }
  });

  test('of a newsroom at work gives the same: people, plans, what is typed, fronts and the record', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await fillWithNewsroom(house.store);
    const first = await exported(house);
    const manifest = await manifestOf(first);
    for (const name of lineFiles.filter((one) => !['imports.jsonl', 'origins.jsonl'].includes(one)))
      expect([name, manifest.lines[name]?.lines]).not.toEqual([name, 0]);
    const other = await houseOf(open);
    const report = await restorePublication(other, { folder: first, manifest }, silent, NOW);
    expect(report).toMatchObject({ read: 12, made: 12, skipped: [], notes: [{ about: 'webhooks' }] });
    expect(await contentsOf(await exported(other))).toEqual(await contentsOf(first));
    for (const table of sameTables) {
      const [here, there] = await Promise.all(
        [house, other].map(({ store }) => store.db.selectFrom(table).selectAll().execute()),
      );
      expect([table, new Set(there?.map((row) => JSON.stringify(row)))]).toEqual([
        table,
        new Set(here?.map((row) => JSON.stringify(row))),
      ]);
    }
    const bridge = 2 as StoryId;
    expect(await readWorking(other.store.db, bridge)).toEqual(await readWorking(house.store.db, bridge));
    expect(await other.store.db.selectFrom('webhook').select(['active', 'events']).execute()).toEqual([
      { active: 0, events: '["story.published"]' },
    ]);
  });

  test('names people by their addresses, and holds nothing that anybody signs in with', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await fillWithNewsroom(house.store);
    const folder = await exported(house);
    expect(await linesOf(folder, 'staff.jsonl')).toMatchObject([
      { id: 1, email: 'ada@example.org', role: 'admin', sections: 'all', byline: null, active: true },
      { email: 'tom@example.org', sections: ['local'], byline: 'ada', denied: ['write'], active: false },
    ]);
    expect(await linesOf(folder, 'work.jsonl')).toMatchObject([
      { story: 2, behind: true, headline: 'Closed: The bridge', changedBy: 'tom@example.org' },
      {
        ...{ story: 3, stage: 'ready', assignee: 'tom@example.org', due: '2026-03-01T15:00:00.000Z' },
        ...{ team: ['ada@example.org', 'tom@example.org'], closedTo: ['ada@example.org'] },
      },
    ]);
    expect(await linesOf(folder, 'working-documents.jsonl')).toMatchObject([
      {
        ...{ story: 2, slug: 'bridge-closed', content: { headline: 'Closed: The bridge', section: 1 } },
        threads: [
          { id: 'note2', by: null, text: 'Gone' },
          {
            id: 'note1',
            by: 'ada@example.org',
            mentions: ['tom@example.org'],
            replies: [{ text: 'Thanks.' }],
          },
        ],
      },
    ]);
    const [home] = await linesOf(folder, 'fronts.jsonl');
    expect(home).toMatchObject({ section: null, draft: { aside: [{ story: 2 }] } });
    expect(JSON.stringify(await linesOf(folder, 'webhooks.jsonl'))).not.toContain('whsec');
  });

  test('carries everything of members but what they read', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await fillWithNewsroom(house.store);
    const lines = await linesOf(await exported(house), 'members.jsonl');
    expect(new Set(lines.map(({ of }) => of))).toEqual(new Set(['account', ...keptTableNames]));
    const owned = Object.keys(tableOwners).filter((name) => tableOwners[name as never] === 'members');
    expect([...keptTableNames, ...leftTables].sort()).toEqual(owned.sort());
    expect(JSON.stringify(lines)).not.toMatch(/story_hash|meter/);
    expect(lines[0]).toMatchObject({ of: 'account', row: { email: 'rosa@reader.example' } });
  });

  test('of people whom this paper has already leaves their accounts as they are here', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await fillWithNewsroom(house.store);
    const folder = await exported(house);
    const other = await houseOf(open);
    await other.store.db.transaction().execute(async (tx) => {
      await saveStaff(tx, { email: 'new@example.org', name: 'New', role: 'admin' }, NOW);
      await saveStaff(tx, { email: 'tom@example.org', name: 'Thomas', role: 'chief' }, NOW);
      await openFront(tx, 1 as SectionId, NOW);
    });
    const source = { folder, manifest: await manifestOf(folder) };
    const report = await restorePublication(other, source, silent, NOW);
    expect(report.skipped).toEqual([]);
    expect(await listStaff(other.store.db)).toMatchObject([
      { id: 5, email: 'ada@example.org', role: 'admin' },
      { id: 1, email: 'new@example.org' },
      { id: 2, email: 'tom@example.org', name: 'Thomas', role: 'chief', active: true },
    ]);
    expect((await findWork(other.store.db, 3 as StoryId))?.assignee).toBe(2);
    const audit = await other.store.db.selectFrom('audit').selectAll().where('about', '=', 'staff').execute();
    expect(audit).toMatchObject([{ account_id: 5, subject: 2 }]);
  });

  test('that an older program made, without the newsroom, comes in as it is', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exported(house);
    const manifest = await manifestOf(folder);
    for (const name of [...deskFiles, 'merged.jsonl'] as const) {
      await rm(join(folder, name));
      delete manifest.lines[name];
    }
    const media = (await linesOf(folder, 'media.jsonl')).map(({ title, crops, rightsKind, ...line }) => line);
    await writeFile(join(folder, 'media.jsonl'), media.map((line) => JSON.stringify(line)).join('\n'));
    delete manifest.lines['media.jsonl'];
    const other = await houseOf(open);
    const report = await restorePublication(other, { folder, manifest }, silent, NOW);
    expect(report).toMatchObject({ read: 12, made: 12, skipped: [] });
    expect(report.notes.filter(({ examples }) => !examples.includes('media.jsonl'))).toEqual([]);
  });

  test('tells a story in words that others can read', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exported(house);
    const [ferry, bridge] = await linesOf(folder, 'stories.jsonl');
    expect(ferry).toMatchObject({
      id: 1,
      published: '2026-03-01T11:00:00.000Z',
      headline: 'The ferry',
      text: 'See the bridge.',
      topics: ['River', 'Council'],
      storyline: 'The crossing',
      section: 'news',
      bylines: [{ slug: 'ada', name: 'Ada Finch', role: 'photographs' }],
      addresses: ['/?p=17', '/news/ferry'],
      notes: [{ kind: 'correction', text: 'The ferry has two decks.' }],
    });
    expect(ferry?.html).toContain('<a href="/news/bridge">the bridge</a>');
    expect(bridge).toMatchObject({ access: 'tiers:gold,print', text: 'Rest “of” it 🌊' });
    expect(await linesOf(folder, 'revisions.jsonl')).toMatchObject([
      { story: 3, number: 1 },
      { story: 1, number: 2, reason: 'not yet out' },
    ]);
    const publication = await readFile(join(folder, 'publication.json'), 'utf8');
    expect(publication).toContain('The Tide');
    expect(publication).not.toContain('secret');
  });

  test('counts on behind the ids that came with it', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exported(house);
    const other = await houseOf(open);
    await restorePublication(other, { folder, manifest: await manifestOf(folder) }, silent, NOW);
    const row = { slug: 'sport', name: 'Sport', description: '', position: 0, access: 'open' };
    const made = await other.store.db.insertInto('section').values(row).returning('id').executeTakeFirst();
    expect(made?.id).toBe(3);
  });

  test('that was stopped in the middle goes on where it stood, and ends the same', async () => {
    const house = await houseOf(open);
    await fillWithDemo(house, DEMO, NOW, silent);
    const folder = await exported(house);
    const manifest = await manifestOf(folder);
    for (const stopAt of ['bylines', 'stories', 'addresses']) {
      const other = await houseOf(open);
      const stop = (says: string): void => {
        if (says === stopAt) throw new Error('The power went.');
      };
      await restorePublication(other, { folder, manifest }, stop, NOW).catch(() => {});
      const report = await restorePublication(other, { folder, manifest }, silent, NOW);
      expect(report).toMatchObject({ read: itemsOf(manifest), made: itemsOf(manifest), skipped: [] });
      expect(await contentsOf(await exported(other))).toEqual(await contentsOf(folder));
    }
  });

  test('of a newsroom that was stopped in the middle goes on where it stood, with everybody’s work', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await fillWithNewsroom(house.store);
    const folder = await exported(house);
    const manifest = await manifestOf(folder);
    for (const stopAt of ['pictures and files', 'staff', 'working documents', 'the record of who did what']) {
      const other = await houseOf(open);
      const stop = (says: string): void => {
        if (says === stopAt) throw new Error('The power went.');
      };
      await restorePublication(other, { folder, manifest }, stop, NOW).catch(() => {});
      await restorePublication(other, { folder, manifest }, silent, NOW);
      expect(await contentsOf(await exported(other))).toEqual(await contentsOf(folder));
    }
  });

  test('with broken lines brings the others in, and names file, line and reason', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exported(house);
    const path = join(folder, 'stories.jsonl');
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const dead = JSON.parse(lines[3] ?? '') as object;
    const bad = ['{"id": 4, "kind"', JSON.stringify({ ...dead, body: { type: 'doc', content: [{}] } })];
    await writeFile(path, [lines[0], bad[0], lines[1], bad[1], ...lines.slice(4), lines[0], ''].join('\n'));
    const other = await houseOf(open);
    const report = await restorePublication(
      other,
      { folder, manifest: await manifestOf(folder) },
      silent,
      NOW,
    );
    expect(report).toMatchObject({ read: 14, made: 10 });
    expect(report.skipped).toMatchObject([
      { file: 'stories.jsonl', line: 2, why: 'the line is not valid JSON.' },
      { file: 'stories.jsonl', line: 4, why: expect.stringContaining('cannot be read') },
      { file: 'stories.jsonl', line: 11, why: expect.stringContaining('refuses') },
      { file: 'revisions.jsonl', line: 1, why: expect.stringContaining('refuses') },
    ]);
    expect(report.notes).toMatchObject([{ about: 'export', examples: ['stories.jsonl'] }]);
  });

  test('whose picture is not one any more brings the rest in', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exported(house);
    const [picture] = await linesOf(folder, 'media.jsonl');
    await writeFile(join(folder, 'files', String(picture?.file)), '<script>alert(1)</script>');
    const other = await houseOf(open);
    const report = await restorePublication(
      other,
      { folder, manifest: await manifestOf(folder) },
      silent,
      NOW,
    );
    expect(report).toMatchObject({ made: 12, notes: [{ about: 'pictures', count: 1 }] });
    const row = await other.store.db.selectFrom('media').selectAll().orderBy('id').executeTakeFirst();
    expect(row).toMatchObject({ file_key: null, alt: 'A square' });
  });
});

onBothDatabases('the folder of an export', (open, dialect) => {
  test.runIf(dialect === 'sqlite')(
    'is made whole or not at all, and nothing in it is written over',
    async () => {
      const house = await houseOf(open);
      await fillWithArchive(house);
      const target = join(await newFolder('export'), 'paper');
      const stop = (says: string): void => {
        if (says === 'stories') throw new Error('The power went.');
      };
      await expect(exportPublication(house, target, stop)).rejects.toThrow('The power went.');
      expect(await readdir(join(target, '..'))).toEqual(['paper.unfinished']);
      await mkdir(target);
      await exportPublication(house, target, silent);
      expect(await readdir(join(target, '..'))).toEqual(['paper']);
      await expect(exportPublication(house, target, silent)).rejects.toMatchObject({
        code: 'export-not-empty',
      });
      await rm(target, { recursive: true });
      await writeFile(target, 'a file');
      await expect(exportPublication(house, target, silent)).rejects.toMatchObject({
        code: 'export-not-empty',
      });
    },
  );
});
