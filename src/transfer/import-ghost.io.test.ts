import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { StoryId } from '#kit/ids.js';
import { openFolderFiles } from '#store/files.io.js';
import { findAddress, findAddressFamily } from '#stories/addresses.sql.js';
import { plainText } from '#stories/document.js';
import { noRights, readAs } from '#stories/gate.js';
import { findLatestRevision } from '#stories/story.sql.js';
import { type GhostImportOptions, importGhost } from './import-ghost.io.ts';

const NOW = new Date('2026-05-01T09:00:00Z');
const usual: GhostImportOptions = {
  sections: [],
  permalinks: null,
  redirects: null,
  media: null,
  oldHosts: [],
  followDeletions: false,
  dryRun: false,
};

/** A grey square of 8 pixels. */
const SQUARE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADElEQVR4nGNoGG4AAE+BAYHlTzMOAAAAAElFTkSuQmCC',
  'base64',
);

async function houseOf(open: OpenStore) {
  const store = await open();
  const files = openFolderFiles(join(store.folder, 'files'));
  return { store, files, folder: store.folder, clock: () => NOW };
}
type House = Awaited<ReturnType<typeof houseOf>>;

async function fileWith(name: string, value: unknown): Promise<string> {
  const path = join(await newFolder('ghost'), name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  return path;
}

const exportOf = (data: object) => fileWith('ghost.json', { db: [{ meta: { version: '5.90.0' }, data }] });

async function bring(house: House, file: string, options: Partial<GhostImportOptions> = {}) {
  return importGhost(house, file, { ...usual, ...options }, () => {});
}

const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
const text = (words: string) => ({ type: 'text', text: words });
const lexical = (...children: object[]) => JSON.stringify({ root: { children } });

function post(id: string, more: object = {}): object {
  return {
    ...{ id, uuid: `uuid-${id}`, title: `Story ${id}`, slug: id, type: 'post', status: 'published' },
    ...{ lexical: lexical(paragraph(text(`Text of ${id}.`))), visibility: 'public' },
    ...{ created_at: '2026-01-01T10:00:00.000Z', published_at: '2026-01-01T12:00:00.000Z' },
    ...more,
  };
}

async function storiesOf({ store: { db } }: House) {
  const rows = await db.selectFrom('story').selectAll().orderBy('id').execute();
  const read = rows.map(async (row) => {
    const content = (await findLatestRevision(db, row.id as StoryId))?.content;
    if (!content) throw new Error('A story without a revision.');
    return [row.slug, { ...row, content }] as const;
  });
  return new Map(await Promise.all(read));
}

onBothDatabases('a Ghost export', (open) => {
  test('comes in with sections, topics, bylines and old addresses, and links between its stories lead there', async () => {
    const house = await houseOf(open);
    const link = { type: 'link', url: '__GHOST_URL__/later/', children: [text('what came later')] };
    const file = await exportOf({
      posts: [
        post('first', { lexical: lexical(paragraph(text('See '), link)) }),
        post('later'),
        post('about', { type: 'page', lexical: lexical(paragraph(text('Who we are'))) }),
      ],
      users: [{ id: 'u1', name: 'Ada Finch', slug: 'ada' }],
      posts_authors: [{ post_id: 'first', author_id: 'u1' }],
      tags: [
        { id: 't1', name: 'Politics', slug: 'politics' },
        { id: 't2', name: 'River', slug: 'river' },
      ],
      posts_tags: [
        { post_id: 'first', tag_id: 't2', sort_order: 0 },
        { post_id: 'first', tag_id: 't1', sort_order: 1 },
      ],
      settings: [{ key: 'title', value: 'The Tide' }],
    });
    const redirects = await fileWith('redirects.json', [
      { from: '/old-first', to: '/first/', permanent: true },
      { from: '^/blog/(.*)$', to: '/$1', permanent: true },
      { from: '/x(1|2)', to: '/y' },
    ]);
    const report = await bring(house, file, { sections: ['politics'], redirects });
    expect(report).toMatchObject({ read: 3, made: 3, skipped: [], access: { open: 3 }, complete: true });
    expect(report.notes).toContainEqual(
      expect.objectContaining({ about: 'redirects', examples: ['/x(1|2)'] }),
    );
    const { db } = house.store;
    const stories = await storiesOf(house);
    const [first, later] = [stories.get('first'), stories.get('later')];
    expect(first).toMatchObject({ path: '/first/', byline_text: 'Ada Finch', kind: 'story' });
    expect(stories.get('about')).toMatchObject({ path: '/about/', kind: 'page' });
    expect(first?.content.body.content[0]).toMatchObject({
      content: [{}, { marks: [{ type: 'link', attrs: { story: later?.id } }] }],
    });
    const sections = await db.selectFrom('section').selectAll().execute();
    expect(sections.find(({ id }) => id === first?.section_id)).toMatchObject({ slug: 'politics' });
    expect(sections.find(({ id }) => id === later?.section_id)).toMatchObject({ slug: 'news' });
    expect(await findAddress(db, '/First')).toEqual({ is: 'story', id: first?.id });
    expect(await findAddress(db, '/p/uuid-first/')).toEqual({ is: 'story', id: first?.id });
    expect(await findAddress(db, '/tag/river/')).toEqual({ is: 'redirect', to: '/topics/river' });
    expect(await findAddress(db, '/tag/politics/')).toEqual({ is: 'redirect', to: '/politics' });
    expect(await findAddress(db, '/author/ada/')).toEqual({ is: 'redirect', to: '/by/ada' });
    expect(await findAddress(db, '/old-first')).toEqual({ is: 'redirect', to: '/first/' });
    expect(await findAddressFamily(db, '/blog/later')).toEqual({ is: 'redirect', to: '/later' });
    const name = await db.selectFrom('setting').select('value').where('name', '=', 'name').executeTakeFirst();
    expect(name).toEqual({ value: '"The Tide"' });
  });

  test('never opens what was closed, in words or in time', async () => {
    const house = await houseOf(open);
    const closed = lexical(paragraph(text('Open.')), { type: 'paywall' }, paragraph(text('Canary.')));
    const report = await bring(
      house,
      await exportOf({
        posts: [
          post('paid', { visibility: 'paid', lexical: closed }),
          post('tiers', { visibility: 'tiers', lexical: lexical(paragraph(text('Canary.'))) }),
          post('members', {
            visibility: 'members',
            lexical: null,
            html: '<p>Open.</p><!--members-only--><p>Canary.</p>',
          }),
          post('card', {
            lexical: lexical({
              type: 'html',
              html: '<p>Canary.</p>',
              visibility: { web: { nonMember: false, memberSegment: 'status:-free' } },
            }),
          }),
          post('letter', { status: 'sent' }),
          post('soon', { status: 'scheduled', published_at: '2026-06-01T06:00:00.000Z' }),
          post('draft', { status: 'draft' }),
        ],
        products: [{ id: 'p', slug: 'gold' }],
        posts_products: [{ post_id: 'tiers', product_id: 'p' }],
      }),
    );
    expect(report.access).toEqual({ open: 4, registered: 1, members: 1, tiers: 1 });
    const stories = await storiesOf(house);
    expect(stories.get('tiers')?.access).toBe('tiers:gold');
    for (const { content } of stories.values()) {
      const { blocks } = readAs(content, noRights);
      expect(plainText(blocks)).not.toContain('Canary');
    }
    expect(plainText(readAs(stories.get('paid')?.content as never, noRights).blocks)).toBe('Open.');
    expect(stories.get('letter')).toMatchObject({ state: 'withdrawn', visible_from: null });
    expect(stories.get('draft')).toMatchObject({ state: 'draft', visible_from: null });
    expect(stories.get('soon')).toMatchObject({ visible_from: Date.parse('2026-06-01T06:00:00Z') });
  });

  test('takes pictures from the content folder, in whatever size a story names them', async () => {
    const house = await houseOf(open);
    const media = await newFolder('content');
    await mkdir(join(media, 'images', '2026'), { recursive: true });
    await writeFile(join(media, 'images', '2026', 'square.png'), SQUARE);
    const image = { type: 'image', src: '__GHOST_URL__/content/images/size/w600/2026/square.png', alt: 'It' };
    const file = await exportOf({
      posts: [
        post('one', {
          feature_image: '__GHOST_URL__/content/images/2026/square.png',
          lexical: lexical(image, { type: 'image', src: '__GHOST_URL__/content/images/2026/lost.png' }),
        }),
      ],
    });
    const report = await bring(house, file, { media });
    expect(report).toMatchObject({ read: 3, made: 3 });
    const rows = await house.store.db.selectFrom('media').selectAll().orderBy('id').execute();
    expect(rows.map(({ old_path, file_key }) => [old_path, file_key !== null]).sort()).toEqual([
      ['/content/images/2026/lost.png', false],
      ['/content/images/2026/square.png', true],
    ]);
    const square = rows.find(({ file_key }) => file_key !== null);
    const story = (await storiesOf(house)).get('one');
    expect(story).toMatchObject({ lead_media_id: square?.id });
    expect(story?.content.body.content[0]).toMatchObject({ attrs: { media: square?.id, alt: 'It' } });
    expect(report.notes).toContainEqual(expect.objectContaining({ about: 'pictures' }));
  });

  test('comes in once, and on the night brings what changed', async () => {
    const house = await houseOf(open);
    const tables = { posts: [post('one'), post('two'), post('three')] };
    expect(await bring(house, await exportOf(tables))).toMatchObject({ made: 3 });
    expect(await bring(house, await exportOf(tables))).toMatchObject({ made: 0, already: 3 });
    const later = { posts: [post('one', { title: 'New words' }), post('two'), post('four')] };
    const report = await bring(house, await exportOf(later), { followDeletions: true });
    expect(report).toMatchObject({ made: 1, updated: 1, already: 1, gone: 1 });
    const stories = await storiesOf(house);
    expect(stories.get('one')).toMatchObject({ headline: 'New words' });
    expect(stories.get('three')).toMatchObject({ state: 'withdrawn' });
  });

  test('that is cut short brings its whole stories in and says so; one that is none, nothing', async () => {
    const house = await houseOf(open);
    const whole = JSON.stringify({ db: [{ data: { posts: [post('one'), post('two')] } }] }, null, 1);
    const cut = await fileWith('cut.json', whole.slice(0, whole.indexOf('uuid-two')));
    const report = await bring(house, cut);
    expect(report).toMatchObject({ read: 2, made: 1, complete: false });
    expect(report.skipped).toMatchObject([{ file: 'cut.json', why: 'the file ends in the middle.' }]);
    const none = await bring(house, await fileWith('none.json', { asdadas: [{ posts: [] }] }));
    expect(none).toMatchObject({ read: 1, made: 0, complete: false });
    await expect(bring(house, '/no/such/file.json')).rejects.toMatchObject({ code: 'import-no-file' });
  });
});
