import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { StoryId } from '#kit/ids.js';
import { listComments } from '#stories/comment.sql.js';
import { listLinks, plainText, splitAtCut } from '#stories/document.js';
import { addRevision } from '#stories/save.sql.js';
import type { Bundle, BundleRecord } from './bundle.ts';
import { loadBundle } from './load.job.ts';
import { exportNamed, Newsroom } from './testing/newsroom.fixture.ts';
import { openExport } from './wordpress/read-wordpress.io.ts';
import { anExport, aPost } from './wordpress/testing/an-export.ts';
import { emptyMap } from './wordpress/wp-map.ts';

const aJpeg = () =>
  sharp({ create: { width: 8, height: 6, channels: 3, background: '#235' } })
    .jpeg()
    .toBuffer();

const courier = exportNamed('courier.xml');
const walled = exportNamed('walled.xml');
const sumOf = (report: {
  made: number;
  updated: number;
  ours: number;
  gone: number;
  already: number;
  skipped: unknown[];
}) => report.made + report.updated + report.ours + report.gone + report.already + report.skipped.length;

onBothDatabases('an import', (open) => {
  test('brings a site in, and every item of the file is accounted for', async () => {
    const newsroom = await Newsroom.open(open);
    const report = await newsroom.import(courier);
    expect(report).toMatchObject({ read: 16, made: 13, updated: 0, already: 0, complete: true });
    expect(sumOf(report)).toBe(report.read);
    const story = await newsroom.story('Council votes for the second bridge – at last');
    expect(story).toMatchObject({
      state: 'published',
      path: '/2024/05/second-bridge/',
      published_at: Date.UTC(2024, 4, 3, 7),
      updated_at: Date.UTC(2024, 4, 4, 8),
      byline_text: 'Ola Berg and Mira Holt',
      standfirst: 'Nine to four, after a long night.',
      kicker: 'Transport',
      sticky: 1,
    });
    expect(story.lead_media_id).not.toBeNull();
    expect(await newsroom.count('section')).toBe(3);
    expect(await newsroom.count('byline')).toBe(3);
    expect((await listComments(newsroom.store.db, story.id as StoryId, 10)).map(({ text }) => text)).toEqual([
      'At last.',
    ]);
  });

  test('makes nothing twice', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const before = await Promise.all(
      (['story', 'revision', 'media', 'comment', 'section', 'topic', 'byline'] as const).map((table) =>
        newsroom.count(table),
      ),
    );
    const again = await newsroom.import(courier);
    const after = await Promise.all(
      (['story', 'revision', 'media', 'comment', 'section', 'topic', 'byline'] as const).map((table) =>
        newsroom.count(table),
      ),
    );
    expect(after).toEqual(before);
    expect(again).toMatchObject({ read: 16, made: 0, updated: 0, ours: 0, already: 13 });
    expect(sumOf(again)).toBe(again.read);
  });

  test('keeps each item as it was written', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const row = await newsroom.store.db
      .selectFrom('origin')
      .select('source')
      .where('origin_id', '=', 'post:103')
      .executeTakeFirst();
    expect(row?.source).toContain('<content:encoded><![CDATA[It will rain.]]></content:encoded>');
  });

  test('makes links between stories references, whichever of them came first and in whichever file', async () => {
    const newsroom = await Newsroom.open(open);
    const first = anExport(
      aPost(
        1,
        '<p>See <a href="https://www.courier.example/2024/05/story-2/#end">two</a> and <a href="/2024/05/story-3">three</a>.</p>',
      ),
    );
    const second = anExport(aPost(2, 'Two') + aPost(3, 'Three'));
    await newsroom.import([first, second]);
    const { content } = await newsroom.story('Story 1');
    const ids = new Map((await newsroom.stories()).map((story) => [story.headline, story.id]));
    expect(listLinks(content.body).map(({ story, href }) => [story, href])).toEqual([
      [ids.get('Story 2'), '#end'],
      [ids.get('Story 3'), ''],
    ]);
    expect((await newsroom.story('Story 1')).revisions).toBe(1);
  });

  test('leaves a link to what is no story as an address of ours, and one to elsewhere alone', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(
      anExport(
        aPost(1, '<a href="https://courier.example/gone/?x=1">a</a> <a href="https://other.example/b">b</a>'),
      ),
    );
    const { content } = await newsroom.story('Story 1');
    expect(listLinks(content.body).map(({ href }) => href)).toEqual([
      '/gone/?x=1',
      'https://other.example/b',
    ]);
  });

  test('makes every old address lead where it led', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const bridge = 'Council votes for the second bridge – at last';
    expect(await newsroom.leads('/2024/05/second-bridge')).toBe(bridge);
    expect(await newsroom.leads('/2024/05/SECOND-bridge/')).toBe(bridge);
    expect(await newsroom.leads('/?p=101')).toBe(bridge);
    expect(await newsroom.leads('/2024/05/bridge-vote/')).toBe(bridge);
    expect(await newsroom.leads('/category/news/council/')).toBe('/council');
    expect(await newsroom.leads('/category/attic/')).toBe('/news');
    expect(await newsroom.leads('/tag/rain/')).toBe('/topics/rain');
    expect(await newsroom.leads('/author/mira/')).toBe('/by/mira-holt');
    expect(await newsroom.leads('/2024/04/ferry-fares/ferry/')).toBe('Ferry fares rise');
    expect(await newsroom.leads('/?page_id=110')).toBe('About us');
  });

  test('takes a redirect plugin’s rules, and tells of those it cannot follow', async () => {
    const newsroom = await Newsroom.open(open);
    const redirects = await newsroom.save(
      'source,target,regex,code\n/old-bridge/,/2024/05/second-bridge/,0,301\n/shop/*,https://shop.example/,0,301\n^/x(.*),/y,1,301\n/about/,/contact/,0,301\n',
      'rules.csv',
    );
    const report = await newsroom.import(courier, { redirects });
    expect(await newsroom.leads('/old-bridge/')).toBe('/2024/05/second-bridge/');
    expect(await newsroom.leads('/shop/*')).toBe('https://shop.example/');
    expect(await newsroom.leads('/about/')).toBe('About us');
    const says = report.notes.map((note) => `${note.says} ${note.examples.join()}`).join('\n');
    expect(says).toMatch(/pattern.*rules\.csv, line 4/);
    expect(says).toMatch(/belongs to something else.*\/about\//);
  });

  test('never makes public what was private, behind a password, scheduled, a draft or in the bin', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const shown = (await newsroom.stories()).filter(
      (story) => story.visible_from !== null && story.visible_from <= Date.UTC(2026, 2, 1),
    );
    expect(shown.map((story) => story.headline).sort()).toEqual([
      'About us',
      'Council votes for the second bridge – at last',
      'Ferry fares rise',
      'Storm warning',
    ]);
    expect(await newsroom.story('Next spring')).toMatchObject({
      state: 'published',
      visible_from: Date.UTC(2099, 2, 1, 6),
    });
    expect(await newsroom.story('For the board only')).toMatchObject({
      state: 'withdrawn',
      visible_from: null,
    });
    expect(
      await newsroom.story('A first thought about the tide tables and what they leave out.'),
    ).toMatchObject({ state: 'draft' });
  });

  test('stops before the first story where there are signs of a paywall and no rule', async () => {
    const newsroom = await Newsroom.open(open);
    await expect(newsroom.import(walled)).rejects.toMatchObject({
      code: 'import-paywall-found',
      message: expect.stringMatching(/_wpmem_block \(WP-Members\): 1 item/),
    });
    expect(await newsroom.count('story')).toBe(0);
  });

  test('puts nothing that was not open before the premium cut, and counts stories by access', async () => {
    const newsroom = await Newsroom.open(open);
    const report = await newsroom.import(walled, { premium: ['category=premium'] });
    expect(report.access).toEqual({ open: 1, registered: 1, members: 4, tiers: 0 });
    for (const { access, content } of await newsroom.stories()) {
      const { before, cut } = splitAtCut(content.body);
      const shown = access === 'open' ? plainText(content.body.content) : cut ? plainText(before) : '';
      expect(shown).not.toMatch(/saltmarsh/);
    }
  });

  test('says what it would do and does nothing, and writes a first map', async () => {
    const newsroom = await Newsroom.open(open);
    const map = join(await newFolder('map'), 'map.json');
    const report = await newsroom.import([courier], { dryRun: true, map });
    expect(report).toMatchObject({ read: 16, made: 13, dryRun: true });
    expect(sumOf(report)).toBe(report.read);
    expect(await newsroom.count('story')).toBe(0);
    expect(await newsroom.count('media')).toBe(0);
    expect(await newsroom.count('section')).toBe(0);
    expect(JSON.parse(readFileSync(map, 'utf8'))).toMatchObject({
      postTypes: { post: 'story', page: 'page', custom_css: 'leave' },
      taxonomies: { category: 'section', post_tag: 'subject', author: 'byline' },
      authors: { mira: { is: 'person', name: 'Mira Holt' }, desk: { is: 'agency' } },
    });
    expect((await newsroom.import(courier, { map })).made).toBe(13);
  });

  test('tells of addresses that meet a section, the paper itself or each other', async () => {
    const newsroom = await Newsroom.open(open);
    const at = (id: number, path: string, type = 'post') =>
      aPost(id, 'x', '<category domain="category" nicename="sport"><![CDATA[Sport]]></category>')
        .replace(`/2024/05/story-${id}/`, path)
        .replace('[post]]></wp:post_type', `[${type}]]></wp:post_type`);
    const report = await newsroom.import(
      anExport(
        [at(1, '/sport/', 'page'), at(2, '/search/tips/'), at(3, '/twice/'), at(4, '/twice/')].join('\n'),
      ),
    );
    const paths = (await newsroom.stories()).map((story) => story.path).sort();
    expect(paths).toEqual(['/search-2/tips/', '/sport-2/', '/twice-2/', '/twice/']);
    const says = report.notes
      .filter(({ about }) => about === 'addresses')
      .map((note) => note.says)
      .join('\n');
    expect(says).toMatch(/that of a section[\s\S]*|answers itself[\s\S]*same address/);
    expect(await newsroom.leads('/?p=4')).toBe('Story 4');
  });

  test('a story’s own address counts more than an earlier slug of another', async () => {
    const newsroom = await Newsroom.open(open);
    const oldSlug =
      '<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>story-2</wp:meta_value></wp:postmeta>';
    await newsroom.import(anExport(aPost(1, 'x', oldSlug) + aPost(2, 'y')));
    expect(await newsroom.leads('/2024/05/story-2/')).toBe('Story 2');
  });

  test('takes pictures in from the uploads folder, and tells which are lost', async () => {
    const newsroom = await Newsroom.open(open);
    const media = await newFolder('uploads');
    await mkdir(join(media, '2024/04'), { recursive: true });
    await writeFile(join(media, '2024/04/ferry.jpg'), await aJpeg());
    await writeFile(
      join(media, '2024/04/Plan ä.pdf'),
      '%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n',
    );
    const more = aPost(
      200,
      '<p><img src="https://courier.example/wp-content/uploads/2024/04/missing-300x200.jpg" alt="x"> <a href="/wp-content/uploads/2024/04/Plan%20%C3%A4.pdf">plan</a> <img src="https://elsewhere.example/y.jpg" alt="y"></p>',
    );
    const report = await newsroom.import(courier.replace('</channel>', `${more}</channel>`), { media });
    const rows = await newsroom.store.db.selectFrom('media').selectAll().orderBy('id').execute();
    expect(rows.map((row) => [row.old_path, row.file_key !== null, row.alt, row.credit])).toEqual([
      ['/wp-content/uploads/2024/04/ferry.jpg', true, 'A ferry at a quay', 'Ola Berg'],
      ['/wp-content/uploads/2024/04/missing.jpg', false, '', ''],
      ['/wp-content/uploads/2024/04/Plan ä.pdf', true, '', ''],
    ]);
    const { content } = await newsroom.story('Ferry fares rise');
    expect(content.body.content.find((block) => block.type === 'picture')).toMatchObject({
      attrs: { media: rows[0]?.id, src: null },
      content: [{ text: 'The ferry at dusk' }],
    });
    expect(report.notes.find(({ about }) => about === 'pictures')).toMatchObject({
      count: 1,
      examples: ['/wp-content/uploads/2024/04/missing.jpg'],
    });
    const elsewhere = (await newsroom.story('Story 200')).content.body.content.filter(
      (block) => block.type === 'picture',
    );
    expect(elsewhere.map((block) => block.attrs.src)).toEqual([null, 'https://elsewhere.example/y.jpg']);
  });

  test('finds pictures that a later import brings the folder for', async () => {
    const newsroom = await Newsroom.open(open);
    const first = await newsroom.import(courier);
    expect(first.notes.find(({ about }) => about === 'pictures')?.says).toMatch(/not here yet/);
    const media = await newFolder('uploads');
    await mkdir(join(media, '2024/04'), { recursive: true });
    await writeFile(join(media, '2024/04/ferry.jpg'), await aJpeg());
    const second = await newsroom.import(courier, { media });
    expect(second.notes.find(({ about }) => about === 'pictures')).toBeUndefined();
    const row = await newsroom.store.db.selectFrom('media').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ alt: 'A ferry at a quay', caption: 'The ferry, seen from the quay' });
    expect(row.file_key).not.toBeNull();
    expect(await newsroom.count('media')).toBe(1);
  });

  test('a rehearsal and the final export: changed there is updated, changed on both sides is left and both are kept', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const storm = await newsroom.story('Storm warning');
    const { db } = newsroom.store;
    const ours = { ...storm.content, headline: 'Storm warning, by our desk' };
    await db.transaction().execute((tx) =>
      addRevision(tx, storm.id as StoryId, {
        content: ours,
        by: 'desk',
        reason: '',
        at: new Date('2026-02-01T00:00:00Z'),
      }),
    );
    const final = courier
      .replace('Fares rose on Monday.', 'Fares rose on Tuesday.')
      .replace('It will rain.', 'It rained.')
      .replace('<wp:status><![CDATA[future]]>', '<wp:status><![CDATA[draft]]>');
    const report = await newsroom.import(final);
    expect(report).toMatchObject({ read: 16, made: 0, updated: 2, ours: 1, already: 10 });
    const fares = await newsroom.story('Ferry fares rise');
    expect(fares.revisions).toBe(2);
    expect(plainText(fares.content.body.content)).toContain('Tuesday');
    expect(await newsroom.story('Next spring')).toMatchObject({ state: 'withdrawn' });
    const left = (await newsroom.stories()).find((one) => one.id === storm.id);
    expect(left?.content.headline).toBe('Storm warning, by our desk');
    const kept = await db
      .selectFrom('origin')
      .select('source')
      .where('origin_id', '=', 'post:103')
      .executeTakeFirst();
    expect(kept?.source).toContain('It rained.');
    expect(await newsroom.import(final)).toMatchObject({ updated: 0, ours: 0, already: 13 });
  });

  test('what is in the bin or missing is gone, and withdrawn when that is asked for', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const withoutStorm = courier.replace(/<item>\s*<title><!\[CDATA\[Storm warning[\s\S]*?<\/item>/, '');
    const final = withoutStorm.replace(
      /(<wp:post_name><!\[CDATA\[ferry-fares\]\]><\/wp:post_name>\s*<wp:status><!\[CDATA\[)publish/,
      '$1trash',
    );
    const told = await newsroom.import(final);
    expect(told).toMatchObject({ read: 15, gone: 2, already: 11 });
    expect((await newsroom.story('Storm warning')).state).toBe('published');
    const followed = await newsroom.import(final, { followDeletions: true });
    expect(followed.gone).toBe(2);
    expect((await newsroom.story('Storm warning')).state).toBe('withdrawn');
    expect((await newsroom.story('Ferry fares rise')).state).toBe('withdrawn');
    expect(await newsroom.leads('/2024/03/storm/')).toBe('Storm warning');
    const back = await newsroom.import(courier);
    expect((await newsroom.story('Ferry fares rise')).state).toBe('published');
    expect((await newsroom.story('Storm warning')).state).toBe('published');
    expect(back.updated).toBe(2);
  });

  test('a story that moved at the source answers at both addresses', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    await newsroom.import(courier.replace('/2024/03/storm/', '/2024/03/storm-of-march/'));
    expect((await newsroom.story('Storm warning')).path).toBe('/2024/03/storm-of-march/');
    expect(await newsroom.leads('/2024/03/storm-of-march/')).toBe('Storm warning');
    expect(await newsroom.leads('/2024/03/storm/')).toBe('Storm warning');
  });

  test('a file that ends early brings its whole items in, and nothing counts as missing', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const report = await newsroom.import(courier.slice(0, courier.indexOf('For the board only') + 40));
    expect(report.complete).toBe(false);
    expect(report).toMatchObject({ read: 4, already: 3, gone: 0 });
    expect(report.skipped).toMatchObject([
      { item: 'For the board only', why: expect.stringMatching(/the file ends inside/) },
    ]);
    expect(report.notes.some(({ says }) => /ends before its end/.test(says))).toBe(true);
  });

  test('goes on where it was stopped, with the counts of the whole', async () => {
    const newsroom = await Newsroom.open(open);
    const posts = Array.from({ length: 700 }, (_, at) => aPost(at + 1, `Text ${at + 1}`)).join('\n');
    const file = await newsroom.save(anExport(posts));
    const load = async (stopAfter: number) => {
      const usual = { premium: [], allOpen: false, map: emptyMap, oldHosts: [], embedHosts: [] };
      const folder = await newFolder('scratch');
      const opened = await openExport([file], usual, join(folder, 'scratch'), () => {});
      const clock = () => new Date('2026-03-01T06:00:00Z');
      const house = { store: newsroom.store, files: newsroom.files, folder, clock };
      const options = {
        files: 'the same',
        mediaFolder: null,
        oldHosts: [],
        embedHosts: [],
        followDeletions: false,
        dryRun: false,
      };
      try {
        return await loadBundle(house, stopped(opened.records(), stopAfter), options, () => {});
      } finally {
        opened.close();
      }
    };
    await expect(load(550)).rejects.toThrow('stopped');
    const landed = await newsroom.count('story');
    expect(landed).toBeGreaterThan(0);
    expect(landed).toBeLessThan(700);
    const report = await load(Number.POSITIVE_INFINITY);
    expect(report).toMatchObject({ read: 700, made: 700, already: 0 });
    expect(await newsroom.count('story')).toBe(700);
    expect(await newsroom.count('revision')).toBe(700);
  });

  test('tells the site once a batch', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const events = await newsroom.store.db
      .selectFrom('event')
      .select('name')
      .where('name', 'like', 'stor%')
      .execute();
    expect(events.map(({ name }) => name)).toEqual(['stories.imported', 'stories.imported']);
  });

  test('takes the name, language and main menu of the old site for a paper that has none', async () => {
    const newsroom = await Newsroom.open(open);
    await newsroom.import(courier);
    const rows = await newsroom.store.db.selectFrom('setting').select(['name', 'value']).execute();
    const settings = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
    expect(settings).toMatchObject({
      name: 'The Tidewater Courier',
      description: 'News from the estuary',
      navigation: [
        { label: 'About us', href: '/about/' },
        { label: 'Harbour', href: '/harbour' },
      ],
    });
  });

  test('refuses what is no export, a file that is not there, a wrong rule and a wrong map', async () => {
    const newsroom = await Newsroom.open(open);
    await expect(
      newsroom.import('<rss><channel><item><title>x</title></item></channel></rss>'),
    ).rejects.toMatchObject({ code: 'import-not-wordpress' });
    await expect(newsroom.importFiles(['/nowhere.xml'])).rejects.toMatchObject({ code: 'import-no-file' });
    await expect(newsroom.import(courier, { premium: ['colour=red'] })).rejects.toMatchObject({
      code: 'import-wrong-rule',
    });
    const map = await newsroom.save('{"postTypes":{"post":"article"}}', 'map.json');
    await expect(newsroom.import(courier, { map })).rejects.toMatchObject({ code: 'import-wrong-map' });
    expect(existsSync(map)).toBe(true);
  });
});

/** A bundle whose reading breaks off. */
async function* stopped(bundle: Bundle, after: number): AsyncGenerator<BundleRecord> {
  let records = 0;
  for await (const record of bundle) {
    if (records++ >= after) throw new Error('stopped');
    yield record;
  }
}
