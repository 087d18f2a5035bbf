import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openDesk } from '#harness/desk.js';
import { addTestStories } from '#stories/testing/new-story.js';

const pages = [
  'paper',
  'look',
  'navigation',
  'sections',
  'people',
  'pages',
  'redirects',
  'stages',
  'embeds',
  'mail',
  'sign-in',
  'keys',
  'webhooks',
  'operating',
];

test('the paper gets its name, a mistake stands at its field, and readers see what was saved', async () => {
  const desk = await openDesk({ environment: { STANDFIRST_TAGLINE: 'Since 1901' } });
  const { page } = await desk.open('admin', '/settings/paper');
  const name = page.getByLabel('Name of the paper');
  await name.fill('Harbour Ledger');
  await page.getByLabel('Time zone').fill('Moon/Crater');
  await page.getByText('2 changes not saved yet').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Write a time zone such as Europe/London.').waitFor();
  await page.getByLabel('Time zone').fill('Europe/Lisbon');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Saved \d\d:\d\d:\d\d$/).waitFor();
  expect(await page.getByLabel('Line under the name').isDisabled()).toBe(true);
  await page.getByText('Fixed by the environment (STANDFIRST_TAGLINE)').waitFor();
  await desk.caughtUp();
  expect(await (await fetch(desk.url)).text()).toContain('Harbour Ledger');
});

test('a topic is merged after the desk has said what that does, and its old address leads on', async () => {
  const desk = await openDesk();
  const { page, ask } = await desk.open('editor', '/topics');
  const add = async (name: string) => (await ask('POST', '/topics', { name })).json as { id: number };
  const [old] = [await add('Harbour bridge (old)'), await add('Harbour Bridge')];
  await addTestStories(desk.house.store, [
    { headline: 'It opens', at: '2026-05-01T10:00:00Z', topics: [old.id as never] },
  ]);
  await page.reload();
  await page.getByRole('button', { name: 'Harbour bridge (old)' }).click();
  await page.getByRole('button', { name: 'Merge into another …' }).click();
  await page.getByRole('button', { name: /^Harbour Bridge Subject/ }).click();
  await page.getByText(/1 story under “Harbour bridge \(old\)” will stand under “Harbour Bridge”/).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByText('“Harbour bridge (old)” is now part of “Harbour Bridge”.').waitFor();
  await desk.caughtUp();
  const answer = await fetch(`${desk.url}/topics/harbour-bridge-old`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([301, '/topics/harbour-bridge']);
  expect(await (await fetch(`${desk.url}/topics/harbour-bridge-old`)).text()).toContain('It opens');
  const feed = await fetch(`${desk.url}/topics/harbour-bridge-old/feed.xml`);
  expect(await feed.text()).toContain('It opens');
});

test('a section that is renamed keeps its old addresses, its feeds too', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('admin', '/settings/sections');
  await page.getByRole('button', { name: 'Add a section' }).click();
  await page.getByLabel('Name').fill('Local news');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Change: Local news' }).click();
  await page.getByLabel('Address').fill('district');
  await page.getByText('The old address leads to the new one for ever.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('/district').waitFor();
  await desk.caughtUp();
  for (const ending of ['', '/feed.xml', '/feed.json']) {
    const answer = await fetch(`${desk.url}/local-news${ending}`);
    expect([answer.status, answer.url]).toEqual([200, `${desk.url}/district${ending}`]);
  }
});

test('a key is shown once, and an address can be tried', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('admin', '/settings/keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('What is it for?').fill('Weather desk');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByText(/^sfk_/).textContent();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Weather desk').waitFor();
  expect(await page.content()).not.toContain(key);
  await page.goto(`${desk.url}/desk/settings/redirects`);
  await page.getByLabel('Try an address').fill('/nowhere');
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('Nothing stands there (404).').waitFor();
});

test('every settings page can be used by everybody, in the dark and on a phone', {
  timeout: 120_000,
}, async () => {
  const desk = await openDesk();
  const { page } = await desk.open('admin', '/settings', { width: 390, height: 844, scheme: 'dark' });
  for (const at of pages) {
    await page.goto(`${desk.url}/desk/settings/${at}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await findBarriers(page), at).toEqual([]);
    const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isTooWide, at).toBe(false);
  }
});

test('somebody who may not change settings finds none', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('reporter', '/settings/paper');
  await page.getByText('Settings are for those who look after the paper.', { exact: false }).waitFor();
});
