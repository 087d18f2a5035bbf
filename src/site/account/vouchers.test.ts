import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { makeLetIn, makePin, shutOut } from '#members/counter.sql.js';
import { newBenefit } from '#members/testing/new-benefit.js';
import { newReader } from '#members/testing/new-reader.js';
import { getSecret } from '#store/secret.sql.js';
import { visit } from './testing/visit.ts';

const MINUTE_MS = 60_000;
let now = new Date('2026-03-01T11:00:00Z');
let here: Here;

beforeAll(async () => {
  here = await serveHere(join(await newFolder('vouchers'), 'data'), { clock: () => now });
}, 60_000);

const store = () => here.house.store;

async function member(tiers: string[] = ['gold']) {
  const { cookie, account } = await newReader(store(), { tiers }, now);
  const browser = visit(here);
  const cut = cookie.indexOf('=');
  browser.setCookie(cookie.slice(0, cut), cookie.slice(cut + 1));
  return { ...browser, account };
}

/** Scans the let-in code, types the PIN. */
async function device(place: number) {
  const secret = await getSecret(store().db);
  const { word, pin } = await store()
    .db.transaction()
    .execute(async (tx) => ({
      word: await makeLetIn(tx, place as never, new Date(now.getTime() + 60 * MINUTE_MS), now),
      pin: await makePin(tx, place as never, secret, now),
    }));
  const browser = visit(here);
  expect((await browser.get(`/counter/in/${word}`)).text).toContain('Use this device at');
  expect(await browser.post(`/counter/in/${word}`, { pin, name: 'Till' })).toMatchObject({
    status: 303,
    to: '/counter',
  });
  return browser;
}

const once = (text: string) => /name="once" value="([^"]+)"/.exec(text)?.[1] ?? '';
const pathIn = (text: string) => /\/counter\/v\/[\w-]+/.exec(text)?.[0] ?? '';

test('everybody sees what members get, and nobody sees a code there', async () => {
  await newBenefit(
    store(),
    { slug: 'cinema', title: 'Two for one', kind: 'pool', codes: ['SECRET-1'], name: 'Cinema' },
    now,
  );
  await newBenefit(
    store(),
    { slug: 'tea', title: 'Ten per cent', kind: 'shared', sharedCode: 'TEATIME', name: 'Tea' },
    now,
  );
  await newBenefit(store(), { slug: 'hidden', title: 'Not yet out', state: 'draft', name: 'Draft' }, now);
  const list = await visit(here).get('/benefits');
  expect(list.text).toContain('Two for one');
  expect(list.text).not.toContain('Not yet out');
  const one = await visit(here).get('/benefits/tea');
  expect(one.text).toContain('Become a member');
  for (const { text } of [list, one, await visit(here).get('/benefits/cinema')])
    expect(text).not.toMatch(/SECRET-1|TEATIME/);
  expect((await visit(here).get('/benefits/hidden')).status).toBe(404);
});

test('a member claims, a place redeems on its own device, and a second place is told when and where', async () => {
  const { places } = await newBenefit(
    store(),
    { slug: 'espresso', placeNames: ['Harbour Street', 'Market Square'] },
    now,
  );
  const reader = await member();
  const page = await reader.get('/benefits/espresso');
  expect(page.text).toContain('Claim a voucher');
  const claimed = await reader.post('/benefits/espresso', { ordinal: '1' });
  expect(claimed).toMatchObject({ status: 303 });
  // The same form again leads to the same voucher.
  expect((await reader.post('/benefits/espresso', { ordinal: '1' })).to).toBe(claimed.to);
  const voucher = await reader.get(claimed.to ?? '');
  expect(voucher.text).toContain('<svg class="qr"');
  const row = await store()
    .db.selectFrom('voucher')
    .selectAll()
    .where('account_id', '=', reader.account)
    .executeTakeFirstOrThrow();
  const link = `/counter/v/${row.token}`;

  // Whoever is not let in learns nothing, and nothing happens.
  expect((await visit(here).get(link)).text).toContain('This is a voucher');
  const [first = 0, second = 0] = places;
  const harbour = await device(first);
  const market = await device(second);
  const valid = await harbour.get(link);
  expect(valid.text).toContain('Valid');
  expect(valid.text).toContain('An espresso');
  expect(valid.text).toContain('Member: gold');
  // Looking ten times redeems nothing.
  for (let at = 0; at < 10; at += 1) await harbour.get(link);
  const done = await harbour.post('/counter/redeem', { token: row.token ?? '', once: once(valid.text) });
  expect((await harbour.get(done.to ?? '')).text).toContain('Redeemed');
  now = new Date(now.getTime() + MINUTE_MS);
  const used = await market.post('/counter/look', { words: row.word_code ?? '' });
  expect(used.to).toBe(link);
  const told = await market.get(link);
  expect(told).toMatchObject({ status: 409 });
  expect(told.text).toContain('Used');
  expect(told.text).toContain('Harbour Street');
  expect((await reader.get(claimed.to ?? '')).text).toContain('Harbour Street');

  // Undone within ten minutes, the voucher is good again.
  const id = done.to?.split('/').at(-1) ?? '';
  expect((await market.post('/counter/undo', { id })).status).toBe(409);
  expect((await harbour.post('/counter/undo', { id })).to).toBe('/counter?undone=1');
  expect((await market.get(link)).text).toContain('Redeem now');

  // Noted on paper at Harbour Street, entered after Market Square had redeemed it.
  const again = await market.get(link);
  await market.post('/counter/redeem', { token: row.token ?? '', once: once(again.text) });
  now = new Date(now.getTime() + 5 * MINUTE_MS);
  const late = await harbour.get('/counter/late');
  const form = { words: row.word_code ?? '', day: '2026-03-01', time: '11:01', once: once(late.text) };
  const entered = await harbour.post('/counter/late', form);
  expect((await harbour.get(entered.to ?? '')).text).toContain('does not count');
  expect((await harbour.get('/counter/list')).text).toContain('does not count: first at Market Square');
  expect((await market.get('/counter/list')).text).toContain('shown again at Harbour Street');
});

test('a device that is shut out redeems nothing from that moment', async () => {
  const { places } = await newBenefit(store(), { slug: 'cake', title: 'A slice of cake' }, now);
  const phone = await device(places[0] ?? 0);
  expect((await phone.get('/counter')).status).toBe(200);
  const { id } = await store()
    .db.selectFrom('device')
    .select('id')
    .where('place_id', '=', places[0] ?? 0)
    .executeTakeFirstOrThrow();
  await store()
    .db.transaction()
    .execute((tx) => shutOut(tx, id, now));
  expect(await phone.get('/counter')).toMatchObject({ status: 403 });
  expect(await phone.post('/counter/look', { words: 'harbour lantern 473' })).toMatchObject({ status: 403 });
});

test('sold out, and not for this tier, are said in one clear sentence', async () => {
  await newBenefit(store(), { slug: 'last', kind: 'pool', codes: ['LAST-1'] }, now);
  await newBenefit(store(), { slug: 'gold-only', tiers: ['gold'] }, now);
  const one = await member();
  const other = await member();
  expect((await one.post('/benefits/last', { ordinal: '1' })).status).toBe(303);
  const refused = await other.post('/benefits/last', { ordinal: '1' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('All vouchers are taken. Nothing was claimed.');
  const silver = await member(['silver']);
  expect((await silver.post('/benefits/gold-only', { ordinal: '1' })).text).toContain('This is for gold.');
  expect((await visit(here).post('/benefits/last', { ordinal: '1' })).to).toContain('/account/sign-in');
});

test('nobody sees anybody else’s voucher', async () => {
  await newBenefit(store(), { slug: 'mine', kind: 'pool', codes: ['ONLY-MINE'] }, now);
  const one = await member();
  const claimed = await one.post('/benefits/mine', { ordinal: '1' });
  expect((await one.get(claimed.to ?? '')).text).toContain('ONLY-MINE');
  const other = await (await member()).get(claimed.to ?? '');
  expect(other.status).toBe(404);
  expect(other.text).not.toContain('ONLY-MINE');
  expect((await one.get('/account/vouchers')).text).toContain('Ready to use');
});

test('wrong codes are told as unknown and then lock the device; a form from elsewhere is refused', async () => {
  const { places } = await newBenefit(store(), { slug: 'locked' }, now);
  const phone = await device(places[0] ?? 0);
  expect((await phone.post('/counter/look', { words: 'banana split' })).text).toContain(
    'No voucher has this code',
  );
  for (let at = 0; at < 7; at += 1) await phone.post('/counter/look', { words: 'harbour lantern 473' });
  expect((await phone.post('/counter/look', { words: 'harbour lantern 473' })).text).toContain(
    'Too many wrong codes',
  );
  const forged = await phone.post('/counter/look', { words: 'x' }, { origin: 'https://elsewhere.example' });
  expect(forged.status).toBe(403);
  expect(pathIn(forged.text)).toBe('');
});
