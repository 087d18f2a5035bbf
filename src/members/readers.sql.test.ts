import { expect, test } from 'vitest';
import { findAccount } from '#accounts/account.sql.js';
import { openAccounts } from '#accounts/accounts.io.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { readSettings } from '#paper/settings.js';
import { toldEvents } from '#store/testing/told.js';
import { listActs } from './acts.sql.ts';
import { findConsent, listConsents, saveConsent } from './consent.sql.ts';
import { addReader, ensureAccount, findReaderRow } from './readers.sql.ts';
import { newReader } from './testing/new-reader.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const log = { warn: () => {}, error: () => {} };

onBothDatabases('readers', (open) => {
  test('an address is one account, however it is written', async () => {
    const { db } = await open();
    const ids = await db
      .transaction()
      .execute(async (tx) => [
        await ensureAccount(tx, { email: 'Rosa@Reader.example ', name: ' Rosa ' }, noon),
        await ensureAccount(tx, { email: 'rosa@reader.example', name: 'Somebody else' }, noon),
      ]);
    expect(ids[0]).toBe(ids[1]);
    expect(await findAccount(db, ids[0] as never)).toMatchObject({
      email: 'rosa@reader.example',
      name: 'Rosa',
    });
  });

  test('a reader is made once, with a number, and those who listen are told', async () => {
    const { db } = await open();
    const account = await db.transaction().execute(async (tx) => {
      const id = await ensureAccount(tx, { email: 'rosa@reader.example', name: 'Rosa' }, noon);
      await addReader(tx, { account: id, cameBy: 'joined', story: 7 as never, language: 'de' }, noon);
      await addReader(tx, { account: id, cameBy: 'gift' }, noon);
      return id;
    });
    const row = await findReaderRow(db, account);
    expect(row).toMatchObject({
      cameBy: 'joined',
      cameStory: 7,
      language: 'de',
      labels: [],
      madeAt: noon.getTime(),
    });
    expect(row?.number).toMatch(/^R-\d{6}$/);
    expect((await toldEvents(db)).map(({ name, subject }) => [name, subject])).toEqual([
      ['reader.changed', account],
    ]);
    expect((await listActs(db, { account, limit: 9 })).map(({ act }) => act)).toEqual(['joined']);
  });

  test('the newest yes or no holds, and none is lost', async () => {
    const store = await open();
    const { account } = await newReader(store, {}, noon);
    const wish = { account, kind: 'letters', source: 'join', says: 'Send me letters.' } as const;
    expect(await findConsent(store.db, account, 'letters')).toBeUndefined();
    await store.db.transaction().execute((tx) => saveConsent(tx, { ...wish, given: true }, noon));
    await store.db.transaction().execute((tx) => saveConsent(tx, { ...wish, given: false }, noon));
    expect(await findConsent(store.db, account, 'letters')).toMatchObject({ given: false, source: 'join' });
    expect((await listConsents(store.db, account)).map(({ given }) => given)).toEqual([true, false]);
  });

  test('a session from the readers’ door opens no desk, not even to staff', async () => {
    const store = await open();
    const settings = () => readSettings([]);
    const accounts = await openAccounts({
      store,
      settings,
      address: () => 'http://paper.example',
      clock: () => noon,
      log,
    });
    const { cookie, email } = await newReader(store, {}, noon);
    expect(await accounts.sessions.find({ cookie })).toBeUndefined();
    await store.db.transaction().execute((tx) => saveStaff(tx, { email, name: 'Rosa', role: 'admin' }, noon));
    accounts.sessions.forget();
    expect(await accounts.sessions.find({ cookie })).toBeUndefined();
    expect(await accounts.findSignedIn({ cookie })).toBeUndefined();
  });
});
