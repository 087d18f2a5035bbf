import { expect, test } from 'vitest';
import { openAccounts } from '#accounts/accounts.io.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { readSettings } from '#paper/settings.js';
import { listDueLetters } from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import { askToComeIn, comeInByCode, comeInByLink, lookAtComeIn } from './come-in.io.ts';
import { findConsent } from './consent.sql.ts';
import { plainWish } from './join-wish.ts';
import { openMembers } from './open-members.io.ts';
import { findReaderRow } from './readers.sql.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const visitor = { from: '127.0.0.1', device: 'Test' };
const email = 'rosa@reader.example';

async function openHere(store: Store) {
  const log = { warn: () => {}, error: () => {}, info: () => {} };
  const parts = { store, settings: () => readSettings([]), clock: () => noon, log };
  const accounts = await openAccounts({ ...parts, address: () => 'https://paper.example' });
  const members = openMembers({ ...parts, accounts });
  const ask = async (wish = plainWish) => {
    const ticket = await askToComeIn(members, { email, wish, browser: undefined }, visitor);
    const { text = '' } = (await listDueLetters(store.db, noon, 100)).at(-1) ?? {};
    const code = /(\d{4} \d{4})/.exec(text)?.[1] ?? '';
    const token = /come-in\/([\w-]+)/.exec(text)?.[1] ?? '';
    return { ticket, code, token };
  };
  return { members, ask };
}

async function countAccounts({ db }: Store): Promise<number> {
  return (await db.selectFrom('account').select('id').execute()).length;
}

onBothDatabases('coming in', (open) => {
  test('makes an account when the code came back, with what was agreed to, and not before', async () => {
    const store = await open();
    const { members, ask } = await openHere(store);
    const letters = 'Yes, send me letters.';
    const given = await ask({ ...plainWish, join: true, name: 'Rosa', letters, next: '/news' });
    expect(await countAccounts(store)).toBe(0);
    await expect(comeInByCode(members, { ...given, code: '12345678' }, visitor)).rejects.toMatchObject({
      code: 'code-wrong',
    });
    const came = await comeInByCode(members, given, visitor);
    expect(came).toMatchObject({ isNew: true, next: '/news', story: null });
    expect(await findReaderRow(store.db, came.account)).toMatchObject({ email, name: 'Rosa' });
    expect(await findConsent(store.db, came.account, 'letters')).toMatchObject({
      given: true,
      source: 'join',
      says: letters,
    });
    await expect(comeInByCode(members, given, visitor)).rejects.toMatchObject({ code: 'code-over' });
  });

  test('by one link at the same instant lets one in', async () => {
    const store = await open();
    const { members, ask } = await openHere(store);
    const { token } = await ask();
    expect(await lookAtComeIn(members, token)).toMatchObject({ email, isKnown: false });
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => comeInByLink(members, token, visitor)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lookAtComeIn(members, token)).toBeUndefined();
    expect(await countAccounts(store)).toBe(1);
  });

  test('with two letters at the same instant makes one account', async () => {
    const store = await open();
    const { members, ask } = await openHere(store);
    const [one, other] = [await ask(), await ask()];
    const tries = await Promise.allSettled([
      comeInByLink(members, one.token, visitor),
      comeInByLink(members, other.token, visitor),
    ]);
    expect(tries.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await countAccounts(store)).toBe(1);
  });

  test('ends with one of five wrong codes, also when they are tried at once', async () => {
    const store = await open();
    const { members, ask } = await openHere(store);
    const given = await ask();
    const guesses = Array.from({ length: 12 }, (_, at) =>
      comeInByCode(members, { ticket: given.ticket, code: `0000000${at % 10}` }, visitor),
    );
    await Promise.allSettled(guesses);
    await expect(comeInByCode(members, given, visitor)).rejects.toMatchObject({ code: 'code-over' });
  });

  test('by a letter older than the last one that was used is over', async () => {
    const store = await open();
    const { members, ask } = await openHere(store);
    const old = await ask();
    await comeInByCode(members, await ask(), visitor);
    await expect(comeInByCode(members, old, visitor)).rejects.toMatchObject({ code: 'code-over' });
    await expect(comeInByLink(members, old.token, visitor)).rejects.toMatchObject({ code: 'link-over' });
  });
});
