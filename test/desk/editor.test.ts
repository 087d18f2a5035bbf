import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openBrowser } from '#harness/browser.js';
import { openDesk } from '#harness/desk.js';
import {
  expectSaved,
  expectText,
  goToStory,
  openForTwo,
  openNewStory,
  paste,
  select,
  shownText,
  soon,
  storedBody,
  typesOf,
  write,
} from './story-desk.ts';

const desk = await openDesk();
// Whoever has a story open costs time in every test that follows.
afterEach(async () => {
  const browser = await openBrowser();
  for (const context of browser.contexts()) await context.close();
});
const headline = '.text-part.headline textarea';

test('two people write in one paragraph at once, and both see everything', async () => {
  const { id, one, other } = await openForTwo(desk);
  await one.locator(headline).fill('Harbour wall to be rebuilt');
  await write(one, 'The council decided.');
  await expectText(other, 'The council decided.');
  await soon(() => other.locator(headline).inputValue()).toBe('Harbour wall to be rebuilt');
  await other.locator('.story-body p').first().click();
  await other.keyboard.press('Home');
  await Promise.all([other.keyboard.type('On Thursday: '), one.keyboard.type(' It was late.')]);
  const both = 'On Thursday: The council decided. It was late.';
  for (const page of [one, other]) await expectText(page, both);
  await expectSaved(one);
  await expectSaved(other);
  expect(JSON.stringify(await storedBody(desk, id))).toContain(both);
});

test('both may write in the headline, and each sees who else is there', async () => {
  const { one, other, second } = await openForTwo(desk);
  await one.locator(headline).fill('Wall rebuilt');
  await soon(() => other.locator(headline).inputValue()).toBe('Wall rebuilt');
  await other.locator(headline).focus();
  await other.keyboard.press('Control+Home');
  await soon(() => one.locator('.text-part.headline .here-too').textContent()).toBe(second.staff.name);
  await one.locator(headline).press('End');
  await Promise.all([other.keyboard.type('Harbour '), one.keyboard.type(' by spring')]);
  for (const page of [one, other]) {
    await soon(() => page.locator(headline).inputValue()).toBe('Harbour Wall rebuilt by spring');
  }
});

test("undo takes back one's own words and leaves a colleague's", async () => {
  const { one, other } = await openForTwo(desk);
  await write(one, 'Mine.\nSecond.');
  await expectText(other, 'Second.');
  await write(other, ' Theirs.');
  await expectText(one, 'Second. Theirs.');
  await one.locator('.story-body').press('Control+z');
  await expectText(one, 'Theirs.');
  await soon(() => shownText(one)).not.toContain('Second.');
});

test('a story is written with signs at the start of lines, and keeps its form', async () => {
  const { id, page } = await openNewStory(desk);
  await write(
    page,
    'One **bold** and _new_ word.\n## Costs\n- first\nsecond\n\n> Words of somebody.\n\n--- ',
  );
  await page.keyboard.type('After the line.');
  await expectSaved(page);
  await expect
    .poll(() => typesOf(desk, id))
    .toEqual(['paragraph', 'crosshead', 'list', 'quotation', 'divider', 'paragraph']);
  const [first] = (await storedBody(desk, id)).content;
  expect(JSON.stringify(first)).toContain('{"type":"text","text":"bold","marks":[{"type":"strong"}]}');
});

test('elements are chosen from the list that a slash opens, and the premium cut stands once', async () => {
  const { id, page } = await openNewStory(desk);
  const element = async (name: string) => {
    await page.keyboard.type(`/${name}`);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  };
  await write(page, 'Opening.\n');
  await element('premium');
  await page.keyboard.type('Whole.');
  await page.keyboard.press('Enter');
  await element('premium');
  await element('table');
  await page.keyboard.type('Cell');
  await expectSaved(page);
  await soon(() => typesOf(desk, id)).toEqual(['paragraph', 'paragraph', 'premiumCut', 'table']);
});

test('blocks keep their ids while paragraphs are parted and joined', async () => {
  const { id, page } = await openNewStory(desk);
  const ids = async () => (await storedBody(desk, id)).content.map(({ attrs }) => attrs.id);
  await write(page, 'One two');
  await expectSaved(page);
  const [before] = await ids();
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expectSaved(page);
  await soon(async () => (await ids()).length).toBe(2);
  const parted = await ids();
  expect(parted[0]).toBe(before);
  expect(parted[1]).not.toBe(before);
  await page.keyboard.press('Backspace');
  await expectSaved(page);
  await soon(ids).toEqual([before]);
});

const word =
  '<html xmlns:o="urn:schemas-microsoft-com:office:office"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->' +
  '<p class=MsoNormal style="mso-margin-top-alt:auto"><b style="mso-bidi-font-weight:normal">The council</b> decided.<o:p></o:p></p>' +
  '<h2>Costs<o:p></o:p></h2><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Four million.</p></html>';
const googleDocs =
  '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7"><p dir="ltr"><span style="font-weight:700">The council</span>' +
  '<span style="font-weight:400"> decided.</span></p><h2 dir="ltr"><span>Costs</span></h2><p dir="ltr"><span>Four million.</span></p></b>';
const webPage =
  '<div onclick="alert(1)"><p style="color:red"><strong>The council</strong> decided.</p><script>alert(1)</script>' +
  '<h2 class="x">Costs</h2><p>Four <a href="javascript:alert(1)">million</a>.<img src=x onerror=alert(1)></p></div>';

test.each([
  ['Word', word],
  ['Google Docs', googleDocs],
  ['a web page', webPage],
])('what is pasted from %s comes in clean', async (_from, html) => {
  const { id, page } = await openNewStory(desk);
  await page.locator('.story-body').click();
  await paste(page, html);
  await expectText(page, 'Four million.');
  await expectSaved(page);
  const body = await storedBody(desk, id);
  const words = body.content.filter(({ type }) => type !== 'picture');
  expect(words.map(({ type }) => type)).toEqual(['paragraph', 'crosshead', 'paragraph']);
  expect(JSON.stringify(words[0])).toContain(
    '{"type":"text","text":"The council","marks":[{"type":"strong"}]}',
  );
  expect(JSON.stringify(body)).not.toMatch(/javascript|onclick|onerror|mso|docs-internal/i);
});

test('what is typed with the line down is kept, through a reload, and merges when it is back', async () => {
  const { id, one, other } = await openForTwo(desk);
  await write(one, 'Before.');
  await expectText(other, 'Before.');
  await expectSaved(one);
  await one.context().setOffline(true);
  await write(one, ' Typed offline.');
  const state = one.locator('.state-line [role="status"]');
  await expect.poll(() => state.textContent()).toMatch(/^Offline: \d+ changes? kept here$/);
  await write(other, ' From a colleague.');
  await expectSaved(other);
  await one.context().setOffline(false);
  for (const page of [one, other]) {
    await soon(() => shownText(page)).toContain('Typed offline.');
    await expectText(page, 'From a colleague.');
  }
  await soon(() => shownText(one)).toBe(await shownText(other));
  await expectSaved(one);
  await goToStory(desk, one, id);
  await expectText(one, 'Typed offline.');
}, 60_000);

test('whose session ended goes on typing, signs in over the text, and nothing is lost', async () => {
  const { id, page, at } = await openNewStory(desk);
  await write(page, 'Before.');
  await expectSaved(page);
  await desk.house.store.db.deleteFrom('session').where('account_id', '=', at.staff.id).execute();
  await page.context().clearCookies();
  await page.context().setOffline(true);
  await write(page, ' After.');
  await page.context().setOffline(false);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor({ timeout: 20_000 });
  await expectText(page, 'Before. After.');
  await dialog.getByRole('button', { name: 'Send me a code' }).click();
  await soon(() => findCode(at.staff.email)).toMatch(/^\d/);
  await dialog.getByLabel('Code from the letter').fill(await findCode(at.staff.email));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await soon(async () => JSON.stringify(await storedBody(desk, id))).toContain('Before. After.');
}, 60_000);

/** The code of the newest letter to this address, as it lies in the data folder without a mail server. */
async function findCode(to: string): Promise<string> {
  const folder = join(desk.house.folder, 'outbox');
  const names = (await readdir(folder).catch(() => [])).sort().reverse();
  for (const name of names) {
    const letter = await readFile(join(folder, name), 'utf8');
    if (letter.includes(to)) return /\d{4} \d{4}/.exec(letter)?.[0] ?? '';
  }
  return '';
}

test('suggestions change nothing until somebody accepts or refuses them', async () => {
  const { id, one, other, first } = await openForTwo(desk);
  await write(one, 'The minister spoke on Friday.');
  await expectText(other, 'Friday.');
  await one.getByRole('button', { name: 'Suggest', exact: true }).click();
  await select(one, 'minister');
  await one.keyboard.type('mayor');
  await select(one, 'Friday');
  await one.keyboard.press('Delete');
  await expectSaved(one);
  expect(JSON.stringify(await storedBody(desk, id))).toContain('The minister spoke on Friday.');
  await other.getByRole('tab', { name: /Suggestions/ }).click();
  const panel = other.locator('.suggestions');
  await soon(() => panel.locator('li').count()).toBe(2);
  expect(await panel.textContent()).toContain(first.staff.name);
  await panel.locator('li').first().getByRole('button', { name: 'Accept' }).click();
  await soon(() => panel.locator('li').count()).toBe(1);
  await panel.locator('li').first().getByRole('button', { name: 'Refuse' }).click();
  await expectText(one, 'The mayor spoke on Friday.');
  await expectSaved(other);
  expect(JSON.stringify(await storedBody(desk, id))).toContain('The mayor spoke on Friday.');
});

test('a note on a passage is read, answered and resolved, and never reaches the text', async () => {
  const { id, one, other } = await openForTwo(desk);
  await write(one, 'The mayor spoke on Friday.');
  await expectText(other, 'Friday.');
  await select(one, 'on Friday');
  await one.getByRole('button', { name: 'Note', exact: true }).click();
  await one.getByRole('textbox', { name: 'Your note' }).fill('Was it not Thursday?');
  await one.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByRole('tab', { name: /Notes/ }).click();
  const thread = other.locator('.thread');
  await soon(() => thread.textContent()).toContain('Was it not Thursday?');
  await thread.getByRole('textbox', { name: 'Reply' }).fill('Friday, says the clerk.');
  await thread.getByRole('button', { name: 'Save', exact: true }).click();
  await soon(() => one.locator('.thread').textContent()).toContain('says the clerk');
  await expectSaved(one);
  expect(JSON.stringify(await storedBody(desk, id))).not.toMatch(/Thursday|note/);
  await thread.getByRole('button', { name: 'Resolve' }).click();
  await soon(() => one.locator('.thread').count()).toBe(0);
});

test('words are found and replaced, and one undo takes all of it back', async () => {
  const { page } = await openNewStory(desk);
  await write(page, 'The wall. A wall. Walls.');
  await page.keyboard.press('Control+h');
  await page.getByRole('textbox', { name: 'Find' }).fill('wall');
  const bar = page.locator('.find-bar');
  await soon(() => bar.locator('output').textContent()).toMatch(/of 3$/);
  await bar.getByRole('button', { name: 'Whole words' }).click();
  await soon(() => bar.locator('output').textContent()).toMatch(/of 2$/);
  await page.getByRole('textbox', { name: 'Replace by' }).fill('pier');
  await bar.getByRole('button', { name: 'Replace all' }).click();
  await expectText(page, 'The pier. A pier. Walls.');
  await bar.getByRole('button', { name: 'Close' }).click();
  await page.locator('.story-body').press('Control+z');
  await expectText(page, 'The wall. A wall. Walls.');
});

test('details are shared with everybody in the story', async () => {
  const { one, other } = await openForTwo(desk);
  await one.getByRole('textbox', { name: 'Dateline' }).fill('BROD');
  await soon(() => other.getByRole('textbox', { name: 'Dateline' }).inputValue()).toBe('BROD');
});

test.each([
  ['wide', 1280, 'light'],
  ['wide', 1280, 'dark'],
  ['on a phone', 390, 'light'],
] as const)(
  'nothing bars anybody from the story, %s at %i in the %s scheme',
  async (_what, width, scheme) => {
    const { page } = await openNewStory(desk, { width, scheme });
    await write(page, 'Words.\n## Crosshead\n> Quotation.\n\nMore.');
    await expectSaved(page);
    expect(await findBarriers(page)).toEqual([]);
  },
);
