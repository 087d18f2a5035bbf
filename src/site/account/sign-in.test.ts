import { beforeAll, describe, expect, test } from 'vitest';
import { comeInByLink } from '#accounts/ways-in.io.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { findReaderRow } from '#members/readers.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { visit } from './testing/visit.ts';

let now = new Date('2026-06-01T12:00:00Z');
let here: Here;

beforeAll(async () => {
  here = await serveHere(await newFolder('joining'), { clock: () => now });
}, 60_000);

/** Each test is somebody else's browser, at another time: nobody's tries count for others. */
function newVisit() {
  now = new Date(now.getTime() + 3_600_000);
  return visit(here);
}

describe('joining and signing in', () => {
  test('whoever types the code from the letter has an account, and comes back to the story', async () => {
    const browser = newVisit();
    const asked = await browser.post('/account/join', {
      ...{ email: 'Rosa@Reader.example', name: 'Rosa Reader', letters: 'yes' },
      ...{ next: '/news/story-7', story: '7' },
    });
    expect([asked.status, asked.to]).toEqual([303, '/account/sign-in/code']);
    expect((await browser.get('/account/sign-in/code')).text).toContain('Rosa@Reader.example');
    expect(await browser.account('rosa@reader.example')).toBeUndefined();
    const letter = await browser.letterTo('rosa@reader.example');
    expect(letter.text).toContain('this code makes your account');
    expect(letter.text).toContain('send me letters from');
    const came = await browser.post('/account/sign-in/code', { code: letter.code });
    expect([came.status, came.to]).toEqual([303, '/news/story-7']);
    const account = await browser.account('rosa@reader.example');
    const row = account && (await findReaderRow(here.house.store.db, account.id));
    expect(row).toMatchObject({ name: 'Rosa Reader', cameBy: 'joined', cameStory: null });
    expect(await (await browser.get('/account/me')).json()).toMatchObject({ name: 'Rosa Reader' });
  });

  test('known or not, an address gets the same answer, and a letter; only the letter tells', async () => {
    const browser = newVisit();
    const { email } = await newReader(here.house.store, { name: 'Ben' }, now);
    const known = await browser.post('/account/sign-in', { email });
    const stranger = visit(here);
    const unknown = await stranger.post('/account/sign-in', { email: 'nobody@reader.example' });
    expect([known.status, known.to]).toEqual([unknown.status, unknown.to]);
    const [one, other] = [
      await browser.get('/account/sign-in/code'),
      await stranger.get('/account/sign-in/code'),
    ];
    expect(one.text.replaceAll(email, '…')).toBe(other.text.replaceAll('nobody@reader.example', '…'));
    expect((await browser.letterTo(email)).text).toContain('your code to sign in');
    expect((await browser.letterTo('nobody@reader.example')).text).toContain('has no account there yet');
  });

  test('a link is looked at as often as one likes, and used once, on any device', async () => {
    const browser = newVisit();
    await browser.post('/account/join', { email: 'lena@reader.example', next: '/news' });
    const { link } = await browser.letterTo('lena@reader.example');
    const phone = visit(here);
    for (let look = 0; look < 3; look += 1) expect((await phone.get(link)).status).toBe(200);
    expect(await phone.account('lena@reader.example')).toBeUndefined();
    expect((await phone.post(link, {})).to).toBe('/news');
    expect((await visit(here).post(link, {})).status).toBe(410);
    expect((await phone.get(link)).status).toBe(410);
    // The code of the same letter is over with it.
    const { code } = await browser.letterTo('lena@reader.example');
    expect((await browser.post('/account/sign-in/code', { code })).status).toBe(410);
  });

  test('a code is worth nothing in another browser, and nothing after five wrong ones', async () => {
    const browser = newVisit();
    await browser.post('/account/sign-in', { email: 'mo@reader.example' });
    const { code } = await browser.letterTo('mo@reader.example');
    const thief = visit(here);
    expect((await thief.post('/account/sign-in/code', { code })).to).toBe('/account/sign-in');
    await thief.post('/account/sign-in', { email: 'thief@reader.example' });
    expect((await thief.post('/account/sign-in/code', { code })).status).toBe(400);
    for (const wrong of ['1', '2', '3', '4']) {
      expect((await browser.post('/account/sign-in/code', { code: wrong })).status).toBe(400);
    }
    expect((await browser.post('/account/sign-in/code', { code: '5' })).status).toBe(410);
    expect((await browser.post('/account/sign-in/code', { code })).status).toBe(410);
  });

  test('after a quarter of an hour neither code nor link are good', async () => {
    const browser = newVisit();
    await browser.post('/account/sign-in', { email: 'late@reader.example' });
    const { code, link } = await browser.letterTo('late@reader.example');
    now = new Date(now.getTime() + 15 * 60_000);
    expect((await browser.post('/account/sign-in/code', { code })).status).toBe(410);
    expect((await browser.post(link, {})).status).toBe(410);
  });

  test('a letter for the desk opens no reader’s door, and one for readers no desk', async () => {
    const browser = newVisit();
    await browser.post('/account/sign-in', { email: 'ed@reader.example' });
    const { link } = await browser.letterTo('ed@reader.example');
    const token = link.split('/').at(-1) ?? '';
    const atDesk = comeInByLink(here.desk.accounts, token, { from: '127.0.0.1', device: '' });
    await expect(atDesk).rejects.toMatchObject({ code: 'link-over' });
    expect((await browser.get(link)).status).toBe(200);
  });

  test('nobody is led away from the paper', async () => {
    const evil = [
      ...[
        '//evil.example',
        '/\\evil.example',
        'https://evil.example',
        'https:evil.example',
        '/%09/evil.example',
      ],
      ...[
        '/\t/evil.example',
        ' //evil.example',
        '//evil@paper.example',
        'javascript:alert(1)',
        '/a/..//evil.example',
      ],
      ...[
        '%2f%2fevil.example',
        '/\n/evil.example',
        '///evil.example',
        '\\\\evil.example',
        '/x/../..//evil.example',
      ],
    ];
    const browser = newVisit();
    for (const [at, next] of evil.entries()) {
      now = new Date(now.getTime() + 3_600_000);
      const email = `led-${at}@reader.example`;
      await browser.post('/account/sign-in', { email, next });
      const came = await browser.post('/account/sign-in/code', {
        code: (await browser.letterTo(email)).code,
      });
      const to = new URL(came.to ?? '', 'http://paper.invalid');
      expect([next, to.origin, to.pathname.startsWith('//')]).toEqual([next, 'http://paper.invalid', false]);
      await browser.post('/account/sign-out', {});
    }
  });

  test('forged tickets and sessions are as good as none', async () => {
    const browser = newVisit();
    await browser.post('/account/sign-in', { email: 'forged@reader.example' });
    const ticket = browser.cookie('standfirst-ticket-reader') ?? '';
    const { code } = await browser.letterTo('forged@reader.example');
    const forger = visit(here);
    for (const value of [
      `x${ticket}`,
      ticket.slice(4),
      'x',
      '',
      'eyJraW5kIjoicmVhZGVyIn0',
      'a'.repeat(5000),
    ]) {
      forger.setCookie('standfirst-ticket-reader', value);
      expect((await forger.post('/account/sign-in/code', { code })).to).toBe('/account/sign-in');
    }
    // A ticket for something else is none for this.
    forger.setCookie('standfirst-ticket-address', ticket);
    expect((await forger.get('/account/sign-in/code')).to).toBe('/account/sign-in');
    forger.setCookie('standfirst.session_token', 'abc.def');
    expect(await (await forger.get('/account/me')).json()).toMatchObject({ name: null });
  });

  test('a session that was ended is over wherever its cookie turns up', async () => {
    const browser = newVisit();
    await browser.post('/account/sign-in', { email: 'gone@reader.example' });
    await browser.post('/account/sign-in/code', {
      code: (await browser.letterTo('gone@reader.example')).code,
    });
    const copy = visit(here);
    copy.setCookie('standfirst.session_token', browser.cookie('standfirst.session_token') ?? '');
    expect((await copy.get('/account')).status).toBe(200);
    expect((await browser.post('/account/sign-out', {})).to).toBe('/account/signed-out');
    expect((await copy.get('/account')).status).toBe(303);
  });

  test('a passkey that is none lets nobody in', async () => {
    const browser = newVisit();
    expect((await browser.postJson('/account/passkey/ask', {})).status).toBe(200);
    const forged = {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: {},
      clientExtensionResults: {},
    };
    expect((await browser.postJson('/account/passkey/come-in', { response: {} })).status).toBe(400);
    for (const response of [forged, { ...forged, response: { clientDataJSON: 'e30' } }]) {
      const answer = await browser.postJson('/account/passkey/come-in', { response, next: '//evil.example' });
      expect([answer.status, answer.json()]).toEqual([400, { to: null }]);
    }
    expect((await browser.postJson('/account/passkey/add', { response: forged })).status).toBe(303);
    expect(await (await browser.get('/account/me')).json()).toMatchObject({ name: null });
  });

  test('a form of another site does nothing', async () => {
    const browser = newVisit();
    const email = 'crossed@reader.example';
    const crossed = await browser.post('/account/sign-in', { email }, { origin: 'https://evil.example' });
    expect(crossed.status).toBe(403);
    const site = { 'sec-fetch-site': 'cross-site', origin: here.url };
    expect((await browser.post('/account/sign-in', { email }, site)).status).toBe(403);
    expect(await browser.hasLetter(email)).toBe(false);
  });
});

describe('robots and floods', () => {
  test('a robot that fills in the field nobody sees is told the usual, and nothing is sent', async () => {
    const browser = newVisit();
    const form = { email: 'robot@reader.example', website: 'https://spam.example' };
    expect((await browser.post('/account/join', form)).to).toBe('/account/sign-in/code');
    expect(await browser.hasLetter('robot@reader.example')).toBe(false);
  });

  test('one address gets six letters in a quarter of an hour, then a sentence', async () => {
    const browser = newVisit();
    for (let letter = 0; letter < 6; letter += 1) {
      expect((await browser.post('/account/sign-in', { email: 'often@reader.example' })).status).toBe(303);
    }
    const refused = await browser.post('/account/sign-in', { email: 'often@reader.example' });
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('Wait 15 minutes');
    expect(refused.text).toContain('value="often@reader.example"');
  });

  test('one place gets thirty in ten minutes, whatever addresses it types', async () => {
    const browser = newVisit();
    const answers: number[] = [];
    for (let at = 0; at < 31; at += 1) {
      answers.push((await browser.post('/account/join', { email: `list-${at}@reader.example` })).status);
    }
    expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 303));
    expect(answers[30]).toBe(429);
  });

  test('a flood of strangers from everywhere shuts out strangers, not a browser that was here before', async () => {
    const known = newVisit();
    await known.post('/account/sign-in', { email: 'faithful@reader.example' });
    await known.post('/account/sign-in/code', {
      code: (await known.letterTo('faithful@reader.example')).code,
    });
    await known.post('/account/sign-out', {});
    now = new Date(now.getTime() + 3_600_000);
    const flood = Array.from({ length: 130 }, (_, at) => {
      const from = { 'x-forwarded-for': `203.0.113.${at}` };
      return visit(here).post('/account/join', { email: `flood-${at}@reader.example` }, from);
    });
    const busy = (await Promise.all(flood)).filter(({ status }) => status === 429).length;
    expect(busy).toBe(10);
    const other = { 'x-forwarded-for': '198.51.100.7' };
    const stranger = await visit(here).post('/account/sign-in', { email: 'faithful@reader.example' }, other);
    expect(stranger.status).toBe(429);
    expect(stranger.text).toContain('Wait a minute');
    expect((await known.post('/account/sign-in', { email: 'faithful@reader.example' })).status).toBe(303);
  });
});
