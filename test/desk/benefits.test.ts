import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openPage } from '#harness/browser.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { newBenefit } from '#members/testing/new-benefit.js';
import { newReader } from '#members/testing/new-reader.js';

/** A browser in which somebody is signed in as a reader. */
async function readerPage(desk: DeskHere, cookie: string) {
  const page = await openPage({ width: 390, height: 844 });
  const cut = cookie.indexOf('=');
  await page
    .context()
    .addCookies([{ name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url: desk.url }]);
  return page;
}

const member = (desk: DeskHere) => newReader(desk.house.store, { tiers: ['gold'], name: 'Rosa Reader' });

test('from the partner to the counter: staff make a benefit and a sheet, a member claims, a waiter redeems and undoes', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('commercial', '/benefits');
  await page.getByRole('link', { name: 'To the partners' }).click();
  await page.getByRole('button', { name: 'Add a partner' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Anchor Café');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Add a place' }).click();
  await page.getByLabel('Name of the place').fill('Harbour Street');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('No device is in.').waitFor();

  await page.getByRole('link', { name: 'All benefits' }).click();
  await page.getByRole('button', { name: 'Add a benefit' }).click();
  await page.getByLabel('Title').fill('An espresso on us');
  await page.getByLabel('How many in all').fill('many');
  await page.getByLabel('Worth to a member').fill('2.80');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Type a whole number, or leave it empty.').waitFor();
  await page.getByLabel('How many in all').fill('200');
  await page.getByText('Once for each member, 200 in all.').waitFor();
  await page
    .getByRole('button', { name: 'State Draft' })
    .or(page.getByRole('button', { name: 'Draft State' }))
    .click();
  await page.getByRole('option', { name: 'Offered' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved “An espresso on us”.').waitFor();

  await page.getByRole('link', { name: 'Partners' }).click();
  await page.getByRole('button', { name: 'Counter sheet' }).click();
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  const pin = (await page.locator('.pin').textContent()) ?? '';
  expect(await findBarriers(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.pin').isVisible()).toBe(false);
  expect(await page.locator('.counter-sheet').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  // The desk alone knows the word in the code; what a phone would read of it is asked for as the desk asks.
  const { ask } = await desk.person('commercial');
  const { partners } = (await ask('GET', '/partners')).json as { partners: { places: { id: number }[] }[] };
  const place = partners[0]?.places[0]?.id;
  const { href } = (await ask('POST', `/places/${place}/let-in`, { days: 1 })).json as { href: string };

  const reader = await member(desk);
  const phone = await readerPage(desk, reader.cookie);
  await phone.goto(`${desk.url}/benefits`);
  await phone.getByRole('link', { name: 'An espresso on us' }).click();
  await phone.getByRole('button', { name: 'Claim a voucher' }).click();
  await phone.getByText('Show this at the counter').waitFor();
  expect(await findBarriers(phone)).toEqual([]);
  const words = (await phone.locator('.voucher-words').textContent()) ?? '';

  // The waiter's own phone, without scripts.
  const counter = await openPage({ width: 360, height: 640, scripts: false });
  await counter.goto(new URL(new URL(href).pathname, desk.url).href);
  await counter.getByLabel('PIN').fill('1');
  await counter.getByRole('button', { name: 'Let it in' }).click();
  await counter.getByText('That PIN is wrong. 5 tries are left.').waitFor();
  await counter.getByLabel('PIN').fill(pin);
  await counter.getByRole('button', { name: 'Let it in' }).click();
  await counter.getByLabel('Words of the voucher').fill(words.toUpperCase());
  await counter.getByRole('button', { name: 'Check' }).click();
  await counter.getByRole('heading', { name: 'Valid' }).waitFor();
  const voucher = counter.url();
  await counter.getByRole('button', { name: 'Redeem now' }).click();
  await counter.getByRole('heading', { name: 'Redeemed' }).waitFor();
  await phone.reload();
  await phone.getByText(/Used .* at Harbour Street/).waitFor();
  await counter.getByRole('button', { name: 'Undo' }).click();
  await counter.getByText('Undone. The voucher is good again.').waitFor();
  await counter.goto(voucher);
  await counter.getByRole('button', { name: 'Redeem now' }).click();
  await counter.goto(voucher);
  await counter.getByRole('heading', { name: 'Used' }).waitFor();
  await counter.getByText('Give nothing. It was redeemed before.').waitFor();

  // Shut out at the desk, the phone redeems nothing from that moment.
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Shut out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await page.getByText(/shut out/).waitFor();
  await counter.goto(`${desk.url}/counter`);
  await counter.getByText('This device is not let in').waitFor();
}, 120_000);

test('a table of partners with faults is told line by line before anything is taken in', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('commercial', '/benefits/partners');
  await page.getByRole('button', { name: 'Bring in a table' }).click();
  const table =
    'Partner;Email;Ort;Adresse\nKino Süd;kino@sued.example;Saal 1;Südweg 1\n;;Ohne Namen;\nKino Süd;nirgends;Saal 2;\n';
  const buffer = Buffer.from(Uint8Array.from(table, (sign) => sign.charCodeAt(0)));
  await page.setInputFiles('input[type=file]', { name: 'partner.csv', mimeType: 'text/csv', buffer });
  await page.getByText('This table would add 1 partner and 1 place, and change 0').waitFor();
  await page.getByText('no name of a partner').waitFor();
  await page.getByText('“nirgends” is no e-mail address').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await page.getByText('Added 1 partner and 1 place, changed 0').first().waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Kino Süd' }).waitFor();
  await page.getByText('Südweg 1').waitFor();
}, 120_000);

test('a stock of codes is filled from a file after the desk has shown what it brings, and the last one is sold out', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  const { benefit } = await newBenefit(store, {
    slug: 'cinema',
    title: 'Two for one',
    kind: 'pool',
    lowAt: 1,
  });
  const { page } = await desk.open('commercial', `/benefits/${benefit}`);
  const buffer = Buffer.from('\ufeffCode,Value\nNEW-1,5\n,5\nNEW-1,5\n');
  await page.setInputFiles('input[type=file]', { name: 'codes.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('heading', { name: 'This file would bring 1 new code' }).waitFor();
  await page.getByText('NEW-1 stands in line 2 already').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put 1 code in' }).click();
  await page.getByRole('heading', { name: '1 code was put in' }).waitFor();
  await page.getByRole('rowheader', { name: /codes.csv/ }).waitFor();

  const [first, second] = [await member(desk), await member(desk)];
  const [one, other] = [await readerPage(desk, first.cookie), await readerPage(desk, second.cookie)];
  // Both look at the same time; one is faster.
  await other.goto(`${desk.url}/benefits/cinema`);
  await one.goto(`${desk.url}/benefits/cinema`);
  await one.getByRole('button', { name: 'Get my code' }).click();
  await one.getByText('NEW-1').waitFor();
  await other.getByRole('button', { name: 'Get my code' }).click();
  await other.getByText('All vouchers are taken. Nothing was claimed.').waitFor();
  await page.getByRole('link', { name: 'All benefits' }).click();
  await page.getByText('“Two for one” by Anchor Café: all taken.').waitFor();
}, 120_000);
