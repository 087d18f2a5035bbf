import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { findBarriers } from '#harness/axe.js';
import { openPage, type PageWish } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { openMailboxes } from './mailbox.ts';

let here: Here;
let mail: Awaited<ReturnType<typeof openMailboxes>>;
let url: string;

beforeAll(async () => {
  mail = await openMailboxes();
  here = await serveHere(await newFolder('joining'), {
    environment: { ...mail.environment, STANDFIRST_NAME: 'The Coast' },
  });
  // Passkeys belong to a name, and a number is none.
  url = here.url.replace('127.0.0.1', 'localhost');
}, 60_000);

const withoutScripts: PageWish = { scripts: false };
const phone: PageWish = { width: 390, height: 844, scheme: 'dark' };

/** Asks for a letter on the page of this path. */
async function ask(page: Page, path: string, email: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
}

async function join(email: string, wish: PageWish = {}): Promise<Page> {
  const page = await openPage(wish);
  await ask(page, '/account/join', email);
  await page.getByLabel('Code from the letter').fill((await mail.next(email)).code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Welcome. Your account is made').waitFor();
  return page;
}

test('somebody joins by code, without scripts, after a slip, and is welcome', async () => {
  const page = await openPage(withoutScripts);
  await page.goto(`${url}/account/join`);
  await page.getByLabel('E-mail address').fill('rosa@reader.example');
  await page.getByLabel('Your name').fill('Rosa Reader');
  await page.getByText('Yes, send me letters from The Coast').click();
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code from the letter').fill('0000 0000');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('This is not the code of the newest letter').waitFor();
  const { code } = await mail.next('rosa@reader.example');
  await page.getByLabel('Code from the letter').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Welcome. Your account is made').waitFor();
  await page.getByRole('heading', { name: 'Rosa Reader' }).waitFor();
  await page.getByRole('link', { name: /Name and letters/ }).click();
  expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  await page.goto(`${url}/account`);
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

test('the link of a letter signs another device in, by a button, and goes where somebody wanted to', async () => {
  const page = await openPage();
  await ask(page, '/account/sign-in?next=%2Fsearch', 'lena@reader.example');
  const { link } = await mail.next('lena@reader.example');
  const other = await openPage(phone);
  await other.goto(`${url}${link}`);
  await other.reload();
  expect(await findBarriers(other)).toEqual([]);
  await other.getByRole('button', { name: 'Make my account' }).click();
  await other.waitForURL(`${url}/search`);
  await other.goto(`${url}/account`);
  await other.getByText('lena@reader.example').first().waitFor();
  await page.goto(`${url}${link}`);
  await page.getByRole('heading', { name: 'This link is over' }).waitFor();
});

test('a passkey of the device signs in without a letter', async () => {
  const page = await join('pia@reader.example');
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await page.goto(`${url}/account/devices`);
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('The passkey is there').waitFor();
  expect((await mail.next('pia@reader.example', 1)).text).toContain('a passkey was added');
  await page.goto(`${url}/account`);
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  await page.goto(`${url}/account/sign-in?next=%2Faccount%2Fdata`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { name: 'Your data', exact: true }).waitFor();
  await page.goto(`${url}/account/devices`);
  await page.getByRole('button', { name: /^Remove: Passkey of/ }).click();
  await page.getByText('The passkey is removed').waitFor();
  // The device keeps what the paper removed until its owner removes it there too, and may offer either.
  await client.send('WebAuthn.clearCredentials', { authenticatorId });
  await page.getByRole('button', { name: 'Add a passkey of this device' }).click();
  await page.getByText('The passkey is there').waitFor();

  // Whoever works here as well is a reader at this door, and no more.
  await signIn(here.house.store, { email: 'pia@reader.example', name: 'Pia', role: 'admin' });
  const atDesk = async () => (await page.request.get(`${url}/desk/api/me`)).status();
  expect(await atDesk()).toBe(401);
  await page.context().clearCookies();
  await page.goto(`${url}/account/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { name: 'Pia' }).waitFor();
  expect(await atDesk()).toBe(401);
});

test('a device that is lost is signed out from another', async () => {
  const email = 'dora@reader.example';
  const laptop = await join(email);
  const lost = await openPage(phone);
  await ask(lost, '/account/sign-in', email);
  await lost.getByLabel('Code from the letter').fill((await mail.next(email, 1)).code);
  await lost.getByRole('button', { name: 'Go on' }).click();
  await lost.getByRole('heading', { name: 'Your account' }).waitFor();
  await laptop.goto(`${url}/account/devices`);
  expect(await findBarriers(laptop)).toEqual([]);
  await laptop.getByRole('button', { name: /^Sign out: / }).click();
  await laptop.getByText('That device is signed out').waitFor();
  await lost.reload();
  await lost.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('an address is changed, data is taken along, and the account is deleted', async () => {
  const page = await join('old@reader.example', phone);
  await page.getByRole('link', { name: /E-mail address/ }).click();
  await page.getByLabel('New address').fill('new@reader.example');
  await page.getByRole('button', { name: 'Send a code there' }).click();
  await page.getByLabel('Code from the letter').fill((await mail.next('new@reader.example')).code);
  await page.getByRole('button', { name: 'Change the address' }).click();
  await page.getByText('Your account has the address new@reader.example now').waitFor();
  expect((await mail.next('old@reader.example', 1)).text).toContain('new@reader.example');

  await page.goto(`${url}/account/data`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^R-\d{6}\.json$/);

  await page.getByRole('link', { name: 'See what a deletion means' }).click();
  await page.getByText('Nothing with your name').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await page.getByLabel('Code from the letter').fill((await mail.next('new@reader.example', 1)).code);
  await page.getByRole('button', { name: 'Delete my account for good' }).click();
  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor();
  await page.goto(`${url}/account`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect((await mail.next('new@reader.example', 2)).text).toContain('your account at The Coast is gone');
});

test('no barrier on any page, in light and dark, on a phone and wide', async () => {
  const page = await join('anna@reader.example');
  const { storageState } = { storageState: await page.context().storageState() };
  for (const wish of [phone, { width: 1280 }] satisfies PageWish[]) {
    const one = await openPage(wish);
    for (const path of ['/account/sign-in', '/account/join', '/account/signed-out', '/account/come-in/x']) {
      await one.goto(`${url}${path}`);
      expect([path, await findBarriers(one)]).toEqual([path, []]);
    }
    await one.context().addCookies(storageState.cookies);
    for (const path of ['', '/details', '/email', '/devices', '/data', '/leave']) {
      await one.goto(`${url}/account${path}`);
      expect([path, await findBarriers(one)]).toEqual([path, []]);
      expect([path, await sideways(one)]).toEqual([path, 0]);
    }
  }
});

/** How many pixels a page has to be pushed sideways to be read. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
    ).document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
