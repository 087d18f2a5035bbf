import { expect, test } from 'vitest';
import { openDesk } from '#harness/desk.js';
import { beginStory, bodyOf, textOf } from './story-desk.ts';

const desk = await openDesk();

test('two people write in one story at once, and both see everything', async () => {
  const { one, other } = await beginStory(desk);
  await one.locator('.text-part.headline textarea').fill('Harbour wall to be rebuilt');
  await one.locator('.story-body').click();
  await one.keyboard.type('The council decided.');
  await textOf(other, 'The council decided.');
  await expect
    .poll(() => other.locator('.text-part.headline textarea').inputValue())
    .toBe('Harbour wall to be rebuilt');
  await other.locator('.story-body p').first().click();
  await other.keyboard.press('Home');
  await Promise.all([other.keyboard.type('On Thursday: '), one.keyboard.type(' It was late.')]);
  const both = 'On Thursday: The council decided. It was late.';
  await textOf(one, both);
  await textOf(other, both);
  await expect.poll(() => one.locator('.state-line').textContent()).toMatch(/Saved \d\d:\d\d:\d\d/);
  expect(await bodyOf(desk, one)).toContain(both);
  await one.screenshot({ path: '/tmp/ed/one.png' });
});
