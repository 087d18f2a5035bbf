import { expect, test } from 'vitest';
import { openAccounts } from '#accounts/accounts.io.js';
import { beginReaderSession, beginSession } from '#accounts/begin-session.io.js';
import { listSessions } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import { SESSION_MS } from '#accounts/session-table.io.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { readSettings } from '#paper/settings.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import { ReaderTable } from './reader-table.io.ts';
import { addReader } from './readers.sql.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const visitor = { from: '127.0.0.1', device: 'Test' };
const DAY = 86_400_000;

/** Somebody who edits here and reads here, with a session from each door. */
async function openBoth(store: Store, clock: () => Date, secondStepRoles: readonly 'editor'[] = []) {
  const { db } = store;
  const settings = () => ({ ...readSettings([]), secondStepRoles });
  const log = { warn: () => {}, error: () => {} };
  const accounts = await openAccounts({ store, settings, address: () => 'http://paper.example', clock, log });
  const secret = await getSecret(db);
  const { staff, desk, paper } = await db.transaction().execute(async (tx) => {
    const wish = { email: 'ada@paper.example', name: 'Ada', role: 'editor' } as const;
    const person = await saveStaff(tx, wish, noon);
    await addReader(tx, { account: person.id, cameBy: 'joined' }, noon);
    const begun = await beginSession(tx, { staff: person, way: 'code', visitor, secondStepRoles }, noon);
    const token = await beginReaderSession(tx, { account: person.id, way: 'code', visitor }, noon);
    return { staff: person, desk: begun.token, paper: token };
  });
  const cookieOf = (token: string) => ({ cookie: `${COOKIE_NAME}=${writeSessionCookie(token, secret)}` });
  const readers = new ReaderTable({ db, secret, clock });
  return { accounts, readers, staff, atDesk: cookieOf(desk), atPaper: cookieOf(paper) };
}

onBothDatabases('somebody who works here and reads here', (open) => {
  test('reads everything by the session of the desk, and what readers read by the other', async () => {
    const both = await openBoth(await open(), () => noon);
    expect(await both.readers.find(both.atDesk)).toMatchObject({ staff: true, rights: { tiers: 'any' } });
    expect(await both.readers.find(both.atPaper)).toMatchObject({ staff: false, rights: { tiers: 'none' } });
    expect((await both.accounts.findSignedIn(both.atDesk))?.staff.name).toBe('Ada');
    expect(await both.accounts.findSignedIn(both.atPaper)).toBeUndefined();
  });

  test('is no more than a reader anywhere while a second step is to be taken', async () => {
    const both = await openBoth(await open(), () => noon, ['editor']);
    expect(await both.readers.find(both.atDesk)).toMatchObject({ staff: false, rights: { tiers: 'none' } });
    expect(await both.accounts.findSignedIn(both.atDesk)).toBeUndefined();
    expect(await both.accounts.findSignedIn(both.atPaper)).toBeUndefined();
  });

  test('stays signed in as a reader for long, and at the desk no longer by reading', async () => {
    let now = noon;
    const store = await open();
    const both = await openBoth(store, () => now);
    now = new Date(noon.getTime() + 20 * DAY);
    await both.readers.find(both.atDesk);
    await both.readers.find(both.atPaper);
    const ends = (await listSessions(store.db, both.staff.id, now)).map(({ door, expiresAt }) => [
      door,
      expiresAt - noon.getTime(),
    ]);
    expect(new Map(ends as [string, number][])).toEqual(
      new Map([
        ['desk', SESSION_MS],
        ['paper', 420 * DAY],
      ]),
    );
    now = new Date(noon.getTime() + 31 * DAY);
    expect(await both.readers.find(both.atDesk)).toBeUndefined();
    expect(await both.readers.find(both.atPaper)).toBeDefined();
  });
});
