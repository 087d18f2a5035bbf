import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openPage } from '#harness/browser.js';
import { type DeskHere, openDesk } from '#harness/desk.js';
import { newBenefit, newCounter } from '#members/testing/new-benefit.js';
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

test('a phone that reads codes itself scans the voucher; what another place noted on paper is entered later and does not count', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  const { places } = await newBenefit(store, { placeNames: ['Harbour Street', 'Market Square'] });
  const [first, second] = places;
  if (!first || !second) throw new Error('Two places were asked for.');
  const atCounter = async (place: typeof first) => {
    const { token } = await newCounter(store, place);
    const page = await openPage({ width: 390, height: 844 });
    await page
      .context()
      .addCookies([{ name: 'standfirst.counter', value: token, url: `${desk.url}/counter` }]);
    return page;
  };
  const reader = await member(desk);
  const phone = await readerPage(desk, reader.cookie);
  await phone.goto(`${desk.url}/benefits/espresso`);
  await phone.getByRole('button', { name: 'Claim a voucher' }).click();
  const words = (await phone.locator('.voucher-words').textContent()) ?? '';
  const voucher = await store.db.selectFrom('voucher').select('token').executeTakeFirstOrThrow();

  const harbour = await atCounter(first);
  // This browser has neither a camera nor a reader of codes; the page cannot tell these from them.
  await harbour.addInitScript((read) => {
    const canvas = document.createElement('canvas');
    setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, 9, Math.random() * 9), 50);
    Object.assign(navigator.mediaDevices, { getUserMedia: async () => canvas.captureStream(20) });
    class BarcodeDetector {
      detect = async () =>
        [{ rawValue: 'https://elsewhere.example/counter/v/aaaaaaaaaaaa' }, { rawValue: read }].slice(
          Math.random() > 0.5 ? 1 : 0,
        );
    }
    Object.assign(window, { BarcodeDetector });
  }, `${desk.url}/counter/v/${voucher.token}`);
  await harbour.goto(`${desk.url}/counter`);
  await harbour.getByRole('button', { name: 'Scan with the camera' }).click();
  await harbour.getByRole('heading', { name: 'Valid' }).waitFor();
  await harbour.getByRole('button', { name: 'Redeem now' }).click();
  await harbour.getByRole('heading', { name: 'Redeemed' }).waitFor();

  const market = await atCounter(second);
  await market.goto(`${desk.url}/counter`);
  await market.getByRole('link', { name: 'Enter one from earlier' }).click();
  await market.getByLabel('Words of the voucher').fill(words);
  expect(await findBarriers(market)).toEqual([]);
  await market.getByRole('button', { name: 'Enter it' }).click();
  await market.getByRole('heading', { name: 'Entered, but does not count' }).waitFor();
  await market.getByText(/It was redeemed first .*, at Harbour Street/).waitFor();
  await harbour.goto(`${desk.url}/counter/list`);
  await harbour.getByText(/shown again at Market Square/).waitFor();
}, 120_000);
