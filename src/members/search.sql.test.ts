import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { listLabels, type MemberQuestion, searchMembers } from './search.sql.ts';
import { newReader } from './testing/new-reader.ts';

const now = new Date('2026-03-10T12:00:00Z');
const earlier = new Date('2025-01-10T12:00:00Z');

onBothDatabases('the search for members', (open) => {
  test('somebody is found by the middle of a name, by address, by number, and not by what is not theirs', async () => {
    const store = await open();
    const ada = await newReader(store, { name: 'Ada Finch', email: 'ada@school.example' }, now);
    await newReader(store, { name: 'Ben Marsh', email: 'ben_m@post.example' }, now);
    expect(await names(store, { words: 'finch' })).toEqual(['Ada Finch']);
    expect(await names(store, { words: 'inch SCHOOL' })).toEqual(['Ada Finch']);
    expect(await names(store, { words: 'en' })).toEqual(['Ben Marsh']);
    expect(await names(store, { words: 'ben_m@' })).toEqual(['Ben Marsh']);
    expect(await names(store, { words: String(ada.account).padStart(6, '0') })).toContain('Ada Finch');
    expect(await names(store, { words: '"%_!' })).toEqual([]);
    expect(await names(store, { words: 'finch post' })).toEqual([]);
  });

  test('a changed name is found at once, and the old one no more', async () => {
    const store = await open();
    const { account } = await newReader(store, { name: 'Ada Finch' }, now);
    await store.db
      .updateTable('reader')
      .set({ search_text: 'ada marlow' })
      .where('account_id', '=', account)
      .execute();
    expect(await names(store, { words: 'finch' })).toEqual([]);
    expect(await names(store, { words: 'marlow' })).toHaveLength(1);
  });

  test('members are narrowed by tier, by how they stand, by source, by label and by when they joined', async () => {
    const store = await open();
    const past = new Date('2026-02-01T00:00:00Z');
    const ahead = new Date('2026-12-01T00:00:00Z');
    await newReader(store, { name: 'Holds Gold', tiers: ['gold'], until: ahead }, earlier);
    await newReader(store, { name: 'Held Gold', tiers: ['gold'], until: past }, earlier);
    const plain = await newReader(store, { name: 'Only Registered' }, now);
    await label(store, plain.account, ['Panel', 'VIP "one"']);
    const tier = await store.db
      .selectFrom('tier')
      .select('id')
      .where('slug', '=', 'gold')
      .executeTakeFirstOrThrow();
    expect(await names(store, { tier: tier.id })).toEqual(['Holds Gold']);
    expect(await names(store, { state: 'holding' })).toEqual(['Holds Gold']);
    expect(await names(store, { state: 'former', tier: tier.id })).toEqual(['Held Gold']);
    expect(await names(store, { state: 'registered' })).toEqual(['Only Registered', 'Held Gold']);
    expect(await names(store, { label: 'VIP "one"' })).toEqual(['Only Registered']);
    expect(await names(store, { label: 'VIP' })).toEqual([]);
    expect(await names(store, { from: new Date('2026-01-01').getTime() })).toEqual(['Only Registered']);
    expect(await listLabels(store.slow)).toEqual([
      { label: 'Panel', readers: 1 },
      { label: 'VIP "one"', readers: 1 },
    ]);
  });

  test('pages follow each other without a gap, and the number is that of all', async () => {
    const store = await open();
    for (let at = 0; at < 7; at += 1) await newReader(store, { name: `Reader ${at}` }, now);
    const first = await searchMembers(store.slow, { words: 'reader', limit: 3 }, now);
    expect(first.count).toBe(7);
    const second = await searchMembers(
      store.slow,
      { words: 'reader', limit: 3, after: first.next ?? '' },
      now,
    );
    const third = await searchMembers(
      store.slow,
      { words: 'reader', limit: 3, after: second.next ?? '' },
      now,
    );
    expect(second.count).toBeNull();
    expect(third.next).toBeNull();
    const seen = [first, second, third].flatMap(({ found }) => found.map(({ name }) => name));
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((at) => `Reader ${at}`));
  });
});

async function names(store: Store, wish: Partial<MemberQuestion>): Promise<string[]> {
  const { found, count } = await searchMembers(store.slow, { limit: 50, ...wish }, now);
  expect(count).toBe(found.length);
  return found.map(({ name }) => name);
}

async function label(store: Store, account: AccountId, labels: readonly string[]): Promise<void> {
  await store.db
    .updateTable('reader')
    .set({ labels: JSON.stringify(labels) })
    .where('account_id', '=', account)
    .execute();
}
