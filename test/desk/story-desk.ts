/** What the tests of the editor share: a story begun by one person and opened by two. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { PageWish } from '#harness/browser.js';
import type { AtDesk, DeskHere } from '#harness/desk.js';
import type { StoryId } from '#kit/ids.js';
import type { Body } from '#stories/document.js';
import { readWorkingContent } from '#stories/working.sql.js';

export type OneAtDesk = { id: number; page: Page; at: AtDesk };
export type TwoAtDesk = { id: number; one: Page; other: Page; first: AtDesk; second: AtDesk };

/** An editor begins a story and has it open. */
export async function openNewStory(desk: DeskHere, wish: PageWish = {}): Promise<OneAtDesk> {
  const at = await desk.open('editor', '/account', wish);
  const { json } = await at.ask('POST', '/stories', { headline: '' });
  const { id } = json as { id: number };
  await goToStory(desk, at.page, id);
  return { id, page: at.page, at };
}

/** An editor begins a story, and a second one opens it too. */
export async function openForTwo(desk: DeskHere): Promise<TwoAtDesk> {
  const { id, page, at } = await openNewStory(desk);
  const second = await desk.open('editor', `/stories/${id}`);
  await second.page.locator('.story-body').waitFor();
  return { id, one: page, other: second.page, first: at, second };
}

export async function goToStory(desk: DeskHere, page: Page, id: number): Promise<void> {
  await page.goto(`${desk.url}/desk/stories/${id}`);
  await page.locator('.story-body').waitFor();
}

/** Writes into the text from its end on; a line break in `text` is Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('.story-body').click();
  await page.keyboard.press('Control+End');
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line);
  }
}

/** Looks again and again until it is so; the machine may be busy. */
export function soon<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look, { timeout: 15_000 });
}

/** Waits until the text of the story says this, names of carets left out. */
export async function expectText(page: Page, text: string): Promise<void> {
  await soon(() => shownText(page)).toContain(text);
}

export function shownText(page: Page): Promise<string> {
  return page.locator('.story-body').evaluate((body) => {
    const copy = body.cloneNode(true) as Element;
    for (const caret of copy.querySelectorAll('.their-caret')) caret.remove();
    return copy.textContent ?? '';
  });
}

/** Waits until all that was typed is in the database. */
export async function expectSaved(page: Page): Promise<void> {
  const state = page.locator('.state-line [role="status"]');
  await soon(() => state.textContent()).toMatch(/^(Saved \d\d:\d\d:\d\d|Everything is saved)$/);
}

/** The text as the server would make a revision of it. */
export async function storedBody(desk: DeskHere, id: number): Promise<Body> {
  return (await readWorkingContent(desk.house.store.db, id as StoryId)).body;
}

export async function typesOf(desk: DeskHere, id: number): Promise<string[]> {
  return (await storedBody(desk, id)).content.map(({ type }) => type);
}

/** Selects the first place of these words in the text. */
export async function select(page: Page, words: string): Promise<void> {
  await page.locator('.story-body').evaluate((body, wanted) => {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      (body as HTMLElement).focus();
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`There is no "${wanted}" in the text.`);
  }, words);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
}

/** Pastes HTML as another program puts it on the clipboard. */
export async function paste(page: Page, html: string, text = ''): Promise<void> {
  await page.locator('.story-body').evaluate(
    (body, [asHtml, asText]) => {
      const data = new DataTransfer();
      if (asHtml) data.setData('text/html', asHtml);
      data.setData('text/plain', asText);
      body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [html, text] as const,
  );
}
