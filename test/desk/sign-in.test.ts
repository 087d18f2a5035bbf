import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { makeFirstLink } from '#accounts/ways-in.io.js';
import { findBarriers } from '#harness/axe.js';
import { openPage } from '#harness/browser.js';
import { type DeskHere, openDesk } from '#harness/desk.js';

/** What the newest letter in the folder outbox says. */
async function readLetter(desk: DeskHere, count: number): Promise<string> {
  const folder = join(desk.house.folder, 'outbox');
  const names = await vi.waitFor(async () => {
    const found = (await readdir(folder)).sort();
    expect(found).toHaveLength(count);
    return found;
  });
  const text = await readFile(join(folder, names.at(-1) ?? ''), 'utf8');
  return text.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
}

async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
}

const codeOf = (letter: string) => /(\d{4} \d{4})/.exec(letter)?.[1] ?? '';
const barName = (name: string) => ({ name: `Your account: ${name}` });

test('the first admin, a colleague by code and by link, wrong codes on the way, no barrier on any page', async () => {
  const desk = await openDesk();
  const page = await openPage();
  await page.goto(`${desk.url}/desk`);
  await page.getByText('Nobody has an account here yet').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${desk.url}${await makeFirstLink(desk.desk.accounts)}`);
  await page.getByLabel('Your name').fill('Mo Quill');
  await page.getByLabel('E-mail address').fill('mo@paper.example');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make my account' }).click();
  await page.getByRole('button', barName('Mo Quill')).waitFor();

  await page.goto(`${desk.url}/desk/staff`);
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const adding = page.getByRole('dialog');
  await adding.getByLabel('Name').fill('Ada Finch');
  await adding.getByLabel('E-mail address').fill('ada@paper.example');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Ada Finch' }).waitFor();
  const invitation = await readLetter(desk, 1);

  const ada = await openPage();
  await ada.goto(/http:\S+\/desk\/sign-in\/[\w-]+/.exec(invitation)?.[0] ?? '');
  await ada.reload();
  await ada.getByRole('heading', { name: 'Welcome, Ada Finch' }).waitFor();
  expect(await findBarriers(ada)).toEqual([]);
  await ada.getByRole('button', { name: 'Sign in' }).click();
  await ada.getByRole('button', barName('Ada Finch')).click();
  await ada.getByRole('menuitem', { name: 'Sign out' }).click();
  await ada.getByRole('heading', { name: 'Sign in' }).waitFor();

  await ada.goto(`${desk.url}/desk/account`);
  await askForCode(ada, 'Ada@paper.example');
  const letter = await readLetter(desk, 2);
  await ada.getByLabel('Code from the letter').fill('0000 0000');
  await ada.getByRole('button', { name: 'Sign in' }).click();
  await ada.getByText('This is not the code of the newest letter').waitFor();
  expect(await findBarriers(ada)).toEqual([]);
  await ada.getByLabel('Code from the letter').fill(codeOf(letter));
  await ada.keyboard.press('Enter');
  // Where one wanted to go is where one comes to.
  await ada.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  expect(await findBarriers(ada)).toEqual([]);
});

test('an app for codes, recovery codes and a password let somebody in when mail is down', async () => {
  const desk = await openDesk();
  const { page, staff } = await desk.open('editor', '/account', { name: 'Ada Finch' });
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Set up' }).click();
  const key = (await dialog.locator('code.key').textContent())?.replaceAll(' ', '') ?? '';
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  await dialog.getByLabel('Code of the app').fill(totp.generate({ timestamp: Date.now() - 30_000 }));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByRole('button', { name: 'I have kept them' }).waitFor();
  const recovery = await dialog.locator('.recovery code').allTextContents();
  expect(recovery).toHaveLength(10);
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left').waitFor();

  await page.getByRole('button', { name: 'Set a password' }).click();
  await dialog.getByLabel('New password').fill('harbour lights at dawn');
  await dialog.getByLabel('Code of the app').fill(totp.generate());
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The password is set.').waitFor();

  const other = await openPage();
  await other.goto(`${desk.url}/desk/sign-in`);
  await other.getByRole('button', { name: 'Password' }).click();
  await other.getByLabel('E-mail address').fill(staff.email);
  await other.getByLabel('Password').fill('harbour lights at dawn');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('heading', { name: 'Second step' }).waitFor();
  expect(await findBarriers(other)).toEqual([]);
  // Going away and coming back asks for the same step, and lets nobody past it.
  await other.goto(`${desk.url}/desk/account`);
  await other.getByRole('heading', { name: 'Second step' }).waitFor();
  await other.getByLabel('Code of the app, or a recovery code').fill(recovery[0] ?? '');
  await other.getByRole('button', { name: 'Go on' }).click();
  await other.getByText('9 recovery codes are left').waitFor();
});

test('a passkey is made on one’s account page and signs in without a letter', async () => {
  const desk = await openDesk();
  // Passkeys belong to names: on one's own machine that is localhost.
  const url = desk.url.replace('127.0.0.1', 'localhost');
  const { page, cookie } = await desk.open('reporter', '/account', { name: 'Ada Finch' });
  const cut = cookie.indexOf('=');
  const session = { name: cookie.slice(0, cut), value: cookie.slice(cut + 1) };
  await page.context().addCookies([{ ...session, url }]);
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/desk/account`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('What to call it').fill('Laptop at the desk');
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The passkey is added.').waitFor();
  await page.getByText('Laptop at the desk').waitFor();
  expect(await listAudit(desk.house.store.db, { limit: 1, act: 'passkey.made' })).toHaveLength(1);
  await page.context().clearCookies();
  await page.goto(`${url}/desk/account`);
  await page.getByRole('button', { name: 'Passkey' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.getByText('Laptop at the desk').waitFor();
});

test('a session that ends is asked for again over the screen, and the screen stays', async () => {
  const desk = await openDesk();
  const admin = await desk.open('admin', '/staff', { name: 'Mo Quill' });
  const { page, staff } = await desk.open('editor', '/account', { name: 'Ada Finch' });
  await page.getByLabel('Name').fill('Ada Finch-Marsh');
  expect((await admin.ask('POST', `/staff/${staff.id}/sign-out`)).status).toBe(204);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByRole('button', { name: 'Send me a code' }).click();
  await dialog.getByLabel('Code from the letter').fill(codeOf(await readLetter(desk, 1)));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Name').inputValue()).toBe('Ada Finch-Marsh');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', barName('Ada Finch-Marsh')).waitFor();
});

test('the staff list, a person’s sheet and the log stand without barriers, on a phone too', async () => {
  const desk = await openDesk();
  await desk.open('reporter', '/', { name: 'Ada Finch' });
  const { page } = await desk.open('admin', '/staff', { name: 'Mo Quill' });
  await page.getByRole('button', { name: 'Ada Finch' }).click();
  const sheet = page.getByRole('dialog', { name: 'Ada Finch' });
  await sheet.getByText('Rights', { exact: true }).click();
  expect(await findBarriers(page)).toEqual([]);
  await sheet.getByText('May sign in').click();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Out of service').waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${desk.url}/desk/staff/audit`);
  await page.getByText('active: true → false').waitFor();
  expect(await findBarriers(page)).toEqual([]);
});
