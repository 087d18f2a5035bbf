/** What the tests of the editor share: a story begun by one person and opened by two. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { PageWish } from '#harness/browser.js';
import type { AtDesk, DeskHere } from '#harness/desk.js';
import type { StoryId } from '#kit/ids.js';
import { plainText } from '#stories/document.js';
import { readWorkingContent } from '#stories/working.sql.js';

export type TwoAtDesk = { id: number; one: Page; other: Page; first: AtDesk; second: AtDesk };

/** An editor begins a story; a second one opens it too. */
export async function beginStory(desk: DeskHere, wish: PageWish = {}): Promise<TwoAtDesk> {
  const first = await desk.open('editor', '/newslist', wish);
  const { json } = await first.ask('POST', '/stories', { headline: '' });
  const { id } = json as { id: number };
  const second = await desk.open('editor', `/stories/${id}`, wish);
  await first.page.goto(`${desk.url}/desk/stories/${id}`);
  for (const { page } of [first, second]) await page.locator('.story-body').waitFor();
  return { id, one: first.page, other: second.page, first, second };
}

export async function textOf(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.locator('.story-body').textContent(), { timeout: 8_000 }).toContain(text);
}

/** The running text that the server has of the story a page shows. */
export async function bodyOf(desk: DeskHere, page: Page): Promise<string> {
  const id = Number(new URL(page.url()).pathname.split('/').at(-1)) as StoryId;
  const { body } = await readWorkingContent(desk.house.store.db, id);
  return plainText(body.content);
}
