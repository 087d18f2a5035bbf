import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { type AtDesk, type DeskHere, openDesk } from '#harness/desk.js';
import type { SectionId, StoryId } from '#kit/ids.js';
import { addSections } from '#site/testing/a-house.js';
import type { Content } from '#stories/story.js';
import { paragraphs } from '#stories/testing/new-story.js';
import { createStory } from '#stories/work-story.sql.js';
import { changeWorking, readWorkingContent } from '#stories/working.sql.js';
import { applyContent } from '#stories/working-document.js';

const body = (text: string): Content['body'] => ({ type: 'doc', content: paragraphs(text) });

async function newsroom(clock?: () => Date) {
  const desk = await openDesk(clock ? { clock } : {});
  const [section] = await addSections(desk.house.store, [{ slug: 'city' }], new Date('2026-01-01T00:00:00Z'));
  return { desk, section: section as SectionId };
}

async function draft(
  { desk, section }: { desk: DeskHere; section: SectionId },
  by: AtDesk,
  wish: { headline: string; text: string },
): Promise<StoryId> {
  const begun = { by: by.staff.id, byName: by.staff.name, headline: wish.headline, section };
  const now = desk.house.clock();
  return desk.house.store.db
    .transaction()
    .execute((tx) => createStory(tx, { ...begun, draft: { body: body(wish.text) } }, now));
}

/** A colleague goes on writing. */
async function write(desk: DeskHere, by: AtDesk, id: StoryId, change: Partial<Content>): Promise<void> {
  const { db } = desk.house.store;
  const content = { ...(await readWorkingContent(db, id)), ...change };
  const made = { by: by.staff.id, at: desk.house.clock() };
  await db.transaction().execute((tx) => changeWorking(tx, id, made, (doc) => applyContent(doc, content)));
}

async function readers(desk: DeskHere, path: string): Promise<string> {
  await desk.caughtUp();
  return (await fetch(`${desk.url}${path}`)).text();
}

async function openDialog(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page
    .locator('.story-head')
    .getByRole('button', { name: /^(Publish|Update)$/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.publishing').waitFor();
  return dialog;
}

test('an editor publishes a story, then an update in which a colleague’s half sentence is held back', async () => {
  const room = await newsroom();
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const tom = await desk.open('reporter', '/newslist', { name: 'Tom Reed' });
  const id = await draft(room, tom, {
    headline: 'Bridge closed',
    text: 'The bridge is closed.\nIt cost 3 million.',
  });
  await ada.page.goto(`${desk.url}/desk/stories/${id}`);
  const first = await openDialog(ada.page);
  await first.getByText('There is no standfirst.').waitFor();
  expect(await findBarriers(ada.page)).toEqual([]);
  await first.getByRole('button', { name: 'Publish', exact: true }).click();
  await ada.page.getByText('Published. Readers see it now.').waitFor();
  expect(await readers(desk, '/city/bridge-closed')).toContain('It cost 3 million.');

  await write(desk, tom, id, {
    headline: 'Bridge open',
    body: body('The bridge is open again.\nIt cost 4 million, which'),
  });
  const update = await openDialog(ada.page);
  const half = update.locator('.change', { hasText: 'which' });
  await half.getByText(/Tom Reed wrote here/).waitFor();
  await half.getByText('Hold back').click();
  await half.getByText('Held back: readers go on seeing what is published.').waitFor();
  await update.getByLabel('What changed, for readers').fill('The bridge has opened.');
  await update.getByRole('button', { name: 'Publish update' }).click();
  await ada.page.getByText('What was held back waits for the next update.').waitFor();
  const page = await readers(desk, '/city/bridge-closed');
  expect(page).toContain('The bridge is open again.');
  expect(page).toContain('It cost 3 million.');
  expect(page).not.toContain('which');
  expect(page).toContain('The bridge has opened.');
});

test('what a colleague changes while the dialogue is open is marked, and does not go out by the next click', async () => {
  const room = await newsroom();
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const tom = await desk.open('reporter', '/newslist', { name: 'Tom Reed' });
  const id = await draft(room, tom, { headline: 'Bridge closed', text: 'The bridge is closed.' });
  await ada.page.goto(`${desk.url}/desk/stories/${id}`);
  const dialog = await openDialog(ada.page);
  await write(desk, tom, id, { body: body('The bridge is closed, and the tun') });
  await dialog.getByText('Changed after you looked').waitFor();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await dialog.getByText(/Somebody changed this while you looked/).waitFor();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await ada.page.getByText('Published. Readers see it now.').waitFor();
});

test('the published text is corrected alone, and the colleague’s unfinished rewrite keeps its words', async () => {
  const room = await newsroom();
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const id = await draft(room, ada, { headline: 'Bridge closed', text: 'It cost 3 million.\nTrains stop.' });
  await ada.page.goto(`${desk.url}/desk/stories/${id}`);
  await (await openDialog(ada.page)).getByRole('button', { name: 'Publish', exact: true }).click();
  await ada.page.getByText('Published. Readers see it now.').waitFor();
  await write(desk, ada, id, { body: body('It cost 3 million.\nTrains stop, and nobody knows') });

  await ada.page.locator('.story-head').getByRole('button', { name: 'More' }).click();
  await ada.page.getByRole('menuitem', { name: 'Correct the published text' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Correct what readers see' });
  await dialog.getByLabel('Paragraph').first().fill('It cost 4 million.');
  expect(await findBarriers(ada.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Publish the correction' }).click();
  await ada.page.getByText('Corrected. Readers see it now.').waitFor();
  const page = await readers(desk, '/city/bridge-closed');
  expect(page).toContain('It cost 4 million.');
  expect(page).not.toContain('nobody knows');
  const working = await readWorkingContent(desk.house.store.db, id);
  expect(working.body).toEqual(body('It cost 4 million.\nTrains stop, and nobody knows'));
});

test('a flash goes out from a phone in two steps, and leaves what it lacks as tasks', async () => {
  const { desk } = await newsroom();
  const ada = await desk.open('editor', '/flash', { name: 'Ada Finch', width: 390, height: 780 });
  const { page } = ada;
  await page.getByLabel('Headline').fill('Bridge closed');
  await page.getByLabel('One sentence').fill('The bridge over the river is closed.');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('article').getByText('The bridge over the river is closed.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('It leads the home front.').waitFor();
  const path = await page.getByRole('link', { name: 'See it' }).getAttribute('href');
  expect(await readers(desk, path ?? '')).toContain('The bridge over the river is closed.');
  await page.getByRole('button', { name: 'Go on with the story' }).click();
  const dialog = await openDialog(page);
  await dialog.getByRole('heading', { name: 'Left to do' }).waitFor();
  const inside = dialog.locator('.inside');
  expect(await inside.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  expect(await inside.evaluate((one) => one.getBoundingClientRect().right)).toBeLessThanOrEqual(390);
});

test('a story set for a time is out at its second, by the paper’s own clocks', async () => {
  let now = new Date('2026-06-01T12:00:00Z');
  const room = await newsroom(() => now);
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const id = await draft(room, ada, { headline: 'Bridge closed', text: 'The bridge is closed.' });
  await ada.page.goto(`${desk.url}/desk/stories/${id}`);
  const dialog = await openDialog(ada.page);
  await dialog.getByText('At a time', { exact: true }).click();
  await dialog.getByLabel('Readers see it from').fill('2026-06-01T18:00');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await ada.page.getByText(/Scheduled for/).waitFor();
  now = new Date('2026-06-01T17:59:59.999Z');
  expect((await fetch(`${desk.url}/city/bridge-closed`)).status).toBe(404);
  now = new Date('2026-06-01T18:00:00.000Z');
  await vi.waitFor(async () => expect((await fetch(`${desk.url}/city/bridge-closed`)).status).toBe(200));
});

test('history shows what each version changed, and brings one back beside what was typed since', async () => {
  const room = await newsroom();
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const id = await draft(room, ada, { headline: 'Bridge closed', text: 'The bridge is closed.' });
  await ada.page.goto(`${desk.url}/desk/stories/${id}`);
  await (await openDialog(ada.page)).getByRole('button', { name: 'Publish', exact: true }).click();
  await ada.page.getByText('Published. Readers see it now.').waitFor();
  await write(desk, ada, id, { headline: 'Bridge open' });
  await ada.page.getByRole('tab', { name: 'History' }).click();
  await ada.page.getByRole('button', { name: /Published · with readers/ }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Revision 2' });
  await dialog.getByText('These two versions are the same.').waitFor();
  expect(await findBarriers(ada.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Bring back this version' }).click();
  await ada.page.getByText(/Revision 2 is the working text again/).waitFor();
  expect((await readWorkingContent(desk.house.store.db, id)).headline).toBe('Bridge closed');
});

test('the preview frames the paper’s own page, for each audience and width', async () => {
  const room = await newsroom();
  const { desk } = room;
  const ada = await desk.open('editor', '/newslist', { name: 'Ada Finch' });
  const id = await draft(room, ada, {
    headline: 'Bridge closed',
    text: 'The bridge is closed.\n[cut]\nFor members.',
  });
  await write(desk, ada, id, { access: { to: 'members' } });
  await ada.page.goto(`${desk.url}/desk/stories/${id}/preview`);
  const frame = ada.page.frameLocator('iframe');
  await frame.getByText('For members.').waitFor();
  await ada.page.getByText('Readers without access').click();
  await frame.getByText('The bridge is closed.').waitFor();
  expect(await frame.getByText('For members.').count()).toBe(0);
  await ada.page.getByText('Phone').click();
  expect(await ada.page.locator('iframe').evaluate((one) => one.getBoundingClientRect().width)).toBe(390);
  expect(await findBarriers(ada.page)).toEqual([]);
});
