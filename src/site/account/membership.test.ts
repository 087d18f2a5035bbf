import { beforeAll, describe, expect, test } from 'vitest';
import { COOKIE_NAME } from '#accounts/session-cookie.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import type { AccountId, PaymentId } from '#kit/ids.js';
import { markPaid } from '#members/invoice.sql.js';
import { listMemberships } from '#members/membership.sql.js';
import { saveOffer } from '#members/offer.sql.js';
import { listPayments } from '#members/payment.sql.js';
import { listReceipts } from '#members/receipt.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { newTier } from '#members/testing/new-tier.js';
import type { Price } from '#members/tier.js';
import { visit } from './testing/visit.ts';

let now = new Date('2026-06-01T12:00:00Z');
let here: Here;
let month: Price;
let year: Price;
let goldMonth: Price;

beforeAll(async () => {
  const environment = {
    STANDFIRST_INVOICE_WORDS: 'To account 12 345 at the Savings Bank.',
    STANDFIRST_PUBLISHER_NAME: 'The Harbour Press',
    STANDFIRST_PUBLISHER_ADDRESS: '1 Quay Street\nHarbour Town',
  };
  here = await serveHere(await newFolder('buying'), { clock: () => now, environment });
  const { store } = here.house;
  const silver = await newTier(
    store,
    {
      slug: 'silver',
      name: 'Silver',
      benefits: ['Every story', 'The evening letter'],
      prices: [
        { period: 'month', amountMinor: 900 },
        { period: 'year', amountMinor: 9_000 },
      ],
    },
    now,
  );
  const gold = await newTier(
    store,
    { slug: 'gold', name: 'Gold', position: 1, prices: [{ period: 'month', amountMinor: 1_800 }] },
    now,
  );
  [month, year] = silver.prices as [Price, Price];
  [goldMonth] = gold.prices as [Price];
}, 60_000);

/** Somebody new, signed in. */
async function newBuyer() {
  const { account, email, cookie } = await newReader(here.house.store, {}, now);
  const browser = visit(here);
  browser.setCookie(COOKIE_NAME, cookie.slice(cookie.indexOf('=') + 1));
  return { account, email, browser };
}

/** The same with a month of Silver that was ordered and paid. */
async function newMember(price = () => month) {
  const buyer = await newBuyer();
  await buyer.browser.post('/join/silver', { price: String(price().id) });
  await pay(buyer.account);
  const [one] = await listMemberships(here.house.store.db, buyer.account);
  if (!one) throw new Error('Nothing was bought.');
  return { ...buyer, id: one.id };
}

async function pay(account: AccountId) {
  const { db } = here.house.store;
  const [open] = (await listPayments(db, { account })).filter(({ state }) => state === 'open');
  const wish = { payment: open?.id as PaymentId, at: now, staff: null };
  const paid = await db.transaction().execute((tx) => markPaid(tx, here.desk.members, wish, now));
  expect(paid.ok).toBe(true);
}

const stateOf = async (account: AccountId) => (await listMemberships(here.house.store.db, account))[0];

describe('joining by invoice', () => {
  test('the page that sells membership is the same for everybody and shows what it costs with tax', async () => {
    const page = await visit(here).get('/join');
    expect(page.status).toBe(200);
    expect(page.text).toContain('€9.00');
    expect(page.text).toContain('including 19% tax');
    expect(page.text).toContain('The evening letter');
    const yearly = await visit(here).get('/join?period=year');
    expect(yearly.text).toContain('€90.00');
    expect(yearly.text).toContain('€7.50 a month');
    expect(yearly.text).toContain('Not sold in this way');
  });

  test('whoever is not signed in does that first and comes back to what they chose', async () => {
    const answer = await visit(here).get('/join/silver?period=year');
    expect(answer.status).toBe(303);
    expect(answer.to).toBe(`/account/sign-in?next=${encodeURIComponent('/join/silver?period=year')}`);
  });

  test('an order makes a numbered invoice, opens nothing, and opens when it is paid', async () => {
    const { account, email, browser } = await newBuyer();
    const page = await browser.get('/join/silver?period=month');
    expect(page.text).toContain('Join and pay');
    expect(page.text).toContain('To account 12 345 at the Savings Bank.');
    expect(page.text).toContain('step back within 14 days');
    const bought = await browser.post('/join/silver', { price: String(month.id), from: '7' });
    expect(bought.status).toBe(303);
    const sheet = await browser.get(new URL(bought.to ?? '', here.url).pathname);
    expect(sheet.text).toContain('The Harbour Press');
    expect(sheet.text).toContain('Harbour Town');
    expect(sheet.text).toContain('€7.56');
    expect(await stateOf(account)).toMatchObject({ state: 'waiting', story: 7 });
    expect((await browser.get('/account/me')).json()).toMatchObject({ tiers: [] });
    expect((await browser.letterTo(email)).subject).toMatch(/^Your order and invoice 2026-0000\d\d$/);
    await pay(account);
    await here.caughtUp();
    expect((await browser.get('/account/me')).json()).toMatchObject({ tiers: ['silver'] });
    const mine = await browser.get('/account/membership');
    expect(mine.text).toContain('€9.00 on 1 July 2026');
    const receipts = await browser.get('/account/receipts');
    expect(receipts.text).toContain('Receipt');
    expect(receipts.text).toContain('paid');
  });

  test('nobody sees somebody else’s receipt or membership', async () => {
    const { account, id } = await newMember();
    const [receipt] = await listReceipts(here.house.store.db, { account });
    const { browser: other } = await newBuyer();
    expect((await other.get(`/account/receipts/${receipt?.number}`)).status).toBe(404);
    expect((await other.get(`/account/membership/${id}/cancel`)).status).toBe(404);
    expect((await other.post(`/account/membership/${id}/cancel`, {})).status).toBe(404);
    expect(await stateOf(account)).toMatchObject({ endsAtPeriod: false });
  });

  test('who holds it is told and cannot buy it twice, even with two presses at once', async () => {
    const { account, browser } = await newBuyer();
    const twice = await Promise.all([
      browser.post('/join/silver', { price: String(month.id) }),
      browser.post('/join/silver', { price: String(month.id) }),
    ]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    await pay(account);
    const again = await browser.get('/join/silver');
    expect(again.text).toContain('Buying it again would charge you twice');
    expect(again.text).not.toContain('Join and pay');
    const gold = await browser.get('/join/gold');
    expect(gold.text).toContain('Change instead');
    expect((await browser.post('/join/gold', { price: String(goldMonth.id) })).status).toBe(409);
    expect(await listMemberships(here.house.store.db, account)).toHaveLength(1);
  });

  test('an offer shows what it makes of the price, holds for newcomers, and is counted', async () => {
    const { db } = here.house.store;
    const wish = {
      name: 'Spring',
      tier: null,
      period: null,
      kind: 'percent',
      amount: 50,
      currency: null,
    } as const;
    const limits = { periods: 1, newcomers: true, usesMost: 1, fromAt: null, untilAt: null } as const;
    await db
      .transaction()
      .execute((tx) => saveOffer(tx, { ...wish, ...limits, code: 'spring-26', state: 'running' }, now));
    expect((await visit(here).get('/join?offer=SPRING26')).text).toContain('€4.50');
    expect((await visit(here).get('/join?offer=nothing')).text).toContain('belongs to no offer');
    const { account, browser } = await newBuyer();
    const bought = await browser.post('/join/silver', { price: String(month.id), offer: 'spring 26' });
    expect(bought.status).toBe(303);
    expect((await listPayments(db, { account }))[0]).toMatchObject({ amountMinor: 450, taxMinor: 72 });
    const late = await newBuyer();
    const refused = await late.browser.post('/join/silver', { price: String(month.id), offer: 'SPRING26' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('as many people as it was made for');
  });

  test('a link with slips in it still shows what is sold', async () => {
    const path = '/join?period=weekly&currency=gold&from=../etc&offer=%3Cscript%3E&offer=&x=1';
    const page = await visit(here).get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('€9.00');
    expect(page.text).not.toContain('<script>');
    const { browser } = await newBuyer();
    expect((await browser.get('/join/silver?period=weekly&from=x')).text).toContain('Join and pay');
    expect((await browser.get('/join/bronze')).status).toBe(404);
    expect((await browser.post('/join/silver', { price: '999999999999' })).status).toBe(409);
    expect((await browser.post('/join/silver', { price: '-1' })).status).toBe(400);
  });

  test('a form with another price than the one that is sold now is shown again', async () => {
    const { browser } = await newBuyer();
    const answer = await browser.post('/join/silver', { price: String(goldMonth.id) });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The price has changed');
  });
});

describe('leaving and changing', () => {
  test('cancelling takes two steps, leaves what is paid, and can be taken back', async () => {
    const { account, email, id, browser } = await newMember();
    const asks = await browser.get(`/account/membership/${id}/cancel`);
    expect(asks.text).toContain('You read on until 1 July 2026');
    const done = await browser.post(`/account/membership/${id}/cancel`, {});
    expect(done.to).toBe('/account/membership?done=cancelled');
    expect(await stateOf(account)).toMatchObject({ endsAtPeriod: true, state: 'running' });
    expect((await browser.letterTo(email)).subject).toBe('Your membership is cancelled');
    expect((await browser.get('/account/membership')).text).toContain('Take the cancelling back');
    await browser.post(`/account/membership/${id}/undo-cancel`, {});
    expect(await stateOf(account)).toMatchObject({ endsAtPeriod: false });
  });

  test('stepping back within the days ends it and gives everything back, with a numbered refund', async () => {
    const { account, id, browser } = await newMember();
    const asks = await browser.get(`/account/membership/${id}/withdraw`);
    expect(asks.text).toContain('€9.00');
    const done = await browser.post(`/account/membership/${id}/withdraw`, {});
    expect(done.to).toBe('/account/membership?done=withdrawn');
    expect(await stateOf(account)).toMatchObject({ state: 'ended' });
    const [refund, receipt] = await listReceipts(here.house.store.db, { account });
    expect(refund).toMatchObject({
      kind: 'refund',
      content: { amountMinor: -900, refersTo: receipt?.number },
    });
    expect((await browser.get('/account/me')).json()).toMatchObject({ tiers: [] });
    expect((await browser.post(`/account/membership/${id}/withdraw`, {})).to).toContain('membership-over');
  });

  test('stepping back is refused when its days are over', async () => {
    const began = now;
    const { id, browser } = await newMember();
    now = new Date('2026-06-16T00:00:00Z');
    const answer = await browser.post(`/account/membership/${id}/withdraw`, {});
    expect(answer.to).toContain('withdrawal-too-late');
    now = began;
  });

  test('a pause stops it, keeps the paid days, and can be ended', async () => {
    const { account, id, browser } = await newMember();
    await browser.post(`/account/membership/${id}/pause`, { months: '2' });
    await here.caughtUp();
    expect((await browser.get('/account/me')).json()).toMatchObject({ tiers: [] });
    expect((await browser.get('/account/membership')).text).toContain('1 August 2026');
    await browser.post(`/account/membership/${id}/resume`, {});
    await here.caughtUp();
    expect((await browser.get('/account/me')).json()).toMatchObject({ tiers: ['silver'] });
    expect(await stateOf(account)).toMatchObject({ paidUntil: Date.parse('2026-07-01T12:00:00Z') });
  });

  test('going up is at once and sets off what is left; going down waits for the end of the period', async () => {
    const { account, id, browser } = await newMember();
    const asks = await browser.get(`/account/membership/${id}/change?to=${goldMonth.id}`);
    expect(asks.text).toContain('€9.00');
    await browser.post(`/account/membership/${id}/change`, { to: String(goldMonth.id) });
    expect(await stateOf(account)).toMatchObject({ tier: goldMonth.tier, price: goldMonth.id });
    const down = await browser.post(`/account/membership/${id}/change`, { to: String(month.id) });
    expect(down.to).toBe('/account/membership?done=planned');
    expect(await stateOf(account)).toMatchObject({ tier: goldMonth.tier, next: { tier: month.tier } });
    await browser.post(`/account/membership/${id}/drop-change`, {});
    expect(await stateOf(account)).toMatchObject({ next: null });
  });

  test('a year instead of a month begins a new period, with the month set against it', async () => {
    const { account, id, browser } = await newMember();
    const asks = await browser.get(`/account/membership/${id}/change`);
    expect(asks.text).toContain('€90.00 a year');
    // Ten months' price for a year is less by the year, so it waits for the end of the month.
    const done = await browser.post(`/account/membership/${id}/change`, { to: String(year.id) });
    expect(done.to).toBe('/account/membership?done=planned');
    expect(await stateOf(account)).toMatchObject({ next: { price: year.id } });
  });
});
