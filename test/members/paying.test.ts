import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openPage } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { openNewsroom } from '#harness/newsroom.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { type LocalStripe, startStripe } from '#harness/stripe.js';
import { newReader } from '#members/testing/new-reader.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import { renewSubscription } from '../harness/stripe/billing.ts';
import type { LocalSubscription } from '../harness/stripe/shapes.ts';

const START = Date.parse('2026-06-01T08:00:00Z');
const CANARY = 'The bursar had kept a second ledger all along.';

let now = START;
let here: Here;
let local: LocalStripe;
let story: string;

beforeAll(async () => {
  const clock = () => new Date(now);
  local = await startStripe(clock);
  here = await serveHere(await newFolder('paying'), {
    clock,
    environment: {
      ...{
        STANDFIRST_NAME: 'Harbour Post',
        STANDFIRST_STRIPE_KEY: local.key,
        STANDFIRST_STRIPE_ADDRESS: local.url,
      },
      STANDFIRST_STRIPE_WEBHOOK_SECRET: local.secret,
    },
  });
  local.sendTo(`${here.url}/account/stripe`);
  const { store } = here.house;
  await store.db.transaction().execute(async (tx) => {
    const benefits = ['Every story', 'The letter on Fridays'];
    const wish = { slug: 'gold', name: 'Gold', says: 'For those who want it all.', benefits, position: 1 };
    const tier = await saveTier(tx, { ...wish, state: 'offered' }, clock());
    const money = { currency: 'EUR', amountMinor: 990, taxBp: 700, trialDays: 0 };
    await addPrice(tx, { tier: tier.id, period: 'month', ...money }, clock());
  });
  const newsroom = await openNewsroom(store, clock);
  const text = `The council met at noon.\n[cut]\n${CANARY}`;
  const id = await newsroom.draft({ headline: 'Second ledger', text, access: { to: 'members' } });
  await newsroom.publish(id);
  await here.caughtUp();
  story = `${here.url}/news/second-ledger`;
}, 60_000);

async function comeIn(name: string): Promise<Page> {
  const { cookie } = await newReader(here.house.store, {
    name,
    email: `${name.split(' ')[0]}@reader.example`,
  });
  const page = await openPage();
  const cut = cookie.indexOf('=');
  const session = { name: cookie.slice(0, cut), value: cookie.slice(cut + 1) };
  await page.context().addCookies([
    { ...session, url: here.url, httpOnly: true, sameSite: 'Lax' },
    { name: 'standfirst.here', value: '1', url: here.url, sameSite: 'Lax' },
  ]);
  return page;
}

/** From the gate of the story to the page of the bank. */
async function goToPay(page: Page): Promise<void> {
  await page.goto(story);
  expect(await page.getByText(CANARY).count()).toBe(0);
  await page.locator('a[href^="/join"]').first().click();
  await page.getByRole('link', { name: /Gold/ }).first().click();
  await page.getByRole('button', { name: 'Join and pay' }).click();
  await page.getByRole('heading', { name: 'Local checkout' }).waitFor();
}

function newest(): LocalSubscription {
  const [one] = local.world.list<LocalSubscription>('subscription');
  if (!one) throw new Error('There is no subscription.');
  return one;
}

test('a reader is stopped, pays by card, and reads the whole story', async () => {
  const page = await comeIn('Rosa Reader');
  await goToPay(page);
  expect(await page.getByText('9.90 EUR').count()).toBe(1);
  await page.getByRole('button', { name: 'Pay by a card that is declined' }).click();
  await page.getByText('Your card was declined.').waitFor();
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.getByRole('heading', { name: 'Welcome. You are a member now' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Read on: Second ledger' }).click();
  await page.getByText(CANARY).waitFor();
}, 90_000);

test('who comes back before the bank waits, gets nothing, and goes on when the payment is there', async () => {
  local.sendTo(undefined);
  const page = await comeIn('Wim Waiter');
  await goToPay(page);
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.getByRole('heading', { name: 'Waiting for your bank' }).waitFor();
  const other = await page.context().newPage();
  await other.goto(story);
  expect(await other.getByText(CANARY).count()).toBe(0);
  const completed = local.events.findLast(({ type }) => type === 'checkout.session.completed');
  if (!completed) throw new Error('Nothing was bought.');
  local.sendTo(`${here.url}/account/stripe`);
  expect(await local.deliver(completed)).toBe(200);
  await page.getByRole('heading', { name: 'Welcome. You are a member now' }).waitFor();
}, 90_000);

test('a payment fails, the reader is told and reads on, sets it right, and later cancels in two steps', async () => {
  const page = await comeIn('Frida Failing');
  await goToPay(page);
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.getByRole('heading', { name: 'Welcome. You are a member now' }).waitFor();
  now = Date.parse('2026-07-01T08:00:01Z');
  renewSubscription(local.world, newest(), 'declined');
  expect(new Set(await local.settled())).toEqual(new Set([200]));
  await page.goto(`${here.url}/account/membership`);
  await page.getByText('We could not collect a payment.').waitFor();
  await page.goto(story);
  await page.getByText(CANARY).waitFor();
  await page.goto(`${here.url}/account/membership`);
  await page.getByRole('button', { name: 'Set right how you pay' }).click();
  await page.getByRole('button', { name: 'Use another card' }).click();
  await local.settled();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('heading', { name: 'Your membership' }).waitFor();
  expect(await page.getByText('We could not collect a payment.').count()).toBe(0);
  await page.getByRole('link', { name: 'Cancel', exact: true }).click();
  await page.locator('main form button, main button').first().click();
  await page.getByText('Your membership is cancelled.').waitFor();
  await local.settled();
  expect(newest()).toMatchObject({ cancel_at_period_end: true, status: 'active' });
  await page.goto(story);
  await page.getByText(CANARY).waitFor();
  now = Date.parse('2026-08-01T08:00:02Z');
  await page.goto(story);
  expect(await page.getByText(CANARY).count()).toBe(0);
}, 90_000);
