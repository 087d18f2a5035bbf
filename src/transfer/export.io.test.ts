import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { openFolderFiles } from '#store/files.io.js';
import { fillWithDemo } from './demo.io.ts';
import { exportPublication } from './export.io.ts';
import { restorePublication } from './restore.io.ts';
import type { Manifest } from './standfirst/form.ts';
import { fillWithArchive } from './standfirst/testing/an-archive.ts';

const DEMO = join(import.meta.dirname, '../../demo');
const NOW = new Date('2026-05-01T09:00:00Z');
const silent = (): void => {};

async function houseOf(open: OpenStore) {
  const store = await open();
  return { store, files: openFolderFiles(join(store.folder, 'files')), folder: store.folder };
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
