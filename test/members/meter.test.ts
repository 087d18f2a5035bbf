import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openPage, type PageWish } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { newReader } from '#members/testing/new-reader.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import { addSections } from '#site/testing/a-house.js';
import { addTestStories } from '#stories/testing/new-story.js';

const WHOLE = 'He had set the clock back and not forward.';
let here: Here;
let ids: number[];

beforeAll(async () => {
  here = await serveHere(join(await newFolder('meter'), 'data'));
  const { store } = here.house;
  const now = new Date();
  const [news] = await addSections(store, [{ slug: 'news' }], now);
  const at = new Date(now.getTime() - 86_400_000).toISOString();
  const text = [
    'The first ferry of the winter left the harbour at ten past seven, and left forty people on the quay.',
    'The captain had not come. He came at eight.',
    '[cut]',
    WHOLE,
    'The harbour master has asked for a second clock.',
  ].join('\n');
  const names = ['The late ferry', 'The second clock', 'The third boat', 'The fourth quay'];
  ids = await addTestStories(
    store,
    names.map((headline) => ({
      ...{ headline, at, text, section: news ?? null, standfirst: 'Forty passengers waited for an hour.' },
      access: { to: 'members' as const },
    })),
    now,
  );
  await store.db.transaction().execute(async (tx) => {
    const benefits = [
      'Every story, and the archive',
      'The morning letter at six',
      'Half price at the Playhouse',
    ];
    const tier = await saveTier(
      tx,
      { slug: 'reader', name: 'Reader', says: '', benefits, position: 0, state: 'offered' },
      now,
    );
    const price = { tier: tier.id, currency: 'EUR', taxBp: 700, trialDays: 0 };
    await addPrice(tx, { ...price, period: 'month', amountMinor: 800 }, now);
    await addPrice(tx, { ...price, period: 'year', amountMinor: 8_000 }, now);
  });
  const meter = { meterPeriod: 'month', meterAnonymous: 2, meterRegistered: 3 };
  await saveSettings(store.db, { name: 'The Harbour Post', ...meter }, now);
  await here.caughtUp();
});

/** A browser, signed in where there is a cookie. */
async function browse(wish: PageWish = {}, cookie?: string): Promise<Page> {
  const page = await openPage(wish);
  if (!cookie) return page;
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  const mark = { name: 'standfirst.here', value: '1', url: here.url };
  await page.context().addCookies([{ name, value, url: here.url, httpOnly: true, sameSite: 'Lax' }, mark]);
  return page;
}

const paths = [
  '/news/the-late-ferry',
  '/news/the-second-clock',
  '/news/the-third-boat',
  '/news/the-fourth-quay',
];
const visitStory = (page: Page, story: number) => page.goto(here.url + paths[story]);
const readFree = (page: Page) => page.getByRole('button', { name: /Read this one free/ });

test('somebody reads up to the meter, is told what is left, stopped at the gate, and reads again what was read', async () => {
  const page = await browse();
  await visitStory(page, 0);
  await expect.poll(() => page.getByText('2 stories a month are free.').isVisible()).toBe(true);
  await readFree(page).click();
  await page.getByText(WHOLE).waitFor();
  expect(new URL(page.url()).pathname).toBe(paths[0]);
  await visitStory(page, 1);
  await page.getByRole('button', { name: 'Read this one free (1 left)' }).click();
  await page.getByText(WHOLE).waitFor();
  await visitStory(page, 2);
  await page.getByText('You have read your free stories of this month.').waitFor();
  expect(await readFree(page).isVisible()).toBe(false);
  expect(await page.getByText(WHOLE).count()).toBe(0);
  await visitStory(page, 0);
  await page.getByText(WHOLE).waitFor();
});

test('the gate says what membership brings and costs, and leads to joining with the story in hand', async () => {
  const page = await browse();
  await visitStory(page, 0);
  const gate = page.locator('.gate');
  await gate.getByText('Half price at the Playhouse').waitFor();
  expect(await gate.getByText('From €8 a month').isVisible()).toBe(true);
  expect(await gate.getByText('tax included').isVisible()).toBe(true);
  expect(await gate.getByRole('link', { name: 'Become a member' }).getAttribute('href')).toContain(
    `/join?from=${ids[0]}`,
  );
  expect(await findBarriers(page)).toEqual([]);
});

test('without scripts the last one refused says when there are more', async () => {
  const page = await browse({ scripts: false });
  for (const story of [0, 1]) {
    await visitStory(page, story);
    await readFree(page).click();
    await page.getByText(WHOLE).waitFor();
  }
  await visitStory(page, 2);
  await readFree(page).click();
  await page.getByRole('heading', { name: 'Your free stories of this month are read' }).waitFor();
  expect(await page.getByText(/There will be 2 more on 1 /).isVisible()).toBe(true);
});

test('a reader with an account is told who they are and has an allowance of their own', async () => {
  const { cookie } = await newReader(here.house.store, { name: 'Jo Marsh' });
  const page = await browse({}, cookie);
  await visitStory(page, 0);
  await page.getByText('Signed in as Jo Marsh.').waitFor();
  await page.getByRole('button', { name: 'Read this one free (3 left)' }).click();
  await page.getByText(WHOLE).waitFor();
  const elsewhere = await browse({}, cookie);
  await visitStory(elsewhere, 0);
  await elsewhere.getByText(WHOLE).waitFor();
});

test('a member gives a story, and a friend opens it', async () => {
  const { cookie } = await newReader(here.house.store, { name: 'Ada Finch', tiers: ['reader'] });
  const member = await browse({}, cookie);
  await visitStory(member, 3);
  await member.getByText(WHOLE).waitFor();
  await member.getByRole('link', { name: 'Give this story to a friend' }).click();
  await member.getByRole('button', { name: 'Make the link' }).click();
  const link = await member.getByLabel('The link to this story').inputValue();
  expect(await findBarriers(member)).toEqual([]);

  const friend = await browse({ width: 390 });
  await friend.goto(new URL(new URL(link).pathname, here.url).href);
  await friend.getByText('Ada Finch gives you this story.').waitFor();
  expect(await findBarriers(friend)).toEqual([]);
  await friend.getByRole('button', { name: 'Read the story' }).click();
  await friend.getByText(WHOLE).waitFor();
  await visitStory(friend, 2);
  expect(await friend.getByText(WHOLE).count()).toBe(0);
});

test('a browser that fetches ahead spends nothing', async () => {
  const page = await browse();
  await visitStory(page, 0);
  const before = await page.context().cookies();
  await page.evaluate(
    (path) => fetch(path, { headers: { 'sec-purpose': 'prefetch;prerender' } }),
    paths[1] ?? '',
  );
  expect(await page.context().cookies()).toEqual(before);
});
