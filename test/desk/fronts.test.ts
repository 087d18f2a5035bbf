import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findFront, findUpOf } from '#fronts/front.sql.js';
import { placeOnHome } from '#fronts/place.sql.js';
import { findBarriers } from '#harness/axe.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import type { StoryId } from '#kit/ids.js';
import { addTestStories } from '#stories/testing/new-story.js';

const now = new Date();
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();

async function newsroom(clock = () => new Date()): Promise<{ desk: DeskHere; stories: number[] }> {
  const desk = await openDesk({ clock });
  const wishes = [
    'Last ferry stays',
    'Baths close for a year',
    'Quarry asks for nine more',
    'Rowers take the cup',
  ];
  const stories = await addTestStories(
    desk.house.store,
    wishes.map((headline, at) => ({ headline, at: hoursAgo(at + 1), standfirst: 'A line.' })),
    now,
  );
  return { desk, stories };
}

async function openHome(page: Page): Promise<void> {
  const arrange = page
    .getByRole('button', { name: 'Arrange' })
    .or(page.getByRole('link', { name: 'Arrange' }));
  await arrange.first().click();
  await page.getByRole('heading', { name: 'Home page', level: 1 }).waitFor();
}

/** Where a container's cards by hand stand, by their names. */
function cardsIn(page: Page, name: string) {
  return page.getByRole('grid', { name }).locator('.front-card-name');
}

async function place(page: Page, story: string, where: string): Promise<void> {
  await page.getByRole('button', { name: `Place… ${story}` }).click();
  await page.getByRole('menuitem', { name: where }).click();
}

test('an editor places a story by the menu, gives it its own headline, and launches it for readers', async () => {
  const { desk } = await newsroom();
  const { page } = await desk.open('editor', '/fronts');
  await openHome(page);
  await place(page, 'Quarry asks for nine more', 'First in Lead');
  await expect.poll(() => cardsIn(page, 'Lead').allTextContents()).toEqual(['Quarry asks for nine more']);
  await page.getByRole('button', { name: 'Acts on this card' }).first().click();
  await page.getByRole('menuitem', { name: /Headline, kicker/ }).click();
  await page.getByLabel('Headline on this front').fill('Nine years and a second road');
  await page.getByLabel('Kicker on this front').fill('Hollin Edge');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText(/^Saved /).waitFor();
  await page.getByRole('button', { name: 'Launch…' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Launch now' }).click();
  await page.getByText('All of this is up').waitFor();
  await desk.caughtUp();
  const text = await (await fetch(desk.url)).text();
  expect(text).toContain('Nine years and a second road');
  expect(text).toContain('Hollin Edge');
  expect(await findBarriers(page)).toEqual([]);
});

test('a card is dragged with the mouse, and moved with the keyboard alone', async () => {
  const { desk } = await newsroom();
  const { page } = await desk.open('editor', '/fronts');
  await openHome(page);
  await place(page, 'Rowers take the cup', 'First in Lead');
  await place(page, 'Baths close for a year', 'First in Lead');
  const lead = cardsIn(page, 'Lead');
  await expect.poll(() => lead.allTextContents()).toEqual(['Baths close for a year', 'Rowers take the cup']);
  const ferry = page.getByRole('row', { name: 'Last ferry stays' });
  await ferry.dragTo(page.getByRole('row', { name: 'Baths close for a year' }).first(), {
    targetPosition: { x: 60, y: 3 },
  });
  await expect
    .poll(() => lead.allTextContents())
    .toEqual(['Last ferry stays', 'Baths close for a year', 'Rowers take the cup']);
  const handle = page
    .getByRole('grid', { name: 'Lead' })
    .getByRole('button', { name: /Last ferry stays/ })
    .first();
  await handle.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => lead.allTextContents())
    .not.toEqual(['Last ferry stays', 'Baths close for a year', 'Rowers take the cup']);
});

test('two editors in one front see each other, and their cards merge', async () => {
  const { desk } = await newsroom();
  const [anna, tom] = [
    await desk.open('editor', '/fronts', { name: 'Anna' }),
    await desk.open('editor', '/fronts', { name: 'Tom' }),
  ];
  await openHome(anna.page);
  await openHome(tom.page);
  await Promise.all([
    place(anna.page, 'Last ferry stays', 'First in Lead'),
    place(tom.page, 'Baths close for a year', 'First in Lead'),
  ]);
  for (const { page } of [anna, tom]) {
    const lead = cardsIn(page, 'Lead');
    await expect
      .poll(async () => (await lead.allTextContents()).toSorted())
      .toEqual(['Baths close for a year', 'Last ferry stays']);
  }
  await anna.page.getByText(/^Tom is /).waitFor();
  await tom.page.getByText(/^Anna is /).waitFor();
});

test('a launch at a time leaves a lead that broke meanwhile, and its owner is told before and at it', async () => {
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const { desk, stories } = await newsroom(clock);
  const { page, staff, ask } = await desk.open('editor', '/fronts');
  await openHome(page);
  await place(page, 'Last ferry stays', 'First in Lead');
  await page.getByText(/^Saved /).waitFor();
  await page.getByRole('button', { name: 'Launch…' }).click();
  await page.getByRole('button', { name: 'Launch now' }).click();
  await page.getByText('All of this is up').waitFor();
  await place(page, 'Rowers take the cup', 'First in Lead');
  await place(page, 'Baths close for a year', 'First in Latest');
  await page.getByText('2 containers differ from what is up').waitFor();
  await page.getByText(/^Saved /).waitFor();
  const { db } = desk.house.store;
  const front = await findFront(db, null);
  const at = clock().getTime() + HOUR_MS;
  expect((await ask('POST', `/fronts/${front?.id}/launches`, { carries: null, at })).status).toBe(200);
  const breaking = { story: stories[2] as StoryId, by: staff.id, now: clock() };
  await db.transaction().execute((tx) => placeOnHome(tx, breaking));
  await page.getByRole('tab', { name: /Launches/ }).click();
  await page.getByText(/^It will leave Lead: /).waitFor();
  // Nobody launches the breaking story away: the draft has taken it in, above what was arranged.
  const lead = ['Quarry asks for nine more', 'Rowers take the cup', 'Last ferry stays'];
  await expect.poll(() => cardsIn(page, 'Lead').allTextContents()).toEqual(lead);
  ahead = HOUR_MS + 1_000;
  await db.transaction().execute((tx) => tx.selectFrom('front').select('id').execute());
  await page.getByText(/^Your launch of .* left Lead as it was/).waitFor();
  const { up } = await findUpOf(db, null, clock());
  expect(up?.containers[0]?.cards.map(({ story }) => story)).toEqual([stories[2], stories[0]]);
  expect(up?.containers[1]?.cards.map(({ story }) => story)).toEqual([stories[1]]);
  const letters = async () =>
    (
      await db
        .selectFrom('letter')
        .select('subject')
        .where('kind', '=', 'front-launch')
        .orderBy('id')
        .execute()
    ).map(({ subject }) => subject);
  await expect
    .poll(letters)
    .toEqual([
      'Your launch on the home page will leave something as it is',
      'Your launch on the home page left something as it was',
    ]);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect.poll(() => page.getByText(/^Your launch of/).count()).toBe(0);
});

test('an earlier version is looked at and put up again, and on a phone too', async () => {
  const { desk } = await newsroom();
  const { page } = await desk.open('editor', '/fronts', { width: 390, height: 844 });
  await openHome(page);
  for (const story of ['Last ferry stays', 'Rowers take the cup']) {
    await place(page, story, 'First in Lead');
    await page.getByText(/^Saved /).waitFor();
    await page.getByRole('button', { name: 'Launch…' }).click();
    await page.getByRole('button', { name: 'Launch now' }).click();
    await page.getByText('All of this is up').waitFor();
  }
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Put up again' }).click();
  await page.getByText('Version 1 is up again.').waitFor();
  const { up } = await findUpOf(desk.house.store.db, null, new Date());
  expect(up?.version).toBe(3);
  expect(up?.containers[0]?.cards).toHaveLength(1);
  await page.getByRole('button', { name: 'See it' }).last().click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Last ferry stays' }).waitFor();
});
