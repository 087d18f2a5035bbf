import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { newReader } from '#members/testing/new-reader.js';
import { saveSettings } from '#paper/settings.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { visit } from './testing/visit.ts';

const TEXT = 'The ferry was late.\n[cut]\nThe captain overslept.\nHe said so.';
let now = new Date('2026-11-24T12:00:00Z');
let here: Here;
let ids: number[];

beforeAll(async () => {
  here = await serveHere(join(await newFolder('read'), 'data'), { clock: () => now });
  const at = '2026-11-01T08:00:00Z';
  const closed = ['One', 'Two', 'Three'].map((name) => ({
    ...{ headline: `Story ${name}`, path: `/news/${name.toLowerCase()}`, at, text: TEXT },
    access: { to: 'members' as const },
  }));
  const gold = {
    ...closed[0],
    headline: 'Gold',
    path: '/news/gold',
    access: { to: 'tiers' as const, tiers: ['gold'] },
  };
  ids = await addTestStories(here.house.store, [...closed, gold as never], now);
  await set({ meterPeriod: 'month', meterAnonymous: 2, meterRegistered: 3 });
});

async function set(values: Readonly<Record<string, unknown>>): Promise<void> {
  await saveSettings(here.house.store.db, values, now);
  await here.caughtUp();
}

const WHOLE = 'The captain overslept.';
const read = (browser: ReturnType<typeof visit>, story: number) =>
  browser.post('/account/read', { story: String(ids[story]) });

test('an opening offers the free story, and looking at it spends nothing', async () => {
  const browser = visit(here);
  for (let looked = 0; looked < 5; looked += 1) {
    const { text, status } = await browser.get('/news/one');
    expect(status).toBe(200);
    expect(text).toContain('Read this one free');
    expect(text).not.toContain(WHOLE);
  }
  expect(browser.cookie('standfirst.read')).toBeUndefined();
});

test('two are read, the third is refused with the day on which it renews, and the first is read again', async () => {
  const browser = visit(here);
  // A browser that brought no cookie is asked for it back before the page is promised.
  expect((await read(browser, 0)).to).toBe(`/account/read/${ids[0]}`);
  const back = await browser.get(`/account/read/${ids[0]}`);
  expect(back.to).toMatch(/^\/news\/one#p/);
  expect((await browser.get('/news/one')).text).toContain(WHOLE);
  expect((await read(browser, 1)).to).toMatch(/^\/news\/two/);
  const refused = await read(browser, 2);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('Your free stories of this month are read');
  expect(refused.text).toContain('2 more on 1 December 2026');
  expect((await browser.get('/news/three')).text).not.toContain(WHOLE);
  expect((await read(browser, 0)).to).toMatch(/^\/news\/one/);
  expect((await browser.get(`/account/gate?story=${ids[2]}`)).json()).toMatchObject({
    left: 0,
    reads: false,
  });
});

test('a browser that keeps no cookies is told, and a crawler gets openings only', async () => {
  const form = {
    method: 'POST',
    body: new URLSearchParams({ story: String(ids[0]) }),
    redirect: 'manual',
  } as const;
  const first = await fetch(`${here.url}/account/read`, form);
  const second = await fetch(here.url + first.headers.get('location'), { redirect: 'manual' });
  expect(second.status).toBe(403);
  expect(await second.text()).toContain('keeps no cookies');
  expect(await (await fetch(`${here.url}/news/one`)).text()).not.toContain(WHOLE);
});

test('a whole page is for no shared cache, an opening is for all', async () => {
  const browser = visit(here);
  await read(browser, 0);
  const cookie = `standfirst.read=${browser.cookie('standfirst.read')}`;
  const headersOf = async (headers: Record<string, string>) =>
    (await fetch(`${here.url}/news/one`, { headers })).headers;
  const [whole, opening] = [await headersOf({ cookie }), await headersOf({})];
  expect(whole.get('cache-control')).toBe('private, no-cache');
  expect(opening.get('cache-control')).toMatch(/^public, /);
  for (const one of [whole, opening]) expect(one.get('vary')).toContain('cookie');
});

test('a registered reader has an allowance of their own, in every browser', async () => {
  const { cookie } = await newReader(here.house.store, {}, now);
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  const [phone, desk] = [visit(here), visit(here)];
  for (const browser of [phone, desk]) browser.setCookie(name, value);
  expect((await read(phone, 0)).to).toMatch(/^\/news\/one/);
  expect((await desk.get('/news/one')).text).toContain(WHOLE);
  expect((await desk.get(`/account/gate?story=${ids[1]}`)).json()).toMatchObject({ left: 2 });
  await read(desk, 1);
  await read(desk, 2);
  expect((await desk.get(`/account/gate?story=${ids[3]}`)).json()).toMatchObject({ left: null });
  const rows = await here.house.store.db.selectFrom('meter_spent').selectAll().execute();
  expect(rows).toHaveLength(3);
});

test('the meter does not open what it does not cover, and says so', async () => {
  const browser = visit(here);
  const refused = await read(browser, 3);
  expect([refused.status, refused.text.includes('not among the free ones')]).toEqual([403, true]);
  expect((await browser.get('/news/gold')).text).not.toContain(WHOLE);
});

test('when the month is over what was read is closed again, and a cookie of last month buys nothing', async () => {
  const browser = visit(here);
  await read(browser, 0);
  const before = now;
  now = new Date('2026-12-01T00:00:00Z');
  try {
    expect((await browser.get('/news/one')).text).not.toContain(WHOLE);
    expect((await browser.get(`/account/gate?story=${ids[0]}`)).json()).toMatchObject({ left: 2 });
  } finally {
    now = before;
  }
});

test('forged, cut and giant cookies open nothing and break nothing', async () => {
  const forged = [
    'm2026-11.1',
    `m2026-11.${ids[0]?.toString(36)}.${'x'.repeat(22)}`,
    '.',
    '%ff',
    'x'.repeat(15_000),
  ];
  for (const value of forged) {
    const answer = await fetch(`${here.url}/news/one`, { headers: { cookie: `standfirst.read=${value}` } });
    expect(answer.status, value.slice(0, 40)).toBe(200);
    expect(await answer.text()).not.toContain(WHOLE);
  }
});

test('a form of another site, a story that is none, and a story that went spend nothing', async () => {
  const browser = visit(here);
  expect(
    (await browser.post('/account/read', { story: String(ids[0]) }, { origin: 'https://evil.example' }))
      .status,
  ).toBe(403);
  for (const story of ['0', '-1', 'x', '1e3', '99999999999999999999'])
    expect((await browser.post('/account/read', { story })).status).toBe(400);
  const gone = await browser.post('/account/read', { story: '999999' });
  expect([gone.status, gone.text.includes('Nothing was spent')]).toEqual([404, true]);
  expect(browser.cookie('standfirst.read')).toBeUndefined();
  expect((await browser.get('/account/read')).to).toBe('/');
});

test('what the newsroom takes out of the meter is open to everybody while the meter is on', async () => {
  const { db } = here.house.store;
  await db
    .updateTable('story')
    .set({ meter_free: 1 })
    .where('id', '=', ids[2] as number)
    .execute();
  await set({ meterAnonymous: 1 });
  const { text } = await visit(here).get('/news/three');
  expect(text).toContain(WHOLE);
  expect(text).toContain('"isAccessibleForFree":true');
  await set({ meterPeriod: 'off' });
  expect((await visit(here).get('/news/three')).text).not.toContain(WHOLE);
  expect((await visit(here).get('/news/one')).text).toContain('action="/account/read" hidden');
});
