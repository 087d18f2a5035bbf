import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import type { TierId } from '#kit/ids.js';
import { printCode } from '#members/code.js';
import { addCodes } from '#members/code.sql.js';
import { newCodeText } from '#members/code-random.io.js';
import { addGroup } from '#members/group.sql.js';
import { markPaid } from '#members/invoice.sql.js';
import { takeOutside } from '#members/outside-take.io.js';
import { newReader } from '#members/testing/new-reader.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import { readSettings, type Settings } from '#paper/settings.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { visit } from './testing/visit.ts';

const WHOLE = 'The captain overslept.';
let now = new Date('2026-11-24T12:00:00Z');
let here: Here;
let tier: TierId;
let house: () => { store: Here['house']['store']; settings: () => Settings; address: () => string };

beforeAll(async () => {
  here = await serveHere(join(await newFolder('codes'), 'data'), { clock: () => now });
  const story = {
    ...{
      headline: 'The ferry',
      path: '/news/ferry',
      at: '2026-11-01T08:00:00Z',
      access: { to: 'members' as const },
    },
    text: `The ferry was late.\n[cut]\n${WHOLE}\nHe said so.`,
  };
  await addTestStories(here.house.store, [story], now);
  tier = await inTx(async (tx) => {
    const wish = {
      slug: 'gold',
      name: 'Gold',
      says: '',
      benefits: [],
      position: 1,
      state: 'offered' as const,
    };
    const { id } = await saveTier(tx, wish, now);
    await addPrice(
      tx,
      { tier: id, currency: 'EUR', taxBp: 700, trialDays: 0, period: 'year', amountMinor: 9900 },
      now,
    );
    return id;
  });
  const values = {
    outsideProducts: ['* = gold'],
    membersContact: 'members@paper.example',
    timeZone: 'Europe/Berlin',
  };
  await saveSettings(here.house.store.db, values, now);
  const settings = readSettings([{ from: 'the test', values }]);
  house = () => ({ store: here.house.store, settings: () => settings, address: () => here.url });
  await here.caughtUp();
});

const inTx = <Made>(
  work: (
    tx: Parameters<Parameters<ReturnType<Here['house']['store']['db']['transaction']>['execute']>[0]>[0],
  ) => Promise<Made>,
) => here.house.store.db.transaction().execute(work);

async function aReader(wish: Parameters<typeof newReader>[1] = {}) {
  const browser = visit(here);
  const reader = await newReader(here.house.store, wish, now);
  const [name = '', ...value] = reader.cookie.split('=');
  browser.setCookie(name, value.join('='));
  browser.setCookie('standfirst.mark', '1');
  return { ...browser, ...reader };
}

test('a code says what it will do, does it when it is told to, and opens the story', async () => {
  const code = newCodeText();
  await inTx((tx) => addCodes(tx, [{ code, kind: 'gift', tier, months: 3, words: 'Read well.' }], now));
  const ada = await aReader();
  const look = await ada.post('/account/code', { code: printCode(code).toLowerCase() });
  expect(look.text).toContain('A gift: 3 months of Gold');
  expect(look.text).toContain('It begins at once and ends on 24 February 2027.');
  expect(look.text).toContain('Read well.');
  expect((await ada.get('/news/ferry')).text).not.toContain(WHOLE);
  const done = await ada.post('/account/code/redeem', { code });
  expect(done.to).toBe('/account/code/done');
  expect((await ada.get('/account/code/done')).text).toContain('You read Gold until 24 February 2027.');
  expect((await ada.get('/news/ferry')).text).toContain(WHOLE);
  expect((await ada.post('/account/code/redeem', { code })).text).toContain(
    'You have used this code already.',
  );
});

test('somebody who is not signed in comes back to the code of the letter', async () => {
  const answer = await visit(here).get('/account/code?code=7K3M-9Q2D-XW4F');
  expect(answer.to).toBe('/account/sign-in?next=%2Faccount%2Fcode%3Fcode%3D7K3M-9Q2D-XW4F');
});

test('a wrong code is refused in the same words whatever it is near to, and a guesser waits', async () => {
  const bo = await aReader();
  const first = await bo.post('/account/code', { code: 'nothing-like-it' });
  expect(first.status).toBe(422);
  expect(first.text).toContain('There is no such code.');
  expect(first.text).toContain('members@paper.example');
  const answers = [];
  for (let count = 0; count < 12; count += 1)
    answers.push(await bo.post('/account/code', { code: newCodeText() }));
  expect(answers.slice(0, 11).every(({ status }) => status === 422)).toBe(true);
  expect(answers.at(-1)?.status).toBe(429);
  expect((await bo.post('/account/code/redeem', { code: newCodeText() })).status).toBe(429);
});

test('a reader gives a year, pays by invoice, prints the card, and sees it redeemed', async () => {
  const cy = await aReader({ name: 'Cy Giver', email: 'cy@reader.example' });
  const form = await cy.get('/join/gift');
  expect(form.text).toContain('A year of Gold');
  const gift = {
    choice: 'gold-12',
    name: 'Dee',
    words: 'Happy birthday',
    way: 'letter',
    email: 'nobody',
    day: '',
  };
  const wrong = await cy.post('/join/gift', gift);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Happy birthday');
  expect((await cy.post('/join/gift', { ...gift, way: 'print' })).to).toBe('/account/gifts?done=ordered');
  expect((await cy.get('/account/gifts?done=ordered')).text).toContain('not paid yet');
  const row = await here.house.store.db
    .selectFrom('code')
    .selectAll()
    .where('bought_by', '=', cy.account)
    .executeTakeFirstOrThrow();
  expect((await cy.get(`/account/gifts/${row.id}`)).status).toBe(409);
  await inTx((tx) => markPaid(tx, house(), { payment: row.payment_id as never, at: now, staff: null }, now));
  const card = await cy.get(`/account/gifts/${row.id}`);
  expect(card.text).toContain(printCode(row.code));
  expect(card.text).toContain('from Cy Giver');
  const dee = await aReader();
  expect((await dee.get(`/account/code?code=${row.code}`)).text).toContain(
    'Cy Giver gives you a year of Gold',
  );
  expect((await dee.get(`/account/gifts/${row.id}`)).status).toBe(404);
  await dee.post('/account/code/redeem', { code: row.code });
  expect((await cy.get('/account/gifts')).text).toContain('redeemed on 24 November 2026');
});

test('an owner invites, a colleague takes the seat, and the owner takes it back', async () => {
  const owner = await aReader({ name: 'Olga Owner', email: 'olga@work.example' });
  const wish = { name: 'Harbour Works', seats: 2, domain: null, networks: [], from: 0, until: null, tier };
  const group = await inTx((tx) => addGroup(tx, { ...wish, owner: owner.account }, now));
  const path = `/account/group/${group.id}`;
  expect((await owner.get('/account/group')).text).toContain('Look after Harbour Works');
  const tooMany = await owner.post(`${path}/invite`, {
    emails: 'a@work.example, b@work.example; c@work.example',
  });
  expect(tooMany.status).toBe(422);
  expect(tooMany.text).toContain('These are 3 new addresses, and 2 seats are free.');
  expect(tooMany.text).toContain('c@work.example</textarea>');
  const invited = await owner.post(`${path}/invite`, { emails: 'Eve <eve@work.example>' });
  expect(invited.to).toBe(`${path}?done=invited&count=1&already=0`);
  const { link, text } = await owner.letterTo('eve@work.example');
  expect(text).toContain('Olga Owner of Harbour Works keeps a seat free for you');
  const eve = await aReader({ email: 'eve@home.example' });
  expect((await eve.get(link)).text).toContain('Gold at');
  expect((await eve.get('/news/ferry')).text).not.toContain(WHOLE);
  expect((await eve.post(link, {})).to).toBe('/account/group/taken');
  expect((await eve.get('/news/ferry')).text).toContain(WHOLE);
  expect((await eve.get(path)).status).toBe(404);
  const page = await owner.get(path);
  expect(page.text).toContain('1 of 2 seats are filled or kept');
  const back = /action="(\/account\/group\/\d+\/seat\/\d+\/back)"/.exec(page.text)?.[1] ?? '';
  expect((await eve.post(back, {})).status).toBe(404);
  await owner.post(back, {});
  expect((await eve.get('/news/ferry')).text).not.toContain(WHOLE);
});

test('an address of the domain takes a seat, is asked again after half a year, and lapses without an answer', async () => {
  const wish = {
    name: 'Harbour School',
    seats: 5,
    domain: 'school.example',
    networks: [],
    from: 0,
    until: null,
    tier,
  };
  await inTx((tx) => addGroup(tx, wish, now));
  const flo = await aReader();
  const none = await flo.post('/account/group/ask', { email: 'flo@elsewhere.example' });
  expect(none.to).toBe('/account/group/asked?email=flo%40elsewhere.example');
  expect(await flo.hasLetter('flo@elsewhere.example')).toBe(false);
  await flo.post('/account/group/ask', { email: 'Flo@School.example' });
  const { link } = await flo.letterTo('flo@school.example');
  await flo.post(link, {});
  expect((await flo.get('/news/ferry')).text).toContain(WHOLE);
  const before = now;
  now = new Date('2027-05-25T12:00:00Z');
  expect((await flo.get('/news/ferry')).text).not.toContain(WHOLE);
  now = before;
});

test('a print subscriber connects once, and the wrong postcode tells nothing', async () => {
  const bytes = Buffer.from(
    'number,name,postcode,product,from,to\n004711,Ada,SW1A 1AA,Daily,2026-01-01,2026-12-31\n',
  );
  await takeOutside(house(), { feed: 'print', source: 'print.csv', bytes }, now);
  const gus = await aReader();
  expect((await gus.post('/account/code', { code: '4711' })).text).toContain('Connect the printed paper');
  const wrong = await gus.post('/account/print', { number: '4711', postcode: 'N1 1AA' });
  const unknown = await gus.post('/account/print', { number: '999', postcode: 'SW1A 1AA' });
  const said = 'Number and postcode do not fit each other.';
  expect([wrong.text.includes(said), unknown.text.includes(said)]).toEqual([true, true]);
  expect((await gus.post('/account/print', { number: ' 04 711', postcode: 'sw1a1aa' })).to).toBe(
    '/account/print',
  );
  expect((await gus.get('/account/print')).text).toContain('As things stand, until 31 December 2026.');
  expect((await gus.get('/news/ferry')).text).toContain(WHOLE);
  const hal = await aReader();
  const taken = await hal.post('/account/print', { number: '4711', postcode: 'SW1A 1AA' });
  expect(taken.text).toContain('connected with another account already');
});
