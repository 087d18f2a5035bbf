import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { type Newsroom, openNewsroom } from '#harness/newsroom.js';
import { newPostgres } from '#harness/postgres.js';
import { startS3 } from '#harness/s3.js';
import { type Served, serve } from '#harness/serve.js';
import { openStore, type Store } from '#store/store.io.js';

// Two processes on one Postgres and one S3 store, each with a data folder of its own.
let env: Record<string, string>;
let folder: string;
let served: Served[];
let store: Store;
let newsroom: Newsroom;

beforeAll(async () => {
  const [database, s3] = await Promise.all([newPostgres(), startS3()]);
  env = {
    STANDFIRST_DATABASE: database.url,
    STANDFIRST_S3_ENDPOINT: s3.endpoint,
    STANDFIRST_S3_BUCKET: s3.bucket,
    STANDFIRST_S3_REGION: s3.region,
    STANDFIRST_S3_KEY_ID: s3.accessKeyId,
    STANDFIRST_S3_SECRET: s3.secretAccessKey,
  };
  folder = await newDemo(env);
  served = await Promise.all([serve(folder, [], { env }), serve(await newFolder('second'), [], { env })]);
  store = await openStore({ folder, databaseUrl: database.url });
  newsroom = await openNewsroom(store);
  afterAll(async () => {
    await Promise.all(served.map((one) => one.stop()));
    await store.close();
    await s3.stop();
    await database.remove();
  });
});

async function readBoth(path: string): Promise<{ status: number; text: string; type: string | null }[]> {
  const read = async ({ url }: Served) => {
    const answer = await fetch(url + path);
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };
  return Promise.all(served.map(read));
}

test.each([
  ['front', '/', /The Pellhithe Lantern/],
  ['section', '/news', /<h1[^>]*>.*News/],
  ['open story', '/news/maud-shuts', /<h1/],
  ['story for members', '/news/the-bearing-that-was-paid-for', /class="gate closed"/],
  ['topic', '/topics/maud-bridge', /Maud/],
  ['byline', '/by/martha-quenby', /Martha Quenby/],
  ['month', '/archive', /<h1/],
  ['search', '/search?q=%22swing+bridge%22&order=best', /<mark/],
  ['search that finds nothing', '/search?q=zeppelin', /<h1/],
  ['plain page', '/about', /<h1/],
  ['RSS feed', '/feed.xml', /<rss/],
  ['Atom feed', '/news/feed.atom', /<feed/],
  ['JSON Feed', '/topics/maud-bridge/feed.json', /jsonfeed\.org/],
  ['sitemap', '/sitemap.xml', /<sitemapindex/],
  ['news sitemap', '/news-sitemap.xml', /<urlset/],
  ['read API', '/api/stories?q=bridge', /"headlines?"/],
  ['state of health', '/health', /"ok"/],
])('both give the %s', async (_kind, path, says) => {
  const answers = await readBoth(path);
  expect(answers.map(({ status, text }) => [status, says.test(text)])).toEqual([
    [200, true],
    [200, true],
  ]);
});

test('what is not there is not there', async () => {
  expect((await readBoth('/nowhere')).map(({ status }) => status)).toEqual([404, 404]);
});

test('pictures lie in the S3 store alone, and both make the sizes that are asked for', async () => {
  const [front] = await readBoth('/');
  const sizes = [...new Set(front?.text.match(/\/media\/[^"\s,]+\.(?:avif|webp|jpg)/g))].slice(0, 3);
  expect(sizes).toHaveLength(3);
  for (const path of sizes) {
    const answers = await readBoth(path);
    expect(answers.map(({ status, type }) => [status, type?.split('/')[0]])).toEqual([
      [200, 'image'],
      [200, 'image'],
    ]);
  }
  expect(await readdir(folder)).not.toContain('files');
});

test('what is published anywhere takes the place of what both had kept', async () => {
  const pages = ['/', '/news', '/topics/harbour', '/feed.xml'];
  for (const path of [...pages, ...pages]) await readBoth(path);
  const id = await newsroom.draft({ headline: 'Herring of the harbour', text: 'They came.' });
  await newsroom.publish(id);
  const showing = async () =>
    (await Promise.all(pages.map(readBoth)))
      .flat()
      .map(({ text }) => text.includes('Herring of the harbour'));
  await expect.poll(showing, { timeout: 10_000 }).toEqual(pages.flatMap(() => [true, true]));
  await newsroom.kill(id);
  await expect.poll(showing, { timeout: 10_000 }).toEqual(pages.flatMap(() => [false, false]));
});

test('a scheduled story comes out on both, and is told of once', async () => {
  const id = await newsroom.draft({ headline: 'Punctual as the tide', text: 'It comes.' });
  await newsroom.publish(id, { at: new Date(Date.now() + 1_500) });
  const showing = async () => (await readBoth('/')).map(({ text }) => text.includes('Punctual as the tide'));
  await expect.poll(showing, { timeout: 10_000 }).toEqual([true, true]);
  const told = () =>
    store.db
      .selectFrom('event')
      .select('name')
      .where('subject', '=', id)
      .where('name', 'like', 'story.%')
      .orderBy('id')
      .execute();
  await expect
    .poll(async () => (await told()).map(({ name }) => name), { timeout: 10_000 })
    .toContain('story.published');
  await wait(500);
  expect((await told()).map(({ name }) => name)).toEqual(['story.scheduled', 'story.published']);
});

test('a name that one process saves stands on the pages of the other', async () => {
  await readBoth('/about');
  const told = await standfirst(['settings', 'name', 'The Harbour Light', '--data', folder], { env });
  expect(told).toMatchObject({ code: 0 });
  const showing = async () =>
    (await readBoth('/about')).map(({ text }) => text.includes('The Harbour Light'));
  await expect.poll(showing, { timeout: 10_000 }).toEqual([true, true]);
});
