import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { newFolder } from '#harness/folder.js';
import { drawing } from '#media/hostile.fixture.js';
import { withIptc } from '#media/jpeg.fixture.js';

let desk: DeskHere;
let folder: string;
beforeAll(async () => {
  desk = await openDesk();
  folder = await newFolder('pictures');
});

/** A sky over a field, with a sun at the left. */
async function landscape(name: string, credit: string): Promise<string> {
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="1000"><rect width="1500" height="1000" fill="#9fc3dd"/>
    <rect y="640" width="1500" height="360" fill="#5d7c4a"/><circle cx="330" cy="360" r="130" fill="#f4d35e"/></svg>`;
  const jpeg = await sharp(Buffer.from(scene)).jpeg().toBuffer();
  const path = join(folder, name);
  const caption = [`The field at ${name.replace(/\..*/, '')}.`];
  await writeFile(path, withIptc(jpeg, { 80: [credit], 120: caption, 116: ['© The Ledger'] }));
  return path;
}

async function choose(page: Page, paths: string[]): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add pictures' }).click();
  await (await asked).setFiles(paths);
}

test('a reporter puts a picture in, describes it, sets its focus and cuts it, all by keyboard but the choice of files', async () => {
  const { page, ask } = await desk.open('reporter', '/pictures', { name: 'Ada Finch' });
  await page.getByRole('heading', { name: 'No pictures yet' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await choose(page, [await landscape('dawn.jpg', 'Mara Lindqvist')]);
  const sheet = page.getByRole('dialog');
  const alt = sheet.getByLabel('Alternative text');
  await alt.waitFor();
  expect(await sheet.getByLabel('Credit', { exact: true }).inputValue()).toBe('Mara Lindqvist');
  expect(await sheet.getByLabel('Caption').inputValue()).toBe('The field at dawn.');
  await alt.fill('A low sun over a green field');
  await alt.press('Tab');
  await sheet.getByText(/^Saved \d\d:/).waitFor();
  expect(await findBarriers(page)).toEqual([]);

  await sheet.getByRole('tab', { name: 'Focus and crops' }).click();
  const focal = sheet.getByRole('button', { name: /^Focal point: 50 %/ });
  await focal.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowLeft');
  await sheet.getByRole('button', { name: /^Focal point: 25 %/ }).waitFor();
  await sheet.getByRole('button', { name: /^Square, on phones/ }).click();
  await sheet.getByRole('button', { name: 'Frame for Square' }).focus();
  await page.keyboard.press('-');
  await page.keyboard.press('ArrowDown');
  await sheet.getByText('Cut by hand').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const read = async () => (await ask('GET', '/pictures')).json as { pictures: object[] };
  await expect
    .poll(async () => (await read()).pictures[0])
    .toMatchObject({
      alt: 'A low sun over a green field',
      focalX: 0.25,
      crops: { '1x1': { y: 0.01, w: expect.closeTo(0.646, 2) } },
    });
  await sheet.getByRole('button', { name: 'Back to the focal point' }).click();
  await expect.poll(async () => (await read()).pictures[0]).toMatchObject({ crops: {} });
});

test('a frame is drawn with the mouse, and every place beside it shows what it will show', async () => {
  const { page, ask } = await desk.open('editor', '/pictures', { name: 'Tom Weiss' });
  await choose(page, [await landscape('noon.jpg', 'Tom Reed')]);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('tab', { name: 'Focus and crops' }).click();
  await sheet.getByRole('button', { name: /^Wide, 16:9/ }).click();
  const corner = sheet.locator('.crop-corner');
  const [box, whole] = [await corner.boundingBox(), await sheet.locator('.crop-picture').boundingBox()];
  if (!box || !whole) throw new Error('The frame is not drawn.');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 10 - whole.width / 2, box.y, { steps: 4 });
  await page.mouse.up();
  const { pictures } = (await ask('GET', '/pictures?q=noon')).json as { pictures: { id: number }[] };
  const read = async () => (await ask('GET', `/pictures/${pictures[0]?.id}`)).json as { picture: object };
  await expect
    .poll(async () => (await read()).picture)
    .toMatchObject({ crops: { '16x9': { x: 0, w: expect.closeTo(0.5, 1) } } });
});

test('of several files each has its own answer, and what is refused says why', async () => {
  const { page } = await desk.open('reporter', '/pictures', { name: 'Ada Finch' });
  const bad = join(folder, 'map.svg');
  await writeFile(bad, drawing('<script>alert(1)</script>'));
  const empty = join(folder, 'empty.jpg');
  await writeFile(empty, '');
  await choose(page, [await landscape('dusk.jpg', 'Ida Holm'), bad, empty]);
  const tray = page.getByRole('region', { name: 'Files being added' });
  await tray.getByText('Added', { exact: true }).waitFor();
  await tray.getByText(/^map\.svg was not taken in: the drawing holds a <script> element/).waitFor();
  await tray.getByText('empty.jpg is empty: it has no bytes.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await choose(page, [join(folder, 'dusk.jpg')]);
  await page.keyboard.press('Escape');
  await tray.getByText('Already in the library').waitFor();
});

test('a picture that is dropped on the page or pasted comes in too', async () => {
  const { page } = await desk.open('reporter', '/pictures', { name: 'Ada Finch' });
  await page.getByRole('button', { name: 'Add pictures' }).waitFor();
  const bytes = [
    ...(await sharp({ create: { width: 60, height: 40, channels: 3, background: '#284' } })
      .png()
      .toBuffer()),
  ];
  for (const [kind, name] of [
    ['drop', 'dropped.png'],
    ['paste', 'pasted.png'],
  ] as const) {
    await page.evaluate(
      ([how, file, data]) => {
        const carried = new DataTransfer();
        // One sign more, so that the two are not the same file.
        carried.items.add(new File([new Uint8Array(data as number[]), how as string], file as string));
        const event =
          how === 'drop'
            ? new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      [kind, name, bytes] as const,
    );
    await page.getByRole('dialog', { name }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

test('the library is searched as one types and walked by arrow keys, on a phone too', async () => {
  const wish = { name: 'Eva Stone', width: 390, height: 800, scheme: 'dark' } as const;
  const { page, cookie } = await desk.open('editor', '/pictures', wish);
  for (const name of ['quay-1.jpg', 'quay-2.jpg', 'quay-3.jpg', 'quay-4.jpg', 'quay-5.jpg']) {
    const body = await readFile(await landscape(name, `Photographer ${name}`));
    const headers = { cookie, 'x-standfirst': 'desk', 'x-file-name': name };
    const answer = await fetch(`${desk.url}/desk/api/pictures`, { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
  }
  const search = page.getByLabel('Search pictures');
  await search.fill('quay 3');
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
  await search.fill('quay');
  await expect.poll(() => page.getByRole('listitem').count()).toBe(5);
  await page.getByRole('listitem').first().getByRole('button').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  // Two beside each other on a phone, newest first: right, then down, is the fourth.
  await page.getByRole('dialog', { name: 'The field at quay-2.' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
