import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { makeFirstLink, makeSignInLink } from '#accounts/ways-in.io.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { listDueLetters } from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import { type DeskHere, deskHere } from './testing/desk-here.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const ada = { name: 'Ada Finch', email: 'ada@paper.example', role: 'editor' as const };

/** A desk whose clock is set by hand. */
async function openHere(store: Store, settings: object = {}) {
  const time = { now: noon };
  const here = await deskHere(store, { clock: () => time.now, settings });
  const later = (minutes: number) => {
    time.now = new Date(time.now.getTime() + minutes * 60_000);
  };
  return { here, later, now: () => time.now };
}

const addStaff = (store: Store, wish: Parameters<typeof saveStaff>[1] = ada) =>
  store.db.transaction().execute((tx) => saveStaff(tx, wish, noon));

async function readLetter(store: Store, now: Date) {
  const letters = await listDueLetters(store.db, now, 100);
  const letter = letters.findLast(({ kind }) => kind === 'sign-in');
  const code = /^ {4}(\d{4} \d{4})$/m.exec(letter?.text ?? '')?.[1] ?? '';
  const token = /\/desk\/sign-in\/(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
  return { to: letter?.to, subject: letter?.subject ?? '', code, token };
}

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

async function askTicket(here: DeskHere, email = ada.email): Promise<string> {
  const answer = await here.ask(undefined, 'POST', '/desk/auth/code', { email });
  return (answer.json as { ticket: string }).ticket;
}

const codeNow = (secret: string, now: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

/** The session of somebody who has taken the first step. */
async function halfWay(here: DeskHere, store: Store, now: Date): Promise<string> {
  const ticket = await askTicket(here);
  const { code } = await readLetter(store, now);
  return cookieOf(await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code }));
}

/** Sets an app up for whoever has this session. */
async function setUpApp(here: DeskHere, cookie: string, now: Date) {
  const offer = await here.ask(cookie, 'POST', '/desk/auth/second-step/offer');
  const { secret } = offer.json as { secret: string };
  const code = codeNow(secret, now);
  const confirmed = await here.ask(cookie, 'POST', '/desk/auth/second-step/confirm', { code });
  return { secret, confirmed, codes: (confirmed.json as { codes: string[] }).codes };
}

onBothDatabases('signing in', (open) => {
  test('the code of the letter signs in once, in the window that asked for it', async () => {
    const store = await open();
    await addStaff(store);
    const { here } = await openHere(store);
    const ticket = await askTicket(here, ' ADA@paper.example');
    const letter = await readLetter(store, noon);
    expect(letter.to).toBe('ada@paper.example');
    expect(letter.subject).not.toMatch(/\d/);
    const used = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code: letter.code });
    expect(used).toMatchObject({ status: 200, json: { is: 'in' } });
    expect(String(used.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
    expect((await here.ask(cookieOf(used), 'GET', '/me')).json).toMatchObject({ name: 'Ada Finch' });
    const again = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code: letter.code });
    expect(again.json).toMatchObject({ code: 'code-over' });
    const link = await here.ask(undefined, 'POST', '/desk/auth/link/use', { token: letter.token });
    expect(link.json).toMatchObject({ code: 'link-over' });
    expect(await listAudit(store.db, { limit: 5 })).toMatchObject([{ act: 'session.begun' }]);
  });

  test('no answer tells whether an address has an account', async () => {
    const store = await open();
    await addStaff(store);
    const { here } = await openHere(store);
    const known = await here.ask(undefined, 'POST', '/desk/auth/code', { email: ada.email });
    const unknown = await here.ask(undefined, 'POST', '/desk/auth/code', { email: 'nobody@else.example' });
    expect([unknown.status, Object.keys(unknown.json as object)]).toEqual([known.status, ['ticket']]);
    expect(await listDueLetters(store.db, noon, 9)).toHaveLength(1);
    const wrong = { ticket: (unknown.json as { ticket: string }).ticket, code: '1234 5678' };
    expect((await here.ask(undefined, 'POST', '/desk/auth/code/use', wrong)).json).toMatchObject({
      code: 'code-wrong',
    });
    const bad = await here.ask(undefined, 'POST', '/desk/auth/code', { email: 'no address' });
    expect(bad.json).toMatchObject({ code: 'email-wrong' });
  });

  test('guesses use up one’s own tries and nobody else’s', async () => {
    const store = await open();
    await addStaff(store);
    const { here } = await openHere(store);
    const mine = await askTicket(here);
    const { code } = await readLetter(store, noon);
    const stranger = await askTicket(here);
    const codes: string[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const body = { ticket: stranger, code };
      const answer = await here.ask(undefined, 'POST', '/desk/auth/code/use', body);
      codes.push((answer.json as { code: string }).code);
    }
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('code-wrong'));
    expect(codes.slice(4)).toEqual(['code-over', 'code-over']);
    const body = { ticket: mine, code };
    expect((await here.ask(undefined, 'POST', '/desk/auth/code/use', body)).json).toEqual({ is: 'in' });
  });

  test('a code is good for a quarter of an hour', async () => {
    const store = await open();
    await addStaff(store);
    const { here, later } = await openHere(store);
    const ticket = await askTicket(here);
    const { code, token } = await readLetter(store, noon);
    later(15);
    const answer = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code });
    expect(answer.json).toMatchObject({ code: 'code-over' });
    const looked = await here.ask(undefined, 'POST', '/desk/auth/link', { token });
    expect(looked.json).toEqual({ is: 'over' });
  });

  test('a mail scanner that opens the link uses nothing up', async () => {
    const store = await open();
    await addStaff(store);
    const { here } = await openHere(store);
    await askTicket(here);
    const { token } = await readLetter(store, noon);
    for (let look = 0; look < 3; look += 1) {
      const looked = await here.ask(undefined, 'POST', '/desk/auth/link', { token });
      expect(looked.json).toEqual({ is: 'sign-in', name: 'Ada Finch' });
    }
    const used = await here.ask(undefined, 'POST', '/desk/auth/link/use', { token });
    expect(used.json).toEqual({ is: 'in' });
  });

  test('letters cannot be asked for without end', async () => {
    const store = await open();
    await addStaff(store);
    const { here, later } = await openHere(store);
    for (let asked = 0; asked < 6; asked += 1) await askTicket(here);
    const refused = await here.ask(undefined, 'POST', '/desk/auth/code', { email: ada.email });
    expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-tries' } });
    later(16);
    expect(await askTicket(here)).toBeTruthy();
  });

  test('somebody put out of service gets no letter, and their open link is over', async () => {
    const store = await open();
    const staff = await addStaff(store);
    const { here } = await openHere(store);
    const path = await store.db.transaction().execute((tx) => makeSignInLink(tx, staff.id, noon, 24));
    const token = path.split('/').at(-1);
    await addStaff(store, { ...ada, active: false });
    await askTicket(here);
    expect(await listDueLetters(store.db, noon, 9)).toEqual([]);
    const used = await here.ask(undefined, 'POST', '/desk/auth/link/use', { token });
    expect(used.json).toMatchObject({ code: 'link-over' });
  });

  test('the first admin is made once, by the printed link alone', async () => {
    const store = await open();
    const { here } = await openHere(store);
    const printed = await makeFirstLink(here.desk.accounts);
    const printedAgain = await makeFirstLink(here.desk.accounts);
    const token = printed?.split('/').at(-1) ?? '';
    const state = await here.ask(undefined, 'GET', '/desk/auth/state');
    expect(state.json).toMatchObject({ is: 'out', first: true });
    const looked = await here.ask(undefined, 'POST', '/desk/auth/link', { token });
    expect(looked.json).toEqual({ is: 'first' });
    const wish = { name: 'Mo Quill', email: 'Mo@paper.example' };
    const forged = await here.ask(undefined, 'POST', '/desk/auth/first', { ...wish, token: 'guessed' });
    expect(forged.json).toMatchObject({ code: 'first-over' });
    const made = await here.ask(undefined, 'POST', '/desk/auth/first', { ...wish, token });
    expect(made.json).toEqual({ is: 'in' });
    expect((await here.ask(cookieOf(made), 'GET', '/me')).json).toMatchObject({ role: 'admin' });
    for (const used of [token, printedAgain?.split('/').at(-1)]) {
      const again = await here.ask(undefined, 'POST', '/desk/auth/first', { ...wish, token: used });
      expect(again.json).toMatchObject({ code: 'first-over' });
    }
    expect(await makeFirstLink(here.desk.accounts)).toBeUndefined();
  });

  test('whoever set an app up is asked for its code after every way in, and a code works once', async () => {
    const store = await open();
    const { here, later, now } = await openHere(store);
    const { cookie } = await signIn(store, ada, noon);
    const { secret, codes } = await setUpApp(here, cookie, noon);
    expect(codes).toHaveLength(10);
    later(5);
    const ticket = await askTicket(here);
    const { code } = await readLetter(store, now());
    const begun = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code });
    expect(begun.json).toEqual({ is: 'second-step' });
    const half = cookieOf(begun);
    expect((await here.ask(half, 'GET', '/me')).json).toMatchObject({ code: 'not-signed-in' });
    const step = (typed: string) => here.ask(half, 'POST', '/desk/auth/second-step', { code: typed });
    expect((await step('000000')).json).toMatchObject({ code: 'second-code-wrong' });
    const right = codeNow(secret, now());
    expect((await step(right)).json).toEqual({ is: 'in' });
    expect((await here.ask(half, 'GET', '/me')).status).toBe(200);
    const replayed = await here.ask(await halfWay(here, store, now()), 'POST', '/desk/auth/second-step', {
      code: right,
    });
    expect(replayed.json).toMatchObject({ code: 'second-code-wrong' });
  });

  test('a recovery code takes the place of the app, once', async () => {
    const store = await open();
    const { here, now } = await openHere(store);
    const { cookie } = await signIn(store, ada, noon);
    const { codes } = await setUpApp(here, cookie, noon);
    const comeIn = async (typed: string) => {
      const ticket = await askTicket(here);
      const { code } = await readLetter(store, now());
      const begun = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code });
      return here.ask(cookieOf(begun), 'POST', '/desk/auth/second-step', { code: typed });
    };
    expect((await comeIn(codes[0]?.toUpperCase() ?? '')).json).toEqual({ is: 'in' });
    expect((await comeIn(codes[0] ?? '')).json).toMatchObject({ code: 'second-code-wrong' });
    expect((await comeIn((codes[1] ?? '').replaceAll('-', ' '))).json).toEqual({ is: 'in' });
    const letters = await listDueLetters(store.db, noon, 20);
    expect(letters.filter(({ text }) => text.includes('with a recovery code'))).toHaveLength(2);
  });

  test('wrong codes end the session they were typed in and lock nobody out', async () => {
    const store = await open();
    const { here, later, now } = await openHere(store);
    const { cookie } = await signIn(store, ada, noon);
    const { secret } = await setUpApp(here, cookie, noon);
    later(1);
    const first = await halfWay(here, store, now());
    const said: unknown[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      const answer = await here.ask(first, 'POST', '/desk/auth/second-step', { code: '000001' });
      said.push((answer.json as { code: string }).code);
    }
    expect(said.slice(0, 5)).toEqual(Array(5).fill('second-code-wrong'));
    expect(said.slice(5)).toEqual(['sign-in-over', 'not-signed-in']);
    const code = codeNow(secret, now());
    const half = await halfWay(here, store, now());
    const second = await here.ask(half, 'POST', '/desk/auth/second-step', { code });
    expect(second.json).toEqual({ is: 'in' });
  });

  test('a role that must take a second step sets it up before anything else', async () => {
    const store = await open();
    await addStaff(store);
    const { here } = await openHere(store, { secondStepRoles: ['editor'] });
    const ticket = await askTicket(here);
    const { code } = await readLetter(store, noon);
    const begun = await here.ask(undefined, 'POST', '/desk/auth/code/use', { ticket, code });
    expect(begun.json).toEqual({ is: 'set-up' });
    const half = cookieOf(begun);
    expect((await here.ask(half, 'GET', '/me')).status).toBe(401);
    const step = await here.ask(half, 'POST', '/desk/auth/second-step', { code: '123456' });
    expect(step.json).toMatchObject({ code: 'not-signed-in' });
    const { confirmed } = await setUpApp(here, half, noon);
    expect(confirmed.status).toBe(200);
    expect((await here.ask(half, 'GET', '/me')).status).toBe(200);
  });

  test('a password lets nobody in without an app, and needs no mail with one', async () => {
    const store = await open();
    const { here, later, now } = await openHere(store);
    const { cookie } = await signIn(store, ada, noon);
    const password = 'harbour lights at dawn';
    const set = (code: string) => here.ask(cookie, 'PUT', '/account/password', { password, code });
    expect((await set('123456')).json).toMatchObject({ code: 'second-step-missing' });
    const { secret } = await setUpApp(here, cookie, noon);
    later(2);
    expect((await set('123456')).json).toMatchObject({ code: 'second-code-wrong' });
    expect((await set(codeNow(secret, now()))).status).toBe(204);
    const knock = (given: object) =>
      here.ask(undefined, 'POST', '/desk/auth/password', { email: ada.email, password, ...given });
    expect((await knock({ password: 'wrong' })).json).toMatchObject({ code: 'password-refused' });
    expect((await knock({ email: 'no@one.example' })).json).toMatchObject({ code: 'password-refused' });
    const begun = await knock({});
    expect(begun.json).toEqual({ is: 'second-step' });
    later(2);
    const code = codeNow(secret, now());
    const done = await here.ask(cookieOf(begun), 'POST', '/desk/auth/second-step', { code });
    expect(done.json).toEqual({ is: 'in' });
  });

  test('signing out ends the session', async () => {
    const store = await open();
    const { here } = await openHere(store);
    const { cookie } = await signIn(store, ada, noon);
    expect((await here.ask(cookie, 'POST', '/desk/auth/sign-out')).json).toEqual({ is: 'out' });
    expect((await here.ask(cookie, 'GET', '/me')).status).toBe(401);
  });

  test('nothing of the sign-in library is open but what the desk needs', async () => {
    const store = await open();
    // The library goes by the machine's own clock.
    const here = await deskHere(store);
    const { cookie } = await signIn(store, ada);
    const closed = [
      'sign-up/email',
      'sign-in/email',
      'sign-in/social',
      'update-user',
      'delete-user',
      'list-sessions',
    ];
    for (const path of closed) {
      expect((await here.ask(cookie, 'POST', `/desk/auth/${path}`, {})).status).toBe(404);
    }
    const options = await here.ask(undefined, 'GET', '/desk/auth/passkey/generate-authenticate-options');
    expect(options.json).toMatchObject({ rpId: 'paper.example' });
    const register = '/desk/auth/passkey/generate-register-options';
    expect((await here.ask(undefined, 'GET', register)).status).toBe(401);
    const secure = `__Secure-${cookie}`;
    expect((await here.ask(secure, 'GET', register)).json).toMatchObject({ challenge: expect.any(String) });
  });
});
