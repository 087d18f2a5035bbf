import { beforeAll, expect, test } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { readSettings } from '#paper/settings.js';
import { countSpent, findOpened, openGiven, pruneSpent, spendStory } from './meter.sql.ts';
import { newReader } from './testing/new-reader.ts';

const secret = 'a secret of the house';
const now = new Date('2026-11-24T12:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');
const settings = readSettings([{ from: 'the test', values: { meterPeriod: 'month', meterRegistered: 2 } }]);
const access = { to: 'members' } as const;
const [first, second, third] = [7, 8, 9] as StoryId[] as [StoryId, StoryId, StoryId];

onBothDatabases('the meter of the registered', (open) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });

  const aReader = async () => (await newReader(store, {}, now)).account;
  const read = (account: AccountId, story: StoryId, at = now) =>
    store.db.transaction().execute((tx) => spendStory(tx, { account, secret, settings, story, access }, at));
  const has = async (account: AccountId, story: StoryId, at = now) =>
    (await findOpened(store.db, { account, secret }, at)).has(story);

  test('a reader reads up to the allowance, and again what they have read', async () => {
    const account = await aReader();
    expect(await read(account, first)).toMatchObject({ is: 'spend', left: 1 });
    expect(await read(account, second)).toMatchObject({ is: 'spend', left: 0 });
    expect(await read(account, third)).toMatchObject({ is: 'used-up', renewsAt: later.getTime() });
    expect(await read(account, first)).toEqual({ is: 'had' });
    expect([await has(account, first), await has(account, third)]).toEqual([true, false]);
    expect(await countSpent(store.db, account, settings, now)).toBe(2);
  });

  test('when the month is over all of it is closed again, and the allowance is new', async () => {
    const account = await aReader();
    await read(account, first);
    const opened = await findOpened(store.db, { account, secret }, now);
    expect(opened.goodUntil).toBe(later.getTime());
    expect(await has(account, first, later)).toBe(false);
    expect(await read(account, first, later)).toMatchObject({ is: 'spend', left: 1 });
  });

  test('the last story of an allowance, asked for in several tabs at once, is spent once', async () => {
    const account = await aReader();
    await read(account, first);
    const outcomes = await Promise.all([11, 12, 13, 14].map((story) => read(account, story as StoryId)));
    expect(outcomes.map(({ is }) => is).sort()).toEqual(['spend', 'used-up', 'used-up', 'used-up']);
  });

  test('the same story in two tabs costs one', async () => {
    const account = await aReader();
    const outcomes = await Promise.all([read(account, first), read(account, first)]);
    expect(outcomes.map(({ is }) => is).sort()).toEqual(['had', 'spend']);
    expect(await countSpent(store.db, account, settings, now)).toBe(1);
  });

  test('a gift opens its story and costs nothing of the allowance', async () => {
    const account = await aReader();
    const until = now.getTime() + 60_000;
    await store.db
      .transaction()
      .execute((tx) => openGiven(tx, { account, secret, story: third, until }, now));
    expect(await has(account, third)).toBe(true);
    expect(await has(account, third, new Date(until))).toBe(false);
    expect(await countSpent(store.db, account, settings, now)).toBe(0);
  });

  test('what is kept says neither what was read nor that two read the same, and goes when the period ends', async () => {
    const [one, other] = [await aReader(), await aReader()];
    await read(one, first);
    await read(other, first);
    const kept = () =>
      store.db.selectFrom('meter_spent').selectAll().where('account_id', 'in', [one, other]).execute();
    expect(new Set((await kept()).map(({ story_hash }) => story_hash)).size).toBe(2);
    await pruneSpent(store.db, later);
    expect(await kept()).toEqual([]);
  });
});
