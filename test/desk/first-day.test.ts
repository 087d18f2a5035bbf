import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openPage } from '#harness/browser.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { newFolder } from '#harness/folder.js';

const PATIENCE = { timeout: 20_000 };

/** Signs in as a person does: an address, and the code that the letter brings. */
async function signInByLetter(desk: DeskHere, page: Page, email: string): Promise<void> {
  await page.goto(`${desk.url}/desk`);
  await page.getByLabel('E-mail address').fill(email);
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Code from the letter');
  await code.waitFor();
  const letters = join(desk.house.folder, 'outbox');
  const lastCode = async () => {
    const names = (await readdir(letters).catch(() => [])).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(letters, name), 'utf8')));
    return texts
      .filter((text) => text.includes(email))
      .map((text) => /\b\d{4} \d{4}\b/.exec(text)?.[0])
      .at(-1);
  };
  await expect.poll(lastCode, PATIENCE).toBeTruthy();
  await code.fill((await lastCode()) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'New story' }).waitFor();
}

async function photograph(): Promise<string> {
  const path = join(await newFolder('photographs'), 'harbour.jpg');
  const made = sharp({ create: { width: 1600, height: 1067, channels: 3, background: '#345f7d' } });
  await writeFile(path, await made.jpeg().toBuffer());
  return path;
}

test('a reporter signs in by letter and writes a story with a picture; an editor edits it, publishes it and leads the home page with it', async () => {
  const desk = await openDesk();
  const { person, house, url } = desk;
  const { staff } = await person('reporter', 'Ada Finch');
  const tom = await desk.open('admin', '/', { name: 'Tom Reed' });
  await tom.ask('POST', '/sections', { slug: 'news', name: 'News' });

  const ada = await openPage();
  await signInByLetter(desk, ada, staff.email);
  await ada.getByRole('button', { name: 'New story' }).click();
  await ada.getByRole('button', { name: 'Start writing' }).click();
  await ada.locator('.story-body').waitFor();
  // The caret stands in the headline already.
  await expect.poll(() => ada.evaluate(() => document.activeElement?.tagName), PATIENCE).toBe('TEXTAREA');
  await ada.keyboard.type('Ferry sails at night again');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('The last boat leaves at midnight from Monday.');
  await ada.locator('.story-body').click();
  await ada.keyboard.type('The harbour office has bought lamps.');
  await ada.getByRole('button', { name: 'Choose a picture' }).click();
  const chooser = ada.getByRole('dialog');
  const asked = ada.waitForEvent('filechooser');
  await chooser.getByRole('button', { name: 'Add pictures' }).first().click();
  await (await asked).setFiles([await photograph()]);
  await putInPlace(ada);
  await ada.getByText(/^Saved \d\d:/).waitFor(PATIENCE);

  await tom.page.getByText('Ferry sails at night again').first().click();
  await tom.page.locator('.story-body').click();
  await tom.page.keyboard.press('Control+End');
  await tom.page.keyboard.type(' Twelve of them.');
  await expect.poll(() => ada.locator('.story-body').textContent(), PATIENCE).toContain('Twelve of them.');
  await tom.page.getByRole('button', { name: 'Publish' }).first().click();
  await tom.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await tom.page.getByRole('dialog').waitFor({ state: 'detached' });
  await desk.caughtUp();

  await tom.page.getByRole('tab', { name: 'Readers' }).click();
  await tom.page.getByRole('button', { name: 'Put on the home page' }).click();
  await tom.page.getByRole('grid', { name: 'Lead' }).getByText('Ferry sails at night again').waitFor();
  await tom.page.getByRole('button', { name: 'Launch…' }).click();
  await tom.page.getByRole('button', { name: 'Launch now' }).click();
  await tom.page.getByText('All of this is up').waitFor(PATIENCE);
  await desk.caughtUp();

  const home = await (await fetch(url)).text();
  expect(home).toContain('Ferry sails at night again');
  expect(home).toMatch(/<img[^>]+src="/);
  const story = await house.store.db.selectFrom('story').select('path').executeTakeFirstOrThrow();
  const page = await (await fetch(url + story.path)).text();
  expect(page).toContain('The harbour office has bought lamps. Twelve of them.');
});

/** The picture that was just added is described and used. */
async function putInPlace(page: Page): Promise<void> {
  const chooser = page.getByRole('dialog');
  await chooser.getByLabel('Alternative text').fill('A blue harbour at dusk');
  await chooser.getByRole('button', { name: 'Use this picture' }).click();
  await chooser.waitFor({ state: 'detached' });
}
