import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { type AtDesk, type DeskHere, openDesk } from '#harness/desk.js';

const PATIENT = { timeout: 10_000 };

type Begun = { id: number };

async function begin(at: AtDesk, body: object): Promise<number> {
  return ((await at.ask('POST', '/stories', body)).json as Begun).id;
}

const column = (at: AtDesk, name: string) => at.page.getByRole('region', { name });

async function boardOf(desk: DeskHere): Promise<AtDesk> {
  const ada = await desk.open('editor', '/account', { name: 'Ada Finch' });
  await begin(ada, { headline: 'Orchestra finds a hall' });
  await begin(ada, { headline: 'Ferry company knew of the crack' });
  await ada.page.goto(`${desk.url}/desk/?list=board`);
  return ada;
}

test('a card is moved to another stage by keyboard, and back by Undo', async () => {
  const desk = await openDesk();
  const ada = await boardOf(desk);
  const { page } = ada;
  await column(ada, 'In work').getByText('Ferry company').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('button', { name: 'To edit' }).press('Enter');
  await column(ada, 'To edit').getByText('Orchestra').waitFor();
  expect(await column(ada, 'To edit').getByRole('heading').textContent()).toContain('1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await column(ada, 'In work').getByText('Orchestra').waitFor();
  expect(await findBarriers(ada.page)).toEqual([]);
});

test('a card is dragged between two others by keyboard alone', async () => {
  const desk = await openDesk();
  const ada = await boardOf(desk);
  const { page } = ada;
  await begin(ada, { headline: 'Mayor resigns', stage: 'edit' });
  await column(ada, 'To edit').getByText('Mayor').waitFor();
  await page.getByRole('button', { name: /Move Ferry company/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Insert before Mayor resigns/ }).focus();
  await page.keyboard.press('Enter');
  const cards = column(ada, 'To edit').getByRole('row');
  await expect.poll(() => cards.count(), PATIENT).toBe(2);
  expect(await cards.first().textContent()).toContain('Ferry company');
  await page.reload();
  await expect.poll(() => cards.first().textContent(), PATIENT).toContain('Ferry company');
});

test('the list is walked with j and k, selected with the space bar, and moved as a whole', async () => {
  const desk = await openDesk();
  const ada = await boardOf(desk);
  const { page } = ada;
  await page.getByText('Ferry company').waitFor();
  await page.keyboard.press('2');
  const list = page.getByRole('grid', { name: 'In work', exact: true });
  await list.getByText('Ferry company').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await page.getByRole('toolbar', { name: '2 selected' }).waitFor();
  expect(await findBarriers(ada.page)).toEqual([]);
  await page.getByRole('button', { name: 'Move to…' }).click();
  await page.getByRole('menuitem', { name: 'Ready' }).click();
  await page.getByText('Moved 2 stories to Ready.').waitFor();
  await expect.poll(() => list.getByRole('row').filter({ hasText: 'Ready' }).count(), PATIENT).toBe(2);
  await list.getByRole('row').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/stories\/\d+$/);
  await page.goBack();
  await page.getByRole('row', { name: /Ferry company/ }).waitFor();
  expect(page.url()).toContain('list=work');
});

test('a story is begun by keyboard, and planned lines stand on the newslist of their day', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('reporter', '/newslist');
  await page.getByRole('heading', { name: /Newslist for/ }).waitFor();
  await page.keyboard.press('n');
  const asked = page.getByRole('dialog', { name: 'New story' });
  await asked.getByRole('button', { name: 'Plan it' }).click();
  await asked.getByText('Write a headline, or in one line what it is about.').waitFor();
  await asked.getByLabel('In one line').fill('Council votes on the levy');
  await asked.getByLabel('Wanted length').fill('600');
  await asked.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('rowheader', { name: /Council votes on the levy/ }).waitFor();
  await page.getByText('1 story, 600 words planned').waitFor();
});

test('the palette finds a story by an unfinished word and opens it, and does commands', async () => {
  const desk = await openDesk();
  const ada = await boardOf(desk);
  const { page } = ada;
  await page.getByText('Orchestra').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('orche');
  await page.getByRole('option', { name: /Orchestra finds a hall/ }).waitFor();
  expect(await findBarriers(ada.page)).toEqual([]);
  await chooseByKeys(page, /Orchestra finds a hall/);
  await page.waitForURL(/\/desk\/stories\/\d+$/);
  await page.goBack();
  await page.getByText('Orchestra').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('new st');
  await chooseByKeys(page, /New story/);
  await page.getByRole('dialog', { name: 'New story' }).waitFor();
});

/** Goes down the palette until this is the chosen line, whatever else was found, and presses Enter. */
async function chooseByKeys(page: Page, name: RegExp): Promise<void> {
  const option = page.getByRole('option', { name });
  await option.waitFor();
  const isChosen = async () => (await option.getAttribute('data-focused')) === 'true';
  for (let press = 0; press < 20 && !(await isChosen()); press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

test('a story that is closed disappears from a colleague’s board at once, and is found by no way', async () => {
  const desk = await openDesk();
  const ada = await boardOf(desk);
  const eve = await desk.open('chief', '/?list=board', { name: 'Eve' });
  const id = await begin(ada, { headline: 'Secret audit' });
  await column(eve, 'In work').getByText('Secret audit').waitFor();
  await column(ada, 'In work').getByText('Secret audit').waitFor();
  await ada.page.keyboard.press('j');
  await ada.page.keyboard.press('c');
  const asked = ada.page.getByRole('dialog', { name: /Who may know of “Secret audit”/ });
  await asked.getByText('Only the people named here').click();
  expect(await findBarriers(ada.page)).toEqual([]);
  await asked.getByRole('button', { name: 'Save' }).click();
  await ada.page.getByText('Closed to everybody but 1 person.').waitFor();
  await expect.poll(() => eve.page.getByText('Secret audit').count(), PATIENT).toBe(0);
  await column(ada, 'In work').getByText('Closed').waitFor();
  await eve.page.keyboard.press('Control+k');
  await eve.page.keyboard.type('secret');
  await eve.page.getByText('Nothing is called so.').waitFor();
  for (const path of [`/stories/${id}`, `/stories/${id}/plan`]) {
    expect((await eve.ask('GET', path)).status).toBe(404);
  }
});
