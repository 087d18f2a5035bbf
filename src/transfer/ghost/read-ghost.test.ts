import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import type { BundleRecord } from '../bundle.ts';
import { type GhostOptions, readGhost } from './read-ghost.io.ts';
import { readGhostRedirects } from './redirects.ts';

type Of<Kind extends BundleRecord['kind']> = Extract<BundleRecord, { kind: Kind }>;

async function read(tables: object | string, options: Partial<GhostOptions> = {}) {
  const path = join(await newFolder('ghost'), 'export.json');
  const whole = { db: [{ meta: { version: '5.90.0' }, data: tables }] };
  await writeFile(path, typeof tables === 'string' ? tables : JSON.stringify(whole, null, 1));
  const records: BundleRecord[] = [];
  for await (const record of readGhost(path, { sections: [], redirects: [], ...options }))
    records.push(record);
  const all = <Kind extends BundleRecord['kind']>(kind: Kind) =>
    records.filter((record): record is Of<Kind> => record.kind === kind);
  return { records, all, stories: new Map(all('story').map((story) => [story.slug, story])) };
}

const lexical = (words: string) =>
  JSON.stringify({ root: { children: [{ type: 'paragraph', children: [{ type: 'text', text: words }] }] } });

function post(id: string, more: object = {}): object {
  return {
    id,
    uuid: `uuid-${id}`,
    title: `Story ${id}`,
    slug: id,
    lexical: lexical(`Text of ${id}`),
    html: `<p>HTML of ${id}</p>`,
    type: 'post',
    status: 'published',
    visibility: 'public',
    created_at: '2026-01-01T10:00:00.000Z',
    published_at: '2026-01-01T12:00:00.000Z',
    custom_excerpt: null,
    ...more,
  };
}

const html = (record: { body: { form: string } } | undefined) =>
  record?.body.form === 'html' ? (record.body as { form: 'html'; html: string }).html : undefined;

test('a story comes in with its words, times, address, authors in order and public tags', async () => {
  const { all, stories } = await read({
    posts: [post('ferry', { custom_excerpt: 'It runs again.', updated_at: '2026-01-02T10:00:00.000Z' })],
    users: [
      { id: 'u1', name: 'Ada Finch', slug: 'ada', email: 'ada@example.org', bio: 'Reports', profile_image: '__GHOST_URL__/content/images/ada.jpg' }, // biome-ignore format: one row a line
      { id: 'u2', name: 'Tom Reed', slug: 'tom' },
      { id: 'u3', name: 'Never Wrote', slug: 'never' },
    ],
    posts_authors: [
      { post_id: 'ferry', author_id: 'u1', sort_order: 1 },
      { post_id: 'ferry', author_id: 'u2', sort_order: 0 },
    ],
    tags: [
      { id: 't1', name: 'River', slug: 'river', description: 'All of it', visibility: 'public' },
      { id: 't2', name: '#layout', slug: 'hash-layout', visibility: 'internal' },
      { id: 't3', name: '', slug: '' },
    ],
    posts_tags: [
      { post_id: 'ferry', tag_id: 't2', sort_order: 0 },
      { post_id: 'ferry', tag_id: 't1', sort_order: 1 },
      { post_id: 'ferry', tag_id: 't3', sort_order: 2 },
    ],
    settings: [{ key: 'title', value: 'The Tide' }],
  });
  expect(stories.get('ferry')).toMatchObject({
    headline: 'Story ferry',
    standfirst: 'It runs again.',
    path: '/ferry/',
    section: 'news',
    state: { is: 'published', atMs: Date.parse('2026-01-01T12:00:00Z') },
    updatedMs: Date.parse('2026-01-02T10:00:00Z'),
    access: { to: 'open' },
    bylines: [
      { byline: 'u2', role: '' },
      { byline: 'u1', role: '' },
    ],
    topics: ['t1'],
    body: { form: 'html', html: '<p>Text of ferry</p>' },
    oldPaths: ['/p/uuid-ferry/', '/email/uuid-ferry/'],
  });
  expect(all('byline').map(({ slug, path, picture }) => [slug, path, picture?.url])).toEqual([
    ['ada', '/author/ada/', '/content/images/ada.jpg'],
    ['tom', '/author/tom/', undefined],
  ]);
  expect(all('topic').map(({ name, path }) => [name, path])).toEqual([['River', '/tag/river/']]);
  expect(all('section').map(({ slug }) => slug)).toEqual(['news']);
  expect(all('site')).toMatchObject([{ name: 'The Tide' }]);
  expect(all('end')).toEqual([{ kind: 'end', items: 1, complete: true }]);
});

test('visibility becomes access, and what is not understood is for members', async () => {
  const { stories } = await read({
    posts: [
      post('public'),
      post('members', { visibility: 'members' }),
      post('paid', { visibility: 'paid' }),
      post('tiers', { visibility: 'tiers' }),
      post('filter', { visibility: 'product:gold,product:print' }),
      post('odd', { visibility: 'status:-free' }),
      post('lost', { visibility: 'tiers' }),
    ],
    products: [
      { id: 'p1', slug: 'gold' },
      { id: 'p2', slug: 'print' },
    ],
    posts_products: [
      { post_id: 'tiers', product_id: 'p2', sort_order: 0 },
      { post_id: 'tiers', product_id: 'p1', sort_order: 1 },
    ],
  });
  expect(Object.fromEntries([...stories].map(([slug, { access }]) => [slug, access]))).toEqual({
    public: { to: 'open' },
    members: { to: 'registered' },
    paid: { to: 'members' },
    tiers: { to: 'tiers', tiers: ['print', 'gold'] },
    filter: { to: 'tiers', tiers: ['gold', 'print'] },
    odd: { to: 'members' },
    lost: { to: 'members' },
  });
});

test('the public preview of a closed story ends at its mark, or is empty where there is none', async () => {
  const cut = '<sf-premium-cut></sf-premium-cut>';
  const { stories } = await read({
    posts: [
      post('card', {
        visibility: 'paid',
        lexical: JSON.stringify({
          root: { children: [{ type: 'paywall' }, { type: 'html', html: '<p>x</p>' }] },
        }),
      }),
      post('mark', {
        visibility: 'paid',
        lexical: null,
        html: '<p>Open</p><!--members-only--><p>Closed</p>',
      }),
      post('none', { visibility: 'members' }),
      post('open', { lexical: null, html: '<p>Open</p><!--members-only--><p>Open too</p>' }),
    ],
  });
  expect(html(stories.get('card'))).toBe(`${cut}<p>x</p>`);
  expect(html(stories.get('mark'))).toBe(`<p>Open</p>${cut}<p>Closed</p>`);
  expect(html(stories.get('none'))).toBe(`${cut}<p>Text of none</p>`);
  expect(stories.get('open')?.access).toEqual({ to: 'open' });
});

test('what HTML shows to some readers only is kept for the desk and told of', async () => {
  const gated =
    '<p>All</p><!--kg-gated-block:begin nonMember:false memberSegment:"status:-free" --><p>Secret</p><!--kg-gated-block:end-->';
  const { stories, all } = await read({ posts: [post('gated', { lexical: null, html: gated })] });
  expect(html(stories.get('gated'))).toMatch(/^<p>All<\/p><sf-foreign data-name="ghost gated block" data-original="[^"]*Secret[^"]*"><\/sf-foreign>$/); // biome-ignore format: one pattern
  expect(all('note')).toMatchObject([{ about: 'ghost', count: 1, examples: ['/gated/'] }]);
});

test('drafts, scheduled stories, letters and pages stay what they were', async () => {
  const { stories, all } = await read({
    posts: [
      post('draft', { status: 'draft', published_at: null }),
      post('soon', { status: 'scheduled', published_at: '2030-05-01T06:00:00.000Z' }),
      post('letter', { status: 'sent' }),
      post('only-mail'),
      post('undated', { published_at: null }),
      post('about', { type: 'page' }),
      post('imprint', { type: undefined, page: 1 }),
    ],
    posts_meta: [{ id: 'm', post_id: 'only-mail', email_only: 1 }],
  });
  expect([...stories].map(([slug, { state }]) => [slug, state.is])).toEqual([
    ['draft', 'draft'],
    ['soon', 'scheduled'],
    ['letter', 'private'],
    ['only-mail', 'private'],
    ['undated', 'published'],
  ]);
  expect(all('page').map(({ path, title }) => [path, title])).toEqual([
    ['/about/', 'Story about'],
    ['/imprint/', 'Story imprint'],
  ]);
});

test('the feature image comes with its alt text and caption, and every file of the site is named once', async () => {
  const { stories, all } = await read({
    posts: [
      post('pictures', {
        feature_image: '__GHOST_URL__/content/images/size/w1200/2026/01/bridge.jpg',
        html: '<img src="__GHOST_URL__/content/images/2026/01/bridge.jpg"><a href="__GHOST_URL__/content/files/2026/01/report.pdf">',
      }),
    ],
    posts_meta: [
      {
        id: 'm',
        post_id: 'pictures',
        feature_image_alt: 'A bridge, stuck',
        feature_image_caption: '<span>The bridge on <b>Friday</b></span>',
        meta_title: 'Bridge stuck',
        meta_description: 'Since Friday',
      },
    ],
  });
  expect(stories.get('pictures')).toMatchObject({
    picture: { media: { url: '/content/images/2026/01/bridge.jpg' }, alt: 'A bridge, stuck', caption: 'The bridge on Friday' }, // biome-ignore format: one value a line
    search: { title: 'Bridge stuck', description: 'Since Friday' },
  });
  expect(all('media').map(({ fileName, alt }) => [fileName, alt])).toEqual([
    ['images/2026/01/bridge.jpg', ''],
    ['files/2026/01/report.pdf', ''],
  ]);
});

test("Ghost's stand-in for its own address is taken out of texts", async () => {
  const link = { type: 'link', url: '__GHOST_URL__/ferry/', children: [{ type: 'text', text: 'the ferry' }] };
  const { stories } = await read({
    posts: [
      post('new', {
        lexical: JSON.stringify({ root: { children: [{ type: 'paragraph', children: [link] }] } }),
      }),
      post('old', { lexical: null, html: '<a href="%%GHOST_URL%%/x/">x</a>' }),
    ],
  });
  expect(html(stories.get('new'))).toBe('<p><a href="/ferry/">the ferry</a></p>');
  expect(html(stories.get('old'))).toBe('<a href="/x/">x</a>');
});

test('tags named on the command line are sections, and one that is not there is told of', async () => {
  const tags = [
    { id: 't1', name: 'Politics', slug: 'politics', description: 'Who decides' },
    { id: 't2', name: 'Sport', slug: 'sport' },
  ];
  const posts_tags = [
    { post_id: 'vote', tag_id: 't2', sort_order: 1 },
    { post_id: 'vote', tag_id: 't1', sort_order: 0 },
  ];
  const { stories, all } = await read(
    { posts: [post('vote'), post('plain')], tags, posts_tags },
    { sections: ['politics', 'culture'] },
  );
  expect(all('section').map(({ slug, name, path }) => [slug, name, path])).toEqual([
    ['politics', 'Politics', '/tag/politics/'],
    ['news', 'News', null],
  ]);
  expect(stories.get('vote')).toMatchObject({ section: 'politics', topics: ['t2'] });
  expect(stories.get('plain')).toMatchObject({ section: 'news' });
  expect(all('note')).toMatchObject([{ says: 'No tag has the slug "culture".' }]);
});

test('addresses follow the pattern of the old site, in its own time zone', async () => {
  const tables = {
    posts: [post('night', { published_at: '2026-01-01T02:00:00.000Z' })],
    tags: [{ id: 't1', name: 'River', slug: 'river' }],
    posts_tags: [{ post_id: 'night', tag_id: 't1' }],
    settings: [{ key: 'timezone', value: 'America/New_York' }],
  };
  const dated = await read(tables, { permalinks: '/:year/:month/:day/:slug/' });
  expect(dated.stories.get('night')?.path).toBe('/2025/12/31/night/');
  const tagged = await read(tables, { permalinks: '/{primary_tag}/{slug}/' });
  expect(tagged.stories.get('night')?.path).toBe('/river/night/');
});

test('the redirects file and the menus come along', async () => {
  const redirects = readGhostRedirects('[{"from": "/a", "to": "/b", "permanent": true}, {"from": "(x|y)", "to": "/z"}]', 'r.json'); // biome-ignore format: one call
  const { all } = await read(
    {
      posts: [post('one')],
      settings: [{ key: 'navigation', value: '[{"label": "Home", "url": "/"}, {"label": "", "url": "/x"}]' }],
    },
    { redirects },
  );
  expect(all('redirect').map(({ from }) => from)).toEqual(['/a']);
  expect(all('note')).toMatchObject([{ about: 'redirects', count: 1 }]);
  expect(all('menu')).toMatchObject([{ lines: [{ label: 'Home', to: { is: 'address', address: '/' } }] }]);
});

test('a file that another program wrote for Ghost comes in, and its old addresses lead on', async () => {
  const user = { url: 'https://old.example/author/ada', data: { name: 'Ada Finch', slug: 'ada' } };
  const tag = { url: 'https://old.example/category/river', data: { name: 'River', slug: 'river' } };
  const { all, stories } = await read(
    JSON.stringify({
      posts: [
        {
          url: 'https://old.example/2019/ferry.html',
          data: { title: 'Ferry', slug: 'ferry', status: 'published', published_at: '2019-05-01', html: '<p>x</p>', author: user, tags: [tag] }, // biome-ignore format: one row
        },
      ],
      users: [{ url: user.url, data: { name: 'Ada Finch', slug: '', email: 'ada@example.org' } }],
    }),
  );
  expect(stories.get('ferry')).toMatchObject({
    path: '/ferry/',
    oldPaths: ['/2019/ferry.html'],
    bylines: [{ byline: user.url }],
    topics: [tag.url],
  });
  expect(all('byline')).toMatchObject([{ slug: 'ada', email: 'ada@example.org' }]);
  expect(all('site')).toMatchObject([{ address: 'https://old.example' }]);
  expect(all('redirect').map(({ from, to }) => [from, to.is])).toEqual([
    ['/tag/river/', 'topic'],
    ['/category/river', 'topic'],
    ['/author/ada/', 'byline'],
    ['/author/ada', 'byline'],
  ]);
});

test('a row that is broken is skipped with its line, and the others come in', async () => {
  const { all, stories } = await read('{"posts": [\n{"id": "a", "slug": "a"},\n{"id": nonsense},\n{"title": 7},\n{"id": "b", "slug": "b"}\n]}'); // biome-ignore format: one file
  expect([...stories.keys()]).toEqual(['a', 'b']);
  expect(all('skip').map(({ item, line, why }) => [item, line, why])).toEqual([
    ['post 2', 3, 'it is not valid JSON.'],
    ['post 3', 4, 'it has neither id nor slug.'],
  ]);
  expect(all('end')).toEqual([{ kind: 'end', items: 4, complete: true }]);
});

test('a file cut short gives its whole stories and says where it ended', async () => {
  const text = JSON.stringify({ db: [{ data: { posts: [post('a'), post('b'), post('c')] } }] }, null, 1);
  const { all, stories } = await read(text.slice(0, text.indexOf('uuid-c')));
  expect([...stories.keys()]).toEqual(['a', 'b']);
  expect(all('skip')).toMatchObject([{ why: 'the file ends in the middle.' }]);
  expect(all('end')).toEqual([{ kind: 'end', items: 3, complete: false }]);
});

test('what is no Ghost export brings nothing in and says so', async () => {
  for (const text of ['{"other": []}', 'Dear newsroom', '']) {
    const { records, all } = await read(text);
    expect(records.map(({ kind }) => kind)).toEqual(['skip', 'end']);
    expect(all('end')[0]?.complete).toBe(false);
  }
  expect((await read({ posts: [] })).all('end')).toEqual([{ kind: 'end', items: 0, complete: true }]);
});

test('a story that changed in any part of the file is another one', async () => {
  const tags = [{ id: 't1', name: 'River', slug: 'river' }];
  const posts = [post('a')];
  const hashOf = async (tables: object) => (await read(tables)).stories.get('a')?.origin.hash;
  const first = await hashOf({ posts, tags });
  expect(await hashOf({ posts, tags })).toBe(first);
  expect(await hashOf({ posts, tags, posts_tags: [{ post_id: 'a', tag_id: 't1' }] })).not.toBe(first);
  expect(await hashOf({ posts, posts_meta: [{ id: 'm', post_id: 'a', meta_title: 'x' }] })).not.toBe(first);
});

test('a file of 300 MB is read in little memory', { timeout: 120_000 }, async () => {
  const path = join(await newFolder('ghost'), 'large.json');
  const out = createWriteStream(path);
  const body = lexical('The river rose again on Friday. '.repeat(900));
  out.write('{"db": [{"data": {"posts": [');
  for (let at = 0; at < 10_000; at += 1) {
    const line = `${at === 0 ? '' : ','}${JSON.stringify(post(`s${at}`, { lexical: body }))}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end(']}}]}');
  await finished(out);
  let [stories, first, most] = [0, 0, 0];
  for await (const record of readGhost(path, { sections: [], redirects: [] })) {
    if (record.kind !== 'story') continue;
    stories += 1;
    if (stories === 1_000) first = process.memoryUsage().rss;
    if (stories % 500 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  expect(stories).toBe(10_000);
  expect(most - first).toBeLessThan(200_000_000);
});
