import { beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { findConsent } from '#members/consent.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { visit } from './testing/visit.ts';

let now = new Date('2026-06-01T12:00:00Z');
let here: Here;

beforeAll(async () => {
  here = await serveHere(await newFolder('own-account'), { clock: () => now });
}, 60_000);

/** Somebody who is signed in, at an hour of their own. */
async function newVisitor(wish: Parameters<typeof newReader>[1] = {}) {
  now = new Date(now.getTime() + 3_600_000);
  const reader = await newReader(here.house.store, wish, now);
  return { ...reader, browser: visitAs(reader.cookie) };
}

function visitAs(cookie: string) {
  const browser = visit(here);
  const equals = cookie.indexOf('=');
  browser.setCookie(cookie.slice(0, equals), cookie.slice(equals + 1));
  return browser;
}

const pages = ['', '/details', '/email', '/devices', '/data', '/leave'].map((path) => `/account${path}`);

describe('one’s own account', () => {
  test('whoever is not signed in is led to the door and back, from every page', async () => {
    for (const path of pages) {
      const answer = await visit(here).get(path);
      expect([path, answer.status, answer.to]).toEqual([
        path,
        303,
        `/account/sign-in?next=${encodeURIComponent(path)}`,
      ]);
    }
  });

  test('no link on the account page leads nowhere', async () => {
    const { browser } = await newVisitor({ tiers: ['gold'] });
    const { text } = await browser.get('/account');
    expect(text).toContain('gold');
    const links = [...text.matchAll(/href="(\/(?:account|benefits)[^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links.length).toBeGreaterThan(10);
    for (const link of new Set(links)) expect([link, (await browser.get(link)).status]).toEqual([link, 200]);
  });

  test('a name is kept on one line, and shown wherever the account is', async () => {
    const { browser, account } = await newVisitor();
    await browser.post('/account/details', { name: '  Rosa\n<b>Reader</b> ', language: 'de' });
    const { text } = await browser.get('/account');
    expect(text).toContain('Rosa &lt;b>Reader&lt;/b>');
    expect(
      (await here.house.store.db.selectFrom('account').select('name').where('id', '=', account).execute())[0]
        ?.name,
    ).toBe('Rosa <b>Reader</b>');
  });

  test('letters asked for come once a link was confirmed, and are ended at once', async () => {
    const { browser, account, email } = await newVisitor();
    const { db } = here.house.store;
    const asked = await browser.post('/account/details', { name: 'Rosa', language: '', letters: 'yes' });
    expect(asked.to).toBe('/account/details?done=asked');
    expect(await findConsent(db, account, 'letters')).toBeUndefined();
    const { link } = await browser.letterTo(email);
    expect((await visit(here).get(link)).text).toContain('send me letters');
    expect(await findConsent(db, account, 'letters')).toBeUndefined();
    expect((await visit(here).post(link, {})).status).toBe(200);
    expect(await findConsent(db, account, 'letters')).toMatchObject({ given: true, source: 'account' });
    expect((await visit(here).post(link, {})).status).toBe(410);
    await browser.post('/account/details', { name: 'Rosa', language: '' });
    expect(await findConsent(db, account, 'letters')).toMatchObject({ given: false });
  });

  test('another address is taken with a code from there, and the old one is told', async () => {
    const { browser, email, account } = await newVisitor();
    await browser.post('/account/email', { email: 'New@Reader.example' });
    expect((await browser.account(email))?.id).toBe(account);
    const { code } = await browser.letterTo('new@reader.example');
    expect((await browser.post('/account/email/code', { code: '00000000' })).status).toBe(400);
    expect((await browser.post('/account/email/code', { code })).to).toBe('/account/email?done=changed');
    expect((await browser.account('new@reader.example'))?.id).toBe(account);
    expect((await browser.letterTo(email)).text).toContain('go to new@reader.example from now on');
    expect((await browser.get('/account')).text).toContain('new@reader.example');
    expect((await browser.post('/account/email/code', { code })).to).toBe('/account/email');
  });

  test('an address that has an account gets a letter without a code, and the page says nothing of it', async () => {
    const other = await newVisitor();
    const { browser, email } = await newVisitor();
    const answer = await browser.post('/account/email', { email: other.email });
    expect([answer.status, answer.to]).toEqual([303, '/account/email/code']);
    const letter = await browser.letterTo(other.email);
    expect([letter.code, letter.text.includes('has an account of its own already')]).toEqual(['', true]);
    expect((await browser.post('/account/email', { email })).status).toBe(409);
  });

  test('a code for one account changes no other', async () => {
    const one = await newVisitor();
    const other = await newVisitor();
    await one.browser.post('/account/email', { email: 'swap@reader.example' });
    const { code } = await one.browser.letterTo('swap@reader.example');
    other.browser.setCookie(
      'standfirst-ticket-address',
      one.browser.cookie('standfirst-ticket-address') ?? '',
    );
    expect((await other.browser.post('/account/email/code', { code })).status).toBe(410);
    expect(await one.browser.account('swap@reader.example')).toBeUndefined();
  });

  test('one device is signed out, or all others, and nobody else’s', async () => {
    const { browser, email } = await newVisitor();
    const second = await newReader(here.house.store, { email }, now);
    const third = await newReader(here.house.store, { email }, now);
    const stranger = await newVisitor();
    const listed = [
      ...(await browser.get('/account/devices')).text.matchAll(/name="session" value="(\d+)"/g),
    ];
    expect(listed).toHaveLength(2);
    const session = listed[0]?.[1] ?? '';
    await stranger.browser.post('/account/devices/end', { session });
    expect((await visitAs(third.cookie).get('/account')).status).toBe(200);
    await browser.post('/account/devices/end', { session });
    expect((await visitAs(third.cookie).get('/account')).status).toBe(303);
    expect((await visitAs(second.cookie).get('/account')).status).toBe(200);
    await browser.post('/account/devices/end-others', {});
    expect((await visitAs(second.cookie).get('/account')).status).toBe(303);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await stranger.browser.get('/account')).status).toBe(200);
  });

  test('one’s own data comes as a file', async () => {
    const { browser, email } = await newVisitor({ tiers: ['gold'] });
    expect(await (await browser.get('/account/data/file')).json()).toMatchObject({
      account: { email },
      memberships: [{ tier: 'gold' }],
    });
  });

  test('a deletion shows what goes, asks for a code, and then nothing is left to come in by', async () => {
    const { browser, email, account, cookie } = await newVisitor({ tiers: ['gold'] });
    const page = await browser.get('/account/leave');
    expect(page.text).toContain('Your membership gold ends at once');
    expect((await browser.post('/account/leave', {})).to).toBe('/account/leave/code');
    const { code } = await browser.letterTo(email);
    expect((await browser.post('/account/leave/code', { code: '12345678' })).status).toBe(400);
    expect((await browser.account(email))?.id).toBe(account);
    expect((await browser.post('/account/leave/code', { code })).to).toBe('/account/left');
    expect(await browser.account(email)).toBeUndefined();
    expect((await visitAs(cookie).get('/account')).status).toBe(303);
    expect((await browser.letterTo(email)).text).toContain('is gone');
  });

  test('who works at the desk changes and deletes nothing by the readers’ door', async () => {
    const { browser, email } = await newVisitor();
    await signIn(here.house.store, { email, name: 'Ada', role: 'editor' }, now);
    here.desk.members.readers.forget();
    expect((await browser.get('/account/email')).text).toContain('You work at the desk');
    expect((await browser.post('/account/email', { email: 'mine@evil.example' })).status).toBe(409);
    expect((await browser.post('/account/leave', {})).status).toBe(409);
    expect((await browser.post('/account/details', { name: 'Mallory', language: '' })).status).toBe(409);
    expect((await browser.postJson('/account/passkey/new', {})).status).toBe(409);
    expect((await browser.get('/desk/api/me')).status).toBe(401);
    expect((await browser.account(email))?.name).toBe('Ada');
  });

  test('a paper without readers’ accounts has no door for them', async () => {
    const folder = await newFolder('no-readers');
    const closed = await serveHere(folder, { environment: { STANDFIRST_READER_ACCOUNTS: 'no' } });
    const browser = visit(closed);
    expect((await browser.get('/account/join')).status).toBe(404);
    expect((await browser.post('/account/sign-in', { email: 'a@b.example' })).status).toBe(404);
    expect((await browser.postJson('/account/passkey/ask', {})).status).toBe(404);
  });
});
