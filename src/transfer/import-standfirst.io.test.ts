import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listStaff, saveStaff } from '#accounts/staff.sql.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { StoryId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import { openFolderFiles } from '#store/files.io.js';
import { savePublicationName } from '#store/publication.sql.js';
import { findAddress } from '#stories/addresses.sql.js';
import { type Block, plainText } from '#stories/document.js';
import { addRevision } from '#stories/save.sql.js';
import { findLatestRevision } from '#stories/story.sql.js';
import { exportPublication } from './export.io.ts';
import { importStandfirst, type StandfirstImportOptions } from './import-standfirst.io.ts';
import { fillWithArchive } from './standfirst/testing/an-archive.ts';

const NOW = new Date('2026-05-01T09:00:00Z');
const silent = (): void => {};
const usual: StandfirstImportOptions = { from: '', followDeletions: false, dryRun: false };

async function houseOf(open: OpenStore) {
  const store = await open();
  const files = openFolderFiles(join(store.folder, 'files'));
  return { store, files, folder: store.folder, clock: () => NOW };
}

type House = Awaited<ReturnType<typeof houseOf>>;

async function folderWith(...lines: (object | string)[]): Promise<string> {
  const folder = await newFolder('stories');
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(join(folder, 'stories.jsonl'), text);
  return folder;
}

async function bring(house: House, folder: string, options: Partial<StandfirstImportOptions> = {}) {
  return importStandfirst(house, folder, { ...usual, ...options }, silent);
}

async function exportOf(house: House): Promise<string> {
  const target = join(await newFolder('export'), 'paper');
  await exportPublication(house, target, silent);
  return target;
}

async function saveNewcomer({ store }: House): Promise<void> {
  const newcomer = { email: 'ada@example.org', name: 'Ada', role: 'chief' } as const;
  await store.db.transaction().execute((tx) => saveStaff(tx, newcomer, NOW));
}

/** Stories by slug: their rows, and the newest text of each. */
async function storiesOf({ store: { db } }: House) {
  const rows = await db.selectFrom('story').selectAll().orderBy('id').execute();
  const read = rows.map(async (row) => {
    const content = (await findLatestRevision(db, row.id as StoryId))?.content;
    if (!content) throw new Error('A story without a revision.');
    return [row.slug, { ...row, content, text: plainText(content.body.content) }] as const;
  });
  return new Map(await Promise.all(read));
}

const ferry = {
  id: 'a-1',
  published: '2026-01-05T10:00:00Z',
  headline: 'Ferry runs again',
  text: 'The ferry runs.\nIt is <late>.',
  topics: ['River', 'River'],
  storyline: 'The crossing',
};

onBothDatabases('stories in a file of lines', (open) => {
  test('come in with no more than id, time, headline and text', async () => {
    const house = await houseOf(open);
    const folder = await folderWith(
      ferry,
      { id: 2, published: null, headline: 'Not yet', text: 'Words.' },
      {
        id: '3',
        published: '2026-01-06',
        headline: '',
        text: '  Led by its text.\n\nMore.',
        topics: ['river', 'Eels'],
      },
    );
    expect(await bring(house, folder)).toMatchObject({ read: 3, made: 3, skipped: [], complete: true });
    const stories = await storiesOf(house);
    expect(stories.get('ferry-runs-again')).toMatchObject({
      state: 'published',
      path: '/news/ferry-runs-again',
      published_at: Date.parse(ferry.published),
      access: 'open',
      text: 'The ferry runs.\nIt is <late>.',
    });
    expect(stories.get('not-yet')).toMatchObject({ state: 'draft', published_at: null });
    expect([...stories.values()][2]).toMatchObject({ headline: 'Led by its text. More.' });
    const topics = await house.store.db.selectFrom('topic').select(['slug', 'name']).orderBy('id').execute();
    expect(topics).toEqual([
      { slug: 'river', name: 'River' },
      { slug: 'eels', name: 'Eels' },
    ]);
    const storylines = await house.store.db.selectFrom('story_storyline').selectAll().execute();
    expect(storylines).toEqual([{ story_id: 1, name: 'The crossing' }]);
    const target = await findAddress(house.store.db, '/news/ferry-runs-again');
    expect(target).toEqual({ is: 'story', id: 1 });
  });

  test('come in once, and later bring what changed', async () => {
    const house = await houseOf(open);
    const other = { id: 'b', published: '2026-01-07', headline: 'Bridge', text: 'Open.' };
    await bring(house, await folderWith(ferry, other));
    const again = await bring(house, await folderWith(ferry, other));
    expect(again).toMatchObject({ read: 2, made: 0, already: 2 });
    const changed = await bring(house, await folderWith({ ...ferry, text: 'It stopped.' }, other));
    expect(changed).toMatchObject({ updated: 1, already: 1 });
    const stories = await storiesOf(house);
    expect(stories.size).toBe(2);
    expect(stories.get('ferry-runs-again')).toMatchObject({ text: 'It stopped.' });
    const content = stories.get('bridge')?.content;
    if (!content) throw new Error('There is no bridge.');
    await house.store.db
      .transaction()
      .execute((tx) => addRevision(tx, 2 as StoryId, { content, by: 'ada', reason: '', at: NOW }));
    const both = await bring(house, await folderWith(ferry, { ...other, text: 'Shut.' }));
    expect(both).toMatchObject({ updated: 1, ours: 1 });
    const gone = await bring(house, await folderWith({ ...other, text: 'Shut.' }), { followDeletions: true });
    expect(gone).toMatchObject({ already: 1, gone: 1 });
    expect((await storiesOf(house)).get('ferry-runs-again')).toMatchObject({ state: 'withdrawn' });
  });

  test('of two archives may have the same ids when they are told apart', async () => {
    const house = await houseOf(open);
    await bring(house, await folderWith(ferry), { from: 'Old Tide' });
    const report = await bring(house, await folderWith({ ...ferry, headline: 'Another' }), {
      from: 'The Post',
    });
    expect(report).toMatchObject({ made: 1 });
    expect((await storiesOf(house)).size).toBe(2);
  });

  test('that cannot be read are named with line and reason, and the others come in', async () => {
    const house = await houseOf(open);
    const folder = await folderWith(
      ferry,
      '{"id": ',
      '',
      '[]',
      { headline: 'No id', text: 'x' },
      { id: 'c', published: 'last week', headline: 'x', text: 'y' },
      { id: 'd', published: null, headline: ' ', text: '\n' },
      { id: 'e', headline: 'Bad body', body: { type: 'doc', content: [{ type: 'script' }] } },
      { id: 'f', headline: 7, text: 'x' },
      {
        id: 'g',
        published: '2026-02-01',
        headline: 'Good\u0000 one',
        text: '<script>alert(1)</script>\u0007',
      },
    );
    const report = await bring(house, folder);
    expect(report).toMatchObject({ read: 9, made: 2, complete: true });
    expect(report.skipped.map(({ file, line, why }) => [file, line, why])).toEqual([
      ['stories.jsonl', 2, 'the line is not valid JSON.'],
      ['stories.jsonl', 4, expect.stringContaining('must be object')],
      ['stories.jsonl', 5, expect.stringContaining('id')],
      ['stories.jsonl', 6, '"published" is no time.'],
      ['stories.jsonl', 7, 'it has neither a headline nor a text.'],
      ['stories.jsonl', 8, expect.stringContaining('cannot be read')],
      ['stories.jsonl', 9, expect.stringContaining('"headline"')],
    ]);
    const stories = await storiesOf(house);
    expect([...stories.values()][1]).toMatchObject({ text: '<script>alert(1)</script>' });
  });

  test('may say more of themselves, as an export does', async () => {
    const house = await houseOf(open);
    const folder = await folderWith({
      ...ferry,
      path: '/2026/ferry.html',
      section: 'river-news',
      access: 'members',
      kicker: 'River',
      standfirst: 'After a week',
      bylines: [{ name: 'Ada Finch' }, { name: 'Tom Reed', role: 'photographs' }],
      html: '<h2>Why</h2><sf-premium-cut></sf-premium-cut><p>Because <b>it</b> does.</p>',
      addresses: ['/?p=9'],
      embargo: 'until lifted',
      dateline: 'HITHE, Monday',
    });
    expect(await bring(house, folder)).toMatchObject({ made: 1, access: { members: 1 } });
    const story = (await storiesOf(house)).get('ferry-runs-again');
    expect(story).toMatchObject({
      path: '/2026/ferry.html',
      kicker: 'River',
      byline_text: 'Ada Finch',
      embargo_open: 1,
      visible_from: null,
      text: 'Why\nBecause it does.',
    });
    expect(story?.content).toMatchObject({ dateline: 'HITHE, Monday' });
    expect(await findAddress(house.store.db, '/?p=9')).toEqual({ is: 'story', id: 1 });
    const sections = await house.store.db.selectFrom('section').select('slug').execute();
    expect(sections).toEqual([{ slug: 'river-news' }]);
  });

  test('can be rehearsed without a trace', async () => {
    const house = await houseOf(open);
    const report = await bring(house, await folderWith(ferry), { dryRun: true });
    expect(report).toMatchObject({ read: 1, made: 1, dryRun: true });
    expect((await storiesOf(house)).size).toBe(0);
  });
});

onBothDatabases('an export', (open) => {
  test('that is imported twice makes nothing twice', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exportOf(house);
    const other = await houseOf(open);
    expect(await bring(other, folder)).toMatchObject({ read: 12, made: 12 });
    // The killed story is in the bin there, too.
    expect(await bring(other, folder)).toMatchObject({
      read: 12,
      made: 0,
      already: 11,
      gone: 1,
      skipped: [],
    });
    expect(await readFile(join(await exportOf(other), 'manifest.json'), 'utf8')).toBe(
      await readFile(join(folder, 'manifest.json'), 'utf8'),
    );
  });

  test('made later brings what changed since to a copy of the paper', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const other = await houseOf(open);
    await bring(other, await exportOf(house));
    const later = await exportOf(house);
    const path = join(later, 'stories.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('The held', 'The hold'));
    const report = await bring(other, later);
    expect(report).toMatchObject({ updated: 1, already: 10, gone: 1, ours: 0 });
    const held = (await storiesOf(other)).get('held');
    expect(held).toMatchObject({ content: { headline: 'The hold' }, visible_from: null });
  });

  test('goes into a paper that has stories, with its links, pictures, notes and old addresses', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    await saveNewcomer(house);
    const folder = await exportOf(house);
    const other = await houseOf(open);
    await other.store.db.transaction().execute(async (tx) => {
      await savePublicationName(tx, 'another');
      const sport = {
        slug: 'sport',
        name: 'Sport',
        description: '',
        parent: null,
        position: 0,
        access: 'open',
      };
      await saveSection(tx, sport, NOW);
    });
    await bring(other, await folderWith({ ...ferry, path: '/first' }));
    const report = await bring(other, folder);
    expect(report).toMatchObject({ read: 12, made: 11, skipped: [{ why: 'it is in the bin' }] });
    expect(report.notes).toContainEqual(
      expect.objectContaining({ about: 'desk', count: 1, examples: ['staff.jsonl'] }),
    );
    expect(await listStaff(other.store.db)).toEqual([]);
    const stories = await storiesOf(other);
    const [one, two] = [stories.get('ferry'), stories.get('bridge')];
    expect(one?.content.body.content[0]).toMatchObject({
      content: [{}, { marks: [{ type: 'link', attrs: { href: '', story: two?.id } }] }, {}],
    });
    const blocks = (two?.content.body.content ?? []) as Block[];
    const picture = blocks.find((block) => block.type === 'picture');
    const also = blocks.find((block) => block.type === 'alsoRead');
    expect(also).toMatchObject({ attrs: { stories: [one?.id] } });
    const media = await other.store.db
      .selectFrom('media')
      .selectAll()
      .where('id', '=', picture?.attrs.media ?? 0)
      .executeTakeFirst();
    expect(media).toMatchObject({ alt: 'A square', old_path: '/wp-content/uploads/square.png' });
    expect(media?.file_key).toMatch(/^originals\//);
    expect(two).toMatchObject({ access: 'tiers:gold,print', lead_media_id: media?.id });
    expect(await other.store.db.selectFrom('note').select('story_id').execute()).toEqual([
      { story_id: one?.id },
    ]);
    expect(await other.store.db.selectFrom('comment').selectAll().execute()).toHaveLength(2);
    expect(await findAddress(other.store.db, '/?p=17')).toEqual({ is: 'story', id: one?.id });
    expect(await findAddress(other.store.db, '/tag/river')).toEqual({ is: 'redirect', to: '/topics/river' });
    const out = (slug: string) => stories.get(slug)?.visible_from !== null;
    expect(['held', 'never', 'off', 'draft'].map(out)).toEqual([false, false, false, false]);
    expect(stories.get('secret')).toMatchObject({ visible_from: Date.parse('2026-03-02T12:00:00Z') });
    expect(await bring(other, folder)).toMatchObject({ made: 0, already: 11 });
  });

  test('that is not whole, of a later version or none at all is refused, and nothing is done', async () => {
    const house = await houseOf(open);
    await fillWithArchive(house);
    const folder = await exportOf(house);
    const other = await houseOf(open);
    const manifest = join(folder, 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace('"version": 1', '"version": 2'));
    await expect(bring(other, folder)).rejects.toMatchObject({ code: 'export-newer' });
    await writeFile(manifest, text.slice(0, 100));
    await expect(bring(other, folder)).rejects.toMatchObject({ code: 'export-unfinished' });
    await rm(manifest);
    await expect(bring(other, folder)).rejects.toMatchObject({ code: 'export-unfinished' });
    await mkdir(join(folder, 'empty'));
    await expect(bring(other, join(folder, 'empty'))).rejects.toMatchObject({ code: 'import-no-stories' });
    expect((await storiesOf(other)).size).toBe(0);
  });
});
