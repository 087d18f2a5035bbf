import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openDesk } from '#harness/desk.js';

test('somebody who is signed in finds the desk, with their name in the bar and the keys on a sheet', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('editor', '/no-such-screen', { name: 'Ada Finch' });
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  expect(await page.getByRole('button', { name: 'Your account: Ada Finch' }).textContent()).toBe('AF');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'What the keys do here' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('somebody who is not signed in is asked nothing but to sign in, and told so by the desk’s questions', async () => {
  const desk = await openDesk();
  const answer = await fetch(`${desk.url}/desk/api/me`);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'not-signed-in' });
});

test('a change that does not come from the desk’s own pages is refused', async () => {
  const desk = await openDesk();
  const { cookie } = await desk.open('admin', '/');
  const answer = await fetch(`${desk.url}/desk/api/no-such`, { method: 'POST', headers: { cookie } });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'not-from-the-desk' });
});
