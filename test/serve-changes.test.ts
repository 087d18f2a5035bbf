import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Newsroom, openNewsroom } from '#harness/newsroom.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { listShowing, surfacesOf } from '#harness/surfaces.js';
import { saveSettings } from '#paper/settings.io.js';
import * as body from '#stories/testing/doc.fixture.js';

let here: Here;
let newsroom: Newsroom;

beforeAll(async () => {
  here = await serveHere(await newFolder('changes'), { environment: { STANDFIRST_FEED_TEXTS: 'whole' } });
  newsroom = await openNewsroom(here.house.store);
  await newsroom.publish(await newsroom.draft({ headline: 'Tide of yesterday', text: 'It came.' }));
  await here.caughtUp();
});

async function write(word: string, more: { text?: string | ReturnType<typeof body.p>[] } = {}) {
  const id = await newsroom.draft({
    headline: `${word} of the harbour`,
    text: `On ${word} of late.`,
    ...more,
  });
  const slug = `${word}-of-the-harbour`.toLowerCase();
  const surfaces = surfacesOf({ id, slug, word, month: new Date().toISOString().slice(0, 7) });
  const look = (what = new RegExp(`${word} of the harbour|/${slug}\\b`)) =>
    listShowing(here.url, surfaces, what);
  return { id, path: `/news/${slug}`, look, everywhere: [...surfaces.keys()].sort() };
}

async function read(path: string): Promise<string> {
  return (await fetch(here.url + path)).text();
}

test('a published story is everywhere at once, though every page had been kept without it', async () => {
  const { id, look, everywhere } = await write('Herring');
  expect([await look(), await look()]).toEqual([[], []]);
  await newsroom.publish(id);
  await here.caughtUp();
  expect(await look()).toEqual(everywhere);
});

test('a new headline takes the place of the old one wherever that stood', async () => {
  const { id, look, everywhere } = await write('Whiting');
  await newsroom.publish(id);
  await here.caughtUp();
  expect([await look(), await look()]).toEqual([everywhere, everywhere]);
  await newsroom.write(id, { headline: 'Whiting of the open sea' });
  expect(await look(/Whiting of the open sea/)).toEqual([]);
  await newsroom.publish(id);
  await here.caughtUp();
  expect(await look(/Whiting of the harbour/)).toEqual([]);
  // Sitemaps name addresses, which stay.
  expect(await look(/Whiting of the open sea/)).toEqual(everywhere.filter((name) => name !== 'sitemap'));
});

test.each(['withdraw', 'kill', 'hold'] as const)(
  'after %s a story is nowhere, and comes back only where it may',
  async (how) => {
    const { id, path, look, everywhere } = await write(`${how}n`);
    await newsroom.publish(id);
    await here.caughtUp();
    expect([await look(), await look()]).toEqual([everywhere, everywhere]);
    await newsroom[how](id);
    await here.caughtUp();
    expect(await look()).toEqual([]);
    expect((await fetch(here.url + path)).status).toBe(how === 'hold' ? 404 : 410);
    if (how !== 'withdraw') return expect(newsroom.publish(id)).rejects.toThrow(/killed|held/);
    await newsroom.publish(id);
    await here.caughtUp();
    expect(await look()).toEqual(everywhere);
  },
);

test('what refers to a story shows it as it is: not yet, then there, renamed, and gone', async () => {
  const pilot = await write('Pilot');
  const refers = await write('Lamp', { text: [body.p('Light.'), body.alsoRead(pilot.id) as never] });
  await newsroom.publish(refers.id);
  await here.caughtUp();
  const places = [refers.path, '/feed.json', '/topics/harbour/feed.xml'];
  const showing = async (words: RegExp) => {
    const texts = await Promise.all(places.map(read));
    // A feed has the story itself too, so only the text of the one that refers is looked at.
    return texts.map((text) => words.test(text.slice(text.indexOf('Lamp of the harbour'))));
  };
  expect(await showing(/Pilot of the/)).toEqual([false, false, false]);
  await newsroom.publish(pilot.id, { at: new Date(Date.now() - 86_400_000) });
  await here.caughtUp();
  expect(await showing(/Pilot of the harbour/)).toEqual([true, true, true]);
  await newsroom.write(pilot.id, { headline: 'Pilot of the night' });
  await newsroom.publish(pilot.id);
  await here.caughtUp();
  expect(await showing(/Pilot of the night/)).toEqual([true, true, true]);
  await newsroom.withdraw(pilot.id);
  await here.caughtUp();
  expect(await showing(/Pilot of the/)).toEqual([false, false, false]);
});

test('a new name of the paper stands on every page at once', async () => {
  const pages = ['/', '/news', '/news/tide-of-yesterday', '/feed.json', '/search'];
  await Promise.all([...pages, ...pages].map(read));
  await saveSettings(here.house.store.db, { name: 'The Harbour Light' }, new Date());
  await here.caughtUp();
  const texts = await Promise.all(pages.map(read));
  expect(texts.map((text) => text.includes('The Harbour Light'))).toEqual(pages.map(() => true));
});

test('readings are counted without robots and looking ahead, and what is read most is shown after a restart', async () => {
  const { id, path } = await write('Readings');
  await newsroom.publish(id);
  await here.caughtUp();
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(here.url + path, { method, headers: { 'user-agent': browser, ...headers } });
  await ask();
  await ask({ referer: `${here.url}/` });
  await ask({ referer: 'https://www.google.com/' });
  await ask({ referer: 'https://t.co/abc' });
  await ask({ referer: 'https://blog.example/' });
  await ask({ 'if-none-match': '*' });
  await ask({ 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
  await ask({ 'user-agent': 'curl/8.0' });
  await ask({ 'user-agent': '' });
  await ask({ 'sec-purpose': 'prefetch' });
  await ask({ 'sec-purpose': 'prefetch;prerender' });
  await ask({}, 'HEAD');
  await here.site.readership.save();
  await here.site.readership.save();
  const rows = await here.house.store.db
    .selectFrom('story_view')
    .select(['referrer', 'audience', 'views'])
    .where('story_id', '=', id)
    .orderBy('referrer')
    .execute();
  const once = (referrer: string) => ({ referrer, audience: 'opening', views: 1 });
  expect(rows).toEqual([
    { ...once('direct'), views: 2 },
    once('inside'),
    once('other'),
    once('search'),
    once('social'),
  ]);
  await ask();
  await here.stop();
  const again = await serveHere(here.house.folder);
  const front = await (await fetch(again.url)).text();
  const mostRead = front.slice(front.indexOf('Most read'));
  expect(mostRead.indexOf('Readings of the harbour')).toBeGreaterThan(0);
  const [sum] = await again.house.store.db
    .selectFrom('story_view')
    .select(({ fn }) => fn.sum<number>('views').as('views'))
    .where('story_id', '=', id)
    .execute();
  expect(sum?.views, 'counted up to the last second').toBe(7);
});
