import { beforeAll, expect, test } from 'vitest';
import { COOKIE_NAME } from '#accounts/session-cookie.js';
import { findBarriers } from '#harness/axe.js';
import { openPage, type PageWish } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { markPaid } from '#members/invoice.sql.js';
import { listMemberships } from '#members/membership.sql.js';
import { listPayments } from '#members/payment.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { newTier } from '#members/testing/new-tier.js';

const now = new Date('2026-06-01T12:00:00Z');
const SHOTS = process.env.SHOTS;
let here: Here;

beforeAll(async () => {
  const environment = {
    STANDFIRST_NAME: 'The Harbour Post',
    STANDFIRST_INVOICE_WORDS: 'To the account 12 345 678 of The Harbour Press at the Savings Bank.',
    STANDFIRST_PUBLISHER_NAME: 'The Harbour Press',
    STANDFIRST_PUBLISHER_ADDRESS: '1 Quay Street\nHarbour Town',
    STANDFIRST_PUBLISHER_TAX_ID: 'HT 123 456',
    STANDFIRST_TIME_ZONE: 'Europe/Berlin',
  };
  here = await serveHere(await newFolder('joining-by-invoice'), { clock: () => now, environment });
  const silver = ['Every story, whole', 'The evening letter', 'Give three stories a month to friends'];
  await newTier(
    here.house.store,
    {
      ...{ slug: 'reader', name: 'Reader', benefits: silver, position: 1 },
      prices: [
        { period: 'month', amountMinor: 890, taxBp: 700 },
        { period: 'year', amountMinor: 8_900, taxBp: 700 },
      ],
    },
    now,
  );
  await newTier(
    here.house.store,
    {
      ...{ slug: 'friend', name: 'Friend of the paper', position: 2 },
      benefits: ['Everything readers have', 'Vouchers from our partners', 'Evenings in the newsroom'],
      prices: [
        { period: 'month', amountMinor: 1_490, taxBp: 700 },
        { period: 'year', amountMinor: 14_900, taxBp: 700 },
      ],
    },
    now,
  );
}, 60_000);

/** A browser in which somebody is signed in. */
async function signedIn(wish: PageWish = {}) {
  const { account, cookie } = await newReader(here.house.store, { name: 'Rosa Reader' }, now);
  const page = await openPage(wish);
  const value = cookie.slice(cookie.indexOf('=') + 1);
  await page.context().addCookies([{ name: COOKIE_NAME, value, url: here.url }]);
  return { account, page };
}

type Open = Awaited<ReturnType<typeof signedIn>>['page'];

async function look(page: Open, name: string) {
  expect(await findBarriers(page)).toEqual([]);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

test('somebody joins by invoice, reads when it is paid, cancels and takes it back, and steps back in the end', async () => {
  const { account, page } = await signedIn();
  await page.goto(`${here.url}/join`);
  await look(page, 'join-desk');
  await page.getByRole('link', { name: 'By the year' }).click();
  await look(page, 'join-year');
  await page.getByRole('link', { name: 'Choose Friend of the paper' }).click();
  expect(await page.getByText('€149.00', { exact: false }).count()).toBeGreaterThan(0);
  await look(page, 'buy');
  await page.getByRole('button', { name: 'Join and pay' }).click();
  await page.getByRole('heading', { name: /^Invoice 2026-/ }).waitFor();
  await look(page, 'invoice');
  await payOpen(account);
  await page.goto(`${here.url}/account/membership`);
  await page.getByText('Running').waitFor();
  await look(page, 'membership');

  await page.getByRole('link', { name: 'Cancel' }).click();
  await look(page, 'cancel');
  await page.getByRole('button', { name: 'Cancel the membership' }).click();
  await page.getByText('Your membership is cancelled', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Take the cancelling back' }).click();
  await page.getByText('The cancelling is taken back', { exact: false }).waitFor();

  await page.getByRole('link', { name: 'Step back and get everything back' }).click();
  await look(page, 'withdraw');
  await page.getByRole('button', { name: 'Step back' }).click();
  await page.getByText('You have stepped back', { exact: false }).waitFor();
  await look(page, 'withdrawn');
  expect(await listMemberships(here.house.store.db, account)).toMatchObject([{ state: 'ended' }]);
  await page.getByRole('link', { name: 'Receipts and invoices' }).click();
  await page.getByRole('link', { name: /^Refund 2026-/ }).waitFor();
  await look(page, 'receipts');
}, 60_000);

test('on a phone without scripts, in the dark, the same works: pausing, changing, leaving', async () => {
  const { account, page } = await signedIn({ width: 390, height: 844, scheme: 'dark', scripts: false });
  await page.goto(`${here.url}/join`);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/join-phone.png`, fullPage: true });
  await page.getByRole('link', { name: 'Choose Reader' }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/buy-phone.png`, fullPage: true });
  await page.getByRole('button', { name: 'Join and pay' }).click();
  await payOpen(account);
  await page.goto(`${here.url}/account/membership`);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/membership-phone.png`, fullPage: true });
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/change-phone.png`, fullPage: true });
  await page.getByRole('radio', { name: /Friend of the paper.*month/ }).check();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('is set against it', { exact: false }).waitFor();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/change-confirm-phone.png`, fullPage: true });
  await page.getByRole('button', { name: 'Change and pay' }).click();
  await page.getByText('Your membership is changed.').waitFor();
  await page.getByRole('link', { name: 'Pause' }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/pause-phone.png`, fullPage: true });
  await page.getByRole('radio', { name: /^2 months/ }).check();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Your membership is paused.').waitFor();
  await page.getByRole('button', { name: 'End the pause now' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancel the membership' }).click();
  await page.getByText('Your membership is cancelled', { exact: false }).waitFor();
}, 60_000);

async function payOpen(account: Parameters<typeof listMemberships>[1]) {
  const { db } = here.house.store;
  const [open] = (await listPayments(db, { account })).filter(({ state }) => state === 'open');
  if (!open) throw new Error('There is no invoice to pay.');
  const wish = { payment: open.id, at: now, staff: null };
  await db.transaction().execute((tx) => markPaid(tx, here.desk.members, wish, now));
}
