import { beforeAll, expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { openNewsroom } from '#harness/newsroom.js';

const PATIENCE = { timeout: 20_000 };
let desk: DeskHere;
let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeAll(async () => {
  desk = await openDesk();
  room = await openNewsroom(desk.house.store);
});

async function published(headline: string, text: string, path: string): Promise<number> {
  const id = await room.draft({ headline, text, path });
  await room.publish(id);
  return id;
}

test('a chief redacts a name from the story’s panel while a reporter has it open, whose browser lets go of the words', async () => {
  const id = await published('Mayor resigns', 'Jane Doe left on Friday.\nNobody knows why.', '/news/mayor');
  const chief = await desk.open('chief', `/stories/${id}`, { name: 'Tom Reed' });
  const reporter = await desk.open('editor', `/stories/${id}`, { name: 'Ada Finch' });
  const textOf = () => reporter.page.locator('.story-body').textContent();
  await expect.poll(textOf, PATIENCE).toContain('Jane Doe left');
  await chief.page.getByRole('tab', { name: 'Readers' }).click();
  await chief.page.getByRole('button', { name: 'Act on this story' }).click();
  await chief.page.getByRole('menuitem', { name: /Redact words/ }).click();
  const dialog = chief.page.getByRole('dialog');
  await dialog.getByLabel('Words to take out, one passage a line').fill('Jane Doe');
  await dialog.getByRole('button', { name: /What becomes of the original words/ }).click();
  await chief.page.getByRole('option', { name: 'Destroyed' }).click();
  await dialog.getByLabel('Reason, for the newsroom').fill('Order of the county court');
  await dialog.getByText('What this touches').waitFor();
  expect(await findBarriers(chief.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take the words out' }).click();
  await dialog.waitFor({ state: 'detached' });
  await reporter.page.reload();
  await expect.poll(textOf, PATIENCE).toContain('█████ left on Friday');
  expect(await reporter.page.content()).not.toContain('Jane Doe');
  await desk.caughtUp();
  expect(await (await fetch(`${desk.url}/news/mayor`)).text()).not.toContain('Jane');
});

test('a chief kills a story with a public note while somebody types in it, and a correction stands on another', async () => {
  const id = await published('Bridge falls', 'It did not.', '/news/bridge');
  const { page } = await desk.open('chief', `/stories/${id}`);
  const typing = await desk.open('editor', `/stories/${id}`);
  await typing.page.locator('.story-body').click();
  await typing.page.keyboard.type('It did. ');
  await page.getByRole('tab', { name: 'Readers' }).click();
  await page.getByRole('button', { name: 'Act on this story' }).click();
  await page.getByRole('menuitem', { name: /^Kill/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What readers find at its address').fill('This story was wrong.');
  await dialog.getByLabel('Reason, for the newsroom').fill('The bridge stands');
  await dialog.getByRole('button', { name: 'Kill the story' }).click();
  await page.getByText('This story was killed.', { exact: false }).first().waitFor();
  await desk.caughtUp();
  const gone = await fetch(`${desk.url}/news/bridge`);
  expect([gone.status, (await gone.text()).includes('This story was wrong.')]).toEqual([410, true]);
  // What was typed is still at the desk.
  await expect.poll(() => typing.page.locator('.story-body').textContent(), PATIENCE).toContain('It did. ');

  const other = await published('Fair opens', 'On Friday.', '/news/fair');
  const editor = await desk.open('editor', `/stories/${other}`, { width: 390, height: 844, scheme: 'dark' });
  await editor.page.getByRole('button', { name: 'Panel' }).click();
  await editor.page.getByRole('tab', { name: 'Readers' }).click();
  await editor.page.getByRole('button', { name: 'Add a note' }).click();
  await editor.page.getByLabel('What readers are told').fill('It opens on Thursday.');
  expect(await findBarriers(editor.page)).toEqual([]);
  await editor.page.getByRole('button', { name: 'Publish the note' }).click();
  await editor.page.getByText('It opens on Thursday.').waitFor();
  await desk.caughtUp();
  expect(await (await fetch(`${desk.url}/corrections`)).text()).toContain('It opens on Thursday.');
});
