import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { fallAsleep, wake } from '#store/asleep.sql.js';
import { listLetters, post } from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import { MailRoom } from './mail-room.job.ts';
import type { MailSettings } from './mail-settings.ts';
import { nextTry } from './retry.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const letter = {
  kind: 'sign-in',
  to: 'ada@paper.example',
  subject: 'Anmeldung für Die Küste',
  text: 'Your code is 1234 5678.\n',
  html: '<p>Your code is 1234 5678.</p>',
};
const folderMail: MailSettings = {
  name: 'The Coast',
  smtpHost: '',
  smtpPort: 587,
  smtpEncryption: 'none',
  smtpUser: '',
  smtpPassword: '',
  mailFrom: 'desk@coast.example',
};

const stopping: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stopping) await stop();
});

/** A mail server on this machine that keeps what it is given, or refuses the first ones. */
async function openServer(refusals = 0) {
  const got: string[] = [];
  const left = { refusals };
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'desk' && password === 'secret'
        ? done(null, { user: username })
        : done(new Error('Who are you?')),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        left.refusals -= 1;
        if (left.refusals >= 0) return done(new Error('The mailbox is full.'));
        got.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  stopping.push(() => new Promise((resolve) => server.close(() => resolve())));
  const settings = {
    ...folderMail,
    smtpHost: '127.0.0.1',
    smtpPort: port,
    smtpUser: 'desk',
    smtpPassword: 'secret',
  };
  return { got, settings };
}

function openRoom(store: Store, settings: MailSettings, clock = () => noon) {
  const said: string[] = [];
  const log = {
    info: (facts: object, says: string) => said.push(`${says} ${JSON.stringify(facts)}`),
    error: (facts: object, says: string) => said.push(`${says} ${JSON.stringify(facts)}`),
  };
  const address = () => 'https://coast.example';
  const room = new MailRoom({ store, clock, settings: () => settings, address, log });
  stopping.push(() => room.stop());
  room.start();
  return { room, said };
}

const postLetter = (store: Store, wish: object = {}) =>
  store.db.transaction().execute((tx) => post(tx, { ...letter, ...wish }, noon));

const stateOf = async (store: Store) => (await listLetters(store.db, 1))[0];

onBothDatabases('the mail room', (open) => {
  test('sends what waits by the mail server, and keeps nothing of what it said', async () => {
    const store = await open();
    const { got, settings } = await openServer();
    openRoom(store, settings);
    await postLetter(store);
    await vi.waitFor(async () => expect(await stateOf(store)).toMatchObject({ state: 'sent', attempts: 1 }));
    expect(got).toHaveLength(1);
    expect(got[0]).toMatch(/^From: The Coast <desk@coast.example>\r$/m);
    expect(got[0]).toMatch(/^To: ada@paper.example\r$/m);
    expect(got[0]).toContain('1234 5678');
    const rows = await store.db.selectFrom('letter').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('1234');
  });

  test('a letter that the server refuses is tried again, and arrives', async () => {
    const store = await open();
    const { got, settings } = await openServer(1);
    const time = { now: noon };
    const { said } = openRoom(store, settings, () => time.now);
    await postLetter(store);
    await vi.waitFor(async () =>
      expect(await stateOf(store)).toMatchObject({ state: 'waiting', attempts: 1 }),
    );
    expect((await stateOf(store))?.why).toContain('The mailbox is full');
    time.now = new Date(noon.getTime() + 60_000);
    // Any commit wakes the room.
    await postLetter(store, { to: 'mo@paper.example' });
    await vi.waitFor(() => expect(got).toHaveLength(2));
    expect(said.join('\n')).not.toContain('1234');
  });

  test('without a mail server letters lie in the folder outbox, for one’s own eyes', async () => {
    const store = await open();
    const { said } = openRoom(store, folderMail);
    await postLetter(store);
    await vi.waitFor(async () => expect(await stateOf(store)).toMatchObject({ state: 'sent' }));
    const folder = join(store.folder, 'outbox');
    const [name = ''] = await readdir(folder);
    expect(name).toMatch(/^2026-06-01T12-00-00-000Z-\d+\.eml$/);
    expect(await readFile(join(folder, name), 'utf8')).toContain('1234 5678');
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await vi.waitFor(() => expect(said.join('\n')).toContain('No mail server is set'));
    expect(said.join('\n')).not.toContain('1234');
  });

  test('a copy of the paper writes to nobody until it is woken', async () => {
    const store = await open();
    const { got, settings } = await openServer();
    await store.db.transaction().execute((tx) => fallAsleep(tx, noon));
    await postLetter(store);
    const { room } = openRoom(store, settings);
    await room.stop();
    expect(await stateOf(store)).toMatchObject({ state: 'waiting', attempts: 0 });
    await wake(store.db, noon);
    openRoom(store, settings);
    await vi.waitFor(() => expect(got).toHaveLength(1));
  });

  test('a code that would come too late is not sent', async () => {
    const store = await open();
    const { got, settings } = await openServer();
    const late = new Date(noon.getTime() + 16 * 60_000);
    openRoom(store, settings, () => late);
    await postLetter(store, { expiresAt: new Date(noon.getTime() + 15 * 60_000) });
    await vi.waitFor(async () => expect(await stateOf(store)).toMatchObject({ state: 'failed' }));
    expect(got).toEqual([]);
  });

  test('a wrong password at the mail server is told, and the letter waits', async () => {
    const store = await open();
    const { settings } = await openServer();
    const { said } = openRoom(store, { ...settings, smtpPassword: 'wrong' });
    await postLetter(store);
    await vi.waitFor(async () =>
      expect(await stateOf(store)).toMatchObject({ state: 'waiting', attempts: 1 }),
    );
    expect(said.join('\n')).toContain('it is tried again');
  });
});

test('a letter is tried for a day, ever less often', () => {
  const waiting = { attempts: 0, madeAt: noon };
  expect(nextTry(waiting, noon)).toEqual(new Date('2026-06-01T12:00:10Z'));
  expect(nextTry({ ...waiting, attempts: 4 }, noon)).toEqual(new Date('2026-06-01T12:15:00Z'));
  expect(nextTry({ ...waiting, attempts: 20 }, new Date('2026-06-02T10:59:59Z'))).toBeDefined();
  expect(nextTry({ ...waiting, attempts: 20 }, new Date('2026-06-02T11:00:00Z'))).toBeUndefined();
  expect(nextTry({ ...waiting, expiresAt: new Date('2026-06-01T12:00:05Z') }, noon)).toBeUndefined();
});
