import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { beginMembership, listMemberships } from '#members/membership.sql.js';
import type { MoneyHouse } from '#members/money-house.js';
import { offlineProvider } from '#members/offline.io.js';
import { newReader } from '#members/testing/new-reader.js';
import { newTier } from '#members/testing/new-tier.js';
import { type Settings, settingTable } from '#paper/settings.js';
import { fallAsleep, wake } from '#store/asleep.sql.js';
import type { Store } from '#store/store.io.js';
import { lookOnce } from './clock-work.job.ts';
import { membershipsWork } from './wiring.ts';

const joined = new Date('2026-01-01T12:00:00Z');
const later = new Date('2026-02-02T12:00:00Z');
const log = { info: () => {}, warn: () => {}, error: () => {} };

onBothDatabases('looking at memberships', (open) => {
  /** Somebody whose access ended yesterday. */
  const someone = async (store: Store) => {
    const { account } = await newReader(store, {}, joined);
    const { tier } = await newTier(store, { slug: 'gold' }, joined);
    const until = new Date('2026-02-01T12:00:00Z').getTime();
    const wish = { account, tier: tier.id, source: 'given', from: joined.getTime(), until } as const;
    await store.db.transaction().execute((tx) => beginMembership(tx, wish, joined));
    return async () => (await listMemberships(store.db, account))[0]?.state;
  };

  test('what has ended is written down, and a sleeping copy leaves it as it was', async () => {
    const store = await open();
    const stateOf = await someone(store);
    await store.db.transaction().execute((tx) => fallAsleep(tx, later));
    await lookOnce(membershipsWork(houseOf(store)), store, log);
    expect(await stateOf()).toBe('running');
    await wake(store.db, later);
    await lookOnce(membershipsWork(houseOf(store)), store, log);
    expect(await stateOf()).toBe('ended');
  });

  test('a process that another one was quicker than leaves it to that', async () => {
    const store = await open();
    const stateOf = await someone(store);
    const second = { ...store, claim: async () => false };
    await lookOnce(membershipsWork(houseOf(second)), second, log);
    expect(await stateOf()).toBe('running');
  });
});

function houseOf(store: Store): MoneyHouse {
  const standard = Object.entries(settingTable).map(([name, entry]) => [name, entry.default]);
  const settings = () => Object.fromEntries(standard) as Settings;
  const address = () => 'https://paper.example';
  const providers = { offline: offlineProvider({ store, settings, address }) };
  return { store, settings, address, providers, log, clock: () => later };
}
