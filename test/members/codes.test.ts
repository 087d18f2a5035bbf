import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { findBarriers } from '#harness/axe.js';
import { openPage, type PageWish } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { openNewsroom } from '#harness/newsroom.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import type { TierId } from '#kit/ids.js';
import { tendCodes } from '#members/codes.job.js';
import { addGroup } from '#members/group.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import { openMailboxes } from './mailbox.ts';

const START = Date.parse('2026-12-01T09:00:00Z');
const DAY_MS = 86_400_000;
const CANARY = 'The bursar had kept a second ledger all along.';
const phone: PageWish = { width: 390, height: 844, scripts: false };

let now = START;
let here: Here;
let mail: Awaited<ReturnType<typeof openMailboxes>>;
let story: string;
let tier: TierId;

beforeAll(async () => {
  mail = await openMailboxes();
  const clock = () => new Date(now);
  here = await serveHere(await newFolder('codes'), {
    clock,
    environment: {
      ...mail.environment,
      STANDFIRST_NAME: 'Harbour Post',
      STANDFIRST_TIME_ZONE: 'Europe/London',
      STANDFIRST_OUTSIDE_PRODUCTS: 'Daily = gold',
      STANDFIRST_MEMBERS_CONTACT: 'members@harbour.example',
      STANDFIRST_INVOICE_WORDS: 'Harbour Post, account 1234 5678',
    },
  });
  const { store } = here.house;
  tier = await store.db.transaction().execute(async (tx) => {
    const wish = { slug: 'gold', name: 'Gold', says: '', benefits: ['Every story'], position: 1 };
    const { id } = await saveTier(tx, { ...wish, state: 'offered' }, clock());
    const money = { currency: 'EUR', taxBp: 700, trialDays: 0 };
    await addPrice(tx, { tier: id, period: 'month', amountMinor: 990, ...money }, clock());
    await addPrice(tx, { tier: id, period: 'year', amountMinor: 9900, ...money }, clock());
    return id;
  });
  const newsroom = await openNewsroom(store, clock);
  const text = `The council met at noon.\n[cut]\n${CANARY}`;
  const id = await newsroom.draft({ headline: 'Second ledger', text, access: { to: 'members' } });
  await newsroom.publish(id);
  await here.caughtUp();
  story = `${here.url}/news/second-ledger`;
}, 60_000);

/** Somebody who is signed in, in a browser of their own. */
async function comeIn(name: string, wish: PageWish = {}): Promise<Page> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@reader.example`;
  const { cookie } = await newReader(here.house.store, { name, email }, new Date(now));
  const page = await openPage(wish);
  const cut = cookie.indexOf('=');
  const session = { name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url: here.url };
  await page.context().addCookies([session, { name: 'standfirst.mark', value: '1', url: here.url }]);
  return page;
}

/** Nothing stands beyond the edge of the screen. */
async function look(page: Page, _name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  const wide = await page.locator('body').evaluate((body) => body.scrollWidth);
  expect(wide).toBeLessThanOrEqual(width);
}

async function readsWhole(page: Page): Promise<boolean> {
  await page.goto(story);
  return (await page.content()).includes(CANARY);
}

test('a gift is ordered, paid by invoice, sent on its day, redeemed, and seen redeemed', async () => {
  const buyer = await comeIn('Bo Buyer');
  await buyer.goto(`${here.url}/join/gift`);
  await buyer.getByLabel('6 months of Gold').check();
  await buyer.getByLabel('For whom').fill('Ada');
  await buyer.getByLabel('A few words from you').fill('For the long evenings.');
  await buyer.getByLabel('You send it by e-mail').check();
  await look(buyer, 'give');
  expect(await findBarriers(buyer)).toEqual([]);
  await buyer.getByLabel('Their e-mail address').fill('ada@reader.example');
  await buyer.getByLabel('On this day').fill('2026-12-24');
  await buyer.getByRole('button', { name: 'Order the gift' }).click();
  await buyer.getByText('Thank you. The gift is ordered.').waitFor();
  await buyer.getByText('not paid yet').waitFor();
  expect((await mail.next('bo@reader.example')).text).toContain('account 1234 5678');

  const { cookie } = await signIn(
    here.house.store,
    { name: 'Cora', email: 'cora@x.example', role: 'commercial' },
    new Date(now),
  );
  const { id } = await here.house.store.db.selectFrom('payment').select('id').executeTakeFirstOrThrow();
  const paid = await fetch(`${here.url}/desk/api/payments/${id}/paid`, {
    method: 'POST',
    body: '{}',
    headers: { cookie, 'x-standfirst': 'desk', 'content-type': 'application/json' },
  });
  expect(paid.status).toBe(200);
  await mail.next('bo@reader.example', 1);
  await buyer.reload();
  await buyer.getByText('paid, goes out on 24 December 2026').waitFor();
  await look(buyer, 'gifts');
  await buyer.getByRole('link', { name: 'Print the card' }).click();
  await buyer.getByText('For the long evenings.').waitFor();
  expect(await findBarriers(buyer)).toEqual([]);
  await look(buyer, 'card');

  now = Date.parse('2026-12-24T08:00:00Z');
  await tendCodes(here.desk.members);
  const letter = await mail.next('ada@reader.example');
  expect(letter.text).toContain('Bo Buyer gives you 6 months of Gold');
  const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(letter.text)?.[0] ?? '';
  const ada = await comeIn('Ada Finch', phone);
  expect(await readsWhole(ada)).toBe(false);
  await ada.goto(`${here.url}/account/code`);
  await look(ada, 'code');
  await ada.getByLabel('Your code').fill(code.toLowerCase().replaceAll('-', ' '));
  await ada.getByRole('button', { name: 'What is it?' }).click();
  await ada.getByRole('heading', { name: 'Bo Buyer gives you 6 months of Gold' }).waitFor();
  await ada.getByText('It begins at once and ends on 24 June 2027.').waitFor();
  await look(ada, 'code-gift');
  await ada.getByRole('button', { name: 'Redeem it' }).click();
  await ada.getByText('You read Gold until 24 June 2027.').waitFor();
  expect(await readsWhole(ada)).toBe(true);
  await buyer.goto(`${here.url}/account/gifts`);
  await buyer.getByText('redeemed on 24 December 2026').waitFor();
});

test('an owner invites colleagues, one takes the seat by the letter, and gives the group into other hands', async () => {
  const owner = await comeIn('Olga Owner');
  const { id: account } = await here.house.store.db
    .selectFrom('account')
    .select('id')
    .where('email', '=', 'olga@reader.example')
    .executeTakeFirstOrThrow();
  const wish = { name: 'Harbour Works', seats: 12, domain: null, networks: [], from: 0, until: null, tier };
  await here.house.store.db
    .transaction()
    .execute((tx) => addGroup(tx, { ...wish, owner: account as never, orderNumber: 'PO-77' }, new Date(now)));
  await owner.goto(`${here.url}/account/group`);
  await owner.getByRole('link', { name: 'Look after Harbour Works' }).click();
  await owner.getByLabel('Addresses').fill('Eve Early <eve@reader.example>; finn@reader.example');
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  await owner.getByText('2 letters are on the way.').waitFor();
  await owner.getByText('2 of 12 seats are filled or kept').first().waitFor();
  const eve = await comeIn('Eve Early', phone);
  await eve.goto(`${here.url}${(await mail.next('eve@reader.example')).link}`);
  await look(eve, 'invitation');
  await eve.getByRole('button', { name: 'Take the seat' }).click();
  await eve.getByRole('heading', { name: 'The seat is yours' }).waitFor();
  expect(await readsWhole(eve)).toBe(true);
  await eve.goto(`${here.url}/account/group`);
  await look(eve, 'group-seat');
  await owner.reload();
  await owner.getByText('Eve Early', { exact: true }).waitFor();
  expect(await findBarriers(owner)).toEqual([]);
  await look(owner, 'group-owner');
  await owner.getByRole('button', { name: 'Take it back: the seat of finn@reader.example' }).click();
  await owner.getByText('The seat is free again.').waitFor();
  await owner.getByLabel('I know that I cannot take this back myself.').check();
  await owner.getByRole('button', { name: 'Hand it over' }).click();
  await eve.goto(`${here.url}/account/group`);
  await eve.getByRole('link', { name: 'Look after Harbour Works' }).waitFor();
});

test('a seat by an address of the domain lapses without an answer, and the letter’s link brings it back', async () => {
  const wish = {
    name: 'Harbour School',
    seats: 5,
    domain: 'school.example',
    networks: [],
    from: 0,
    until: null,
    tier,
  };
  await here.house.store.db.transaction().execute((tx) => addGroup(tx, wish, new Date(now)));
  const flo = await comeIn('Flo Field', phone);
  await flo.goto(`${here.url}/account/group`);
  await flo.getByLabel('Your address there').fill('flo@school.example');
  await flo.getByRole('button', { name: 'Send me the link' }).click();
  await flo.goto(`${here.url}${(await mail.next('flo@school.example')).link}`);
  await flo.getByRole('button', { name: 'Take the seat' }).click();
  expect(await readsWhole(flo)).toBe(true);
  const before = now;
  now += 175 * DAY_MS;
  await tendCodes(here.desk.members);
  const { link } = await mail.next('flo@school.example', 1);
  now += 10 * DAY_MS;
  expect(await readsWhole(flo)).toBe(false);
  const anywhere = await openPage(phone);
  await anywhere.goto(`${here.url}${link}`);
  await anywhere.getByRole('button', { name: 'Yes, it is mine' }).click();
  await anywhere.getByRole('heading', { name: 'Thank you' }).waitFor();
  expect(await readsWhole(flo)).toBe(true);
  now = before;
});

test('a print subscriber connects by number and postcode, and reads a whole story', async () => {
  const { cookie } = await signIn(
    here.house.store,
    { name: 'Cora', email: 'cora@x.example', role: 'commercial' },
    new Date(now),
  );
  const sent = await fetch(`${here.url}/desk/api/outside/feeds/print`, {
    method: 'POST',
    body: '\ufeffAbo-Nr;Name;PLZ;Produkt;Von;Bis\r\n0004711;Gus Green;N1 1AA;Daily;01.01.2026;31.12.2027\r\n',
    headers: { cookie, 'x-standfirst': 'desk', 'content-type': 'text/csv' },
  });
  expect(await sent.json()).toMatchObject({ state: 'done', added: 1 });
  const gus = await comeIn('Gus Green', phone);
  await gus.goto(`${here.url}/account/print`);
  await look(gus, 'print');
  await gus.getByLabel('Subscriber’s number').fill('47 11');
  await gus.getByLabel('Postcode').fill('N2 2BB');
  await gus.getByRole('button', { name: 'Connect' }).click();
  await gus.getByText('Number and postcode do not fit each other.').waitFor();
  await look(gus, 'print-wrong');
  await gus.getByLabel('Postcode').fill('n11aa');
  await gus.getByRole('button', { name: 'Connect' }).click();
  await gus.getByRole('heading', { name: 'Your printed paper is connected' }).waitFor();
  await look(gus, 'print-connected');
  expect(await readsWhole(gus)).toBe(true);
});
