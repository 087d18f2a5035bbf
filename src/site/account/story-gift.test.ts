import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { newReader } from '#members/testing/new-reader.js';
import { saveSettings } from '#paper/settings.io.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { visit } from './testing/visit.ts';

const START = new Date('2026-11-24T12:00:00Z');
const WHOLE = 'The captain overslept.';
let now = START;
let here: Here;
let ids: number[];

beforeAll(async () => {
  here = await serveHere(join(await newFolder('gift'), 'data'), { clock: () => now });
  const text = `The ferry was late.\n[cut]\n${WHOLE}\nHe said so.`;
  const common = { at: '2026-11-01T08:00:00Z', text };
  ids = await addTestStories(
    here.house.store,
    [
      { ...common, headline: 'Closed', path: '/news/closed', access: { to: 'members' } },
      { ...common, headline: 'Second', path: '/news/second', access: { to: 'members' } },
      { ...common, headline: 'Open', path: '/news/open' },
    ],
    now,
  );
  await saveSettings(here.house.store.db, { storyGifts: 1, storyGiftOpens: 2, storyGiftDays: 7 }, now);
  await here.caughtUp();
});

async function browserOf(wish: { tiers?: string[]; name?: string }) {
  const { cookie } = await newReader(here.house.store, wish, START);
  const browser = visit(here);
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  browser.setCookie(name, value);
  return browser;
}

/** Gives the first story; the link as a path. */
async function give(browser: ReturnType<typeof visit>): Promise<string> {
  const sent = await browser.post('/account/give', { story: String(ids[0]) });
  const { text } = await browser.get(sent.to ?? '');
  return /value="[^"]*(\/gift\/[\w-]+)"/.exec(text)?.[1] ?? '';
}

test('a friend opens the story that a member gave, and what they looked at before was not spent', async () => {
  const link = await give(await browserOf({ tiers: ['gold'], name: 'Ada Finch' }));
  const friend = visit(here);
  const sheet = await friend.get(link);
  expect(sheet.text).toContain('Ada Finch gives you this story.');
  expect(sheet.text).not.toContain(WHOLE);
  expect((await friend.get('/news/closed')).text).not.toContain(WHOLE);
  expect((await friend.post(link, {})).to).toMatch(/^\/news\/closed#/);
  expect((await friend.get('/news/closed')).text).toContain(WHOLE);
  expect((await friend.get('/news/second')).text).not.toContain(WHOLE);
});

test('a friend with an account reads it in every browser', async () => {
  const link = await give(await browserOf({ tiers: ['gold'] }));
  const { cookie } = await newReader(here.house.store, {}, START);
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  const [phone, desk] = [visit(here), visit(here)];
  for (const browser of [phone, desk]) browser.setCookie(name, value);
  await phone.post(link, {});
  expect((await desk.get('/news/closed')).text).toContain(WHOLE);
});

test('a link opens for as many as it may, again for those it opened for, and not after its day', async () => {
  const link = await give(await browserOf({ tiers: ['gold'] }));
  const [one, two, three] = [visit(here), visit(here), visit(here)];
  for (const browser of [one, two, one]) expect((await browser.post(link, {})).status).toBe(303);
  expect((await three.post(link, {})).status).toBe(410);
  expect((await three.get(link)).text).toContain('This gift is over');
  now = new Date(START.getTime() + 7 * 86_400_000);
  try {
    expect((await one.get('/news/closed')).text).not.toContain(WHOLE);
  } finally {
    now = START;
  }
});

test('a member gives so many a month, finds the same link again, and is told when there are more', async () => {
  const member = await browserOf({ tiers: ['gold'] });
  expect(await give(member)).toBe(await give(member));
  await member.post('/account/give', { story: String(ids[1]) });
  const { text } = await member.get(`/account/give?story=${ids[1]}`);
  expect(text).toContain('from 1 December 2026');
});

test('whoever is no member gives nothing, and an open story needs no gift', async () => {
  const registered = await browserOf({});
  expect((await registered.get(`/account/give?story=${ids[0]}`)).status).toBe(403);
  expect((await registered.post('/account/give', { story: String(ids[0]) })).status).toBe(403);
  const member = await browserOf({ tiers: ['gold'] });
  expect((await member.get(`/account/give?story=${ids[2]}`)).status).toBe(403);
  expect((await visit(here).get(`/account/give?story=${ids[0]}`)).to).toMatch(/^\/account\/sign-in\?next=/);
  expect(
    await here.house.store.db
      .selectFrom('story_gift')
      .select('id')
      .where('story_id', '=', ids[2] as number)
      .execute(),
  ).toEqual([]);
});

test('a link that nobody made, or that was cut short, says so and opens nothing', async () => {
  const link = await give(await browserOf({ tiers: ['gold'] }));
  for (const path of ['/gift/made-up', link.slice(0, -1)]) {
    expect((await visit(here).get(path)).status).toBe(404);
    expect((await visit(here).post(path, {})).status).toBe(404);
  }
  expect((await visit(here).post(link, {}, { origin: 'https://evil.example' })).status).toBe(403);
});
