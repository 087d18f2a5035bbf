import { beforeAll, expect, test } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import { dropFeedKey, findFeedAccount, findFeedKey, renewFeedKey } from './feed-key.sql.ts';
import { newReader } from './testing/new-reader.ts';

const secret = 'a secret of the house';
const now = new Date('2026-11-24T12:00:00Z');

onBothDatabases("the address of a member's own feeds", (open) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  const change = <Done>(work: Parameters<ReturnType<TestStore['db']['transaction']>['execute']>[0]) =>
    store.db.transaction().execute(work) as Promise<Done>;

  test('it is found again by its owner, replaced when it got out, and taken back', async () => {
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    const keyNow = async () => (await findFeedKey(store.db, account, secret))?.key ?? '';
    expect(await keyNow()).toBe('');
    await change((tx) => renewFeedKey(tx, account, secret, now));
    const first = await keyNow();
    expect(await findFeedAccount(store.db, first)).toBe(account);
    await change((tx) => renewFeedKey(tx, account, secret, now));
    const second = await keyNow();
    expect([second === first, await findFeedAccount(store.db, first)]).toEqual([false, undefined]);
    expect(await findFeedAccount(store.db, second)).toBe(account);
    await change((tx) => dropFeedKey(tx, account));
    expect(await findFeedAccount(store.db, second)).toBeUndefined();
  });

  test('no row holds the word of an address', async () => {
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    await change((tx) => renewFeedKey(tx, account, secret, now));
    const { key } = (await findFeedKey(store.db, account, secret)) ?? { key: '' };
    expect(JSON.stringify(await store.db.selectFrom('feed_key').selectAll().execute())).not.toContain(key);
  });
});
