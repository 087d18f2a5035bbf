import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId } from '#kit/ids.js';
import { listLetters } from '#store/letters.sql.js';
import { listMemberships } from './membership.sql.ts';
import { hasAccess } from './membership.ts';
import { findByNumber, listRuns, searchSubscribers } from './outside.sql.ts';
import { connectOutside, disconnectOutside } from './outside-connect.sql.ts';
import { decideOutside, type OutsideHouse, readTiers, takeOutside } from './outside-take.io.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T09:00:00Z');
const tomorrow = new Date('2026-03-11T03:00:00Z');
const head = 'number;name;postcode;product;from;to';

onBothDatabases('the printed paper', (open) => {
  async function aPaper() {
    const store = await open();
    const tierIds: Record<string, number> = {};
    for (const slug of ['gold', 'silver']) {
      const wish = { slug, name: slug, says: '', benefits: [], position: 1, state: 'offered' as const };
      tierIds[slug] = (await store.db.transaction().execute((tx) => saveTier(tx, wish, now))).id;
    }
    const outsideProducts = ['Daily = gold', 'Weekend=silver'];
    const settings = { name: 'The Paper', language: 'en-GB', timeZone: 'Europe/Berlin', outsideProducts };
    const house: OutsideHouse = { store, settings: () => settings, address: () => 'https://paper.example' };
    const take = (lines: readonly string[], at = now) => {
      const bytes = Buffer.from([head, ...lines].join('\n'));
      return takeOutside(house, { feed: 'print', source: 'print.csv', bytes }, at);
    };
    const connect = async (account: AccountId, number: string, postcode: string, at = now) => {
      const tierOf = await readTiers(store.db, outsideProducts);
      const wish = { account, number, postcode, tierOf };
      return store.db.transaction().execute((tx) => connectOutside(tx, wish, at));
    };
    const held = async (account: AccountId) => (await listMemberships(store.db, account))[0];
    return { store, house, take, connect, held, tierIds };
  }

  const finch = '004711;Ada Finch;D-01067;Daily;01.01.2026;31.12.2026';
  const many = Array.from({ length: 39 }, (_, at) => `${at + 1};N ${at};1000;Daily;2026-01-01;`);

  test('a print subscriber connects once with number and postcode, however they are written', async () => {
    const { take, connect, held, tierIds, store } = await aPaper();
    expect(await take([finch])).toMatchObject({ state: 'done', rows: 1, added: 1, refused: [] });
    const { account } = await newReader(store, {}, now);
    expect(await connect(account, '4711', '99999')).toEqual({ ok: false, refusal: { code: 'no-match' } });
    expect(await connect(account, '4712', '01067')).toEqual({ ok: false, refusal: { code: 'no-match' } });
    expect(await connect(account, ' 47 11', '1067')).toMatchObject({
      ok: true,
      value: { tier: tierIds.gold },
    });
    const until = new Date('2026-12-31T23:00:00Z').getTime();
    expect(await held(account)).toMatchObject({ source: 'external', state: 'running', accessUntil: until });
    expect(await connect(account, '4711', '1067')).toEqual({ ok: false, refusal: { code: 'yours-already' } });
    const other = await newReader(store, {}, now);
    expect(await connect(other.account, '4711', '1067')).toEqual({ ok: false, refusal: { code: 'taken' } });
  });

  test('of ten who type the same number at the same instant one is connected', async () => {
    const { take, connect, store } = await aPaper();
    await take([finch]);
    const readers = await Promise.all(Array.from({ length: 10 }, () => newReader(store, {}, now)));
    const outcomes = await Promise.all(readers.map(({ account }) => connect(account, '4711', '01067')));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await store.db.selectFrom('membership').select('id').execute()).toHaveLength(1);
  });

  test('renewals, other products and ends follow into the membership, without a letter', async () => {
    const { take, connect, held, tierIds, store } = await aPaper();
    await take([...many, finch]);
    const { account } = await newReader(store, {}, now);
    await connect(account, '4711', '01067');
    expect(
      await take([...many, finch.replace('2026', '2026').replace('31.12.2026', '31.12.2027')]),
    ).toMatchObject({
      changed: 1,
    });
    expect(await held(account)).toMatchObject({ accessUntil: new Date('2027-12-31T23:00:00Z').getTime() });
    await take([...many, finch.replace('Daily', 'Weekend')]);
    expect(await held(account)).toMatchObject({ tier: tierIds.silver });
    expect(await take(many, tomorrow)).toMatchObject({ state: 'done', ended: 1 });
    const gone = await held(account);
    expect(gone).toMatchObject({ state: 'ended', accessUntil: tomorrow.getTime() });
    await take([...many, finch], new Date('2026-03-12T03:00:00Z'));
    const back = await held(account);
    expect(back && hasAccess(back, new Date('2026-03-12T03:00:01Z'))).toBe(true);
    expect(await listLetters(store.db, 10)).toEqual([]);
  });

  test('the same file again changes nothing', async () => {
    const { take, connect, store } = await aPaper();
    await take([finch, ...many]);
    const { account } = await newReader(store, {}, now);
    await connect(account, '4711', '01067');
    const acts = () => store.db.selectFrom('member_act').select('id').execute();
    const before = await acts();
    expect(await take([finch, ...many], tomorrow)).toMatchObject({
      state: 'done',
      added: 0,
      changed: 0,
      ended: 0,
    });
    expect(await acts()).toHaveLength(before.length);
  });

  test('a file that lost more than one in twenty is held, somebody is told, and nothing changes', async () => {
    const { take, connect, held, store, house } = await aPaper();
    const { staff } = await signIn(
      store,
      { name: 'Cora', email: 'cora@paper.example', role: 'commercial' },
      now,
    );
    await take([finch, ...many]);
    const { account } = await newReader(store, {}, now);
    await connect(account, '4711', '01067');
    const run = await take(many.slice(0, 36), tomorrow);
    expect(run).toMatchObject({ state: 'held', ended: 4 });
    expect(await held(account)).toMatchObject({ state: 'running' });
    expect(await listLetters(store.db, 10)).toMatchObject([
      { kind: 'outside-held', to: 'cora@paper.example' },
    ]);
    const newer = await take(many.slice(0, 37), tomorrow);
    expect((await listRuns(store.db, { limit: 5 })).map(({ state }) => state)).toEqual([
      'held',
      'dropped',
      'done',
    ]);
    await expect(
      decideOutside(house, { id: run.id, take: true, by: staff.id }, tomorrow),
    ).rejects.toMatchObject({
      code: 'outside-run-decided',
    });
    const wish = { id: newer.id, take: true, by: staff.id };
    expect(await decideOutside(house, wish, tomorrow)).toMatchObject({ state: 'done', decidedBy: staff.id });
    expect(await held(account)).toMatchObject({ state: 'ended' });
    await expect(decideOutside(house, wish, tomorrow)).rejects.toMatchObject({ code: 'outside-run-decided' });
  });

  test('whoever stands on a line that could not be read keeps the paper', async () => {
    const { take, connect, held, store } = await aPaper();
    await take([finch]);
    const { account } = await newReader(store, {}, now);
    await connect(account, '4711', '01067');
    expect(await take([finch.replace('31.12.2026', 'soon')], tomorrow)).toMatchObject({
      state: 'done',
      refused: [{ line: 2, number: '4711', why: '"soon" in "to" is no date.' }],
    });
    expect(await held(account)).toMatchObject({ state: 'running' });
  });

  test('a subscription that is over, and a product that brings no tier, connect nobody', async () => {
    const { take, connect, store } = await aPaper();
    await take(['1;A;1000;Daily;2025-01-01;2025-12-31', '2;B;1000;Magazine;2026-01-01;']);
    const { account } = await newReader(store, {}, now);
    expect(await connect(account, '1', '1000')).toMatchObject({ refusal: { code: 'ended' } });
    expect(await connect(account, '2', '1000')).toMatchObject({ refusal: { code: 'no-tier' } });
  });

  test('staff take a connection away, and the number may be connected anew', async () => {
    const { take, connect, held, store } = await aPaper();
    await take([finch]);
    const [first, second] = [await newReader(store, {}, now), await newReader(store, {}, now)];
    await connect(first.account, '4711', '01067');
    const { staff } = await signIn(
      store,
      { name: 'Cora', email: 'cora@paper.example', role: 'commercial' },
      now,
    );
    const wish = { feed: 'print', number: '4711', staff: staff.id };
    await store.db.transaction().execute((tx) => disconnectOutside(tx, wish, now));
    expect(await held(first.account)).toMatchObject({ state: 'ended' });
    expect(await connect(second.account, '4711', '01067')).toMatchObject({ ok: true });
    expect((await findByNumber(store.db, '04711'))[0]).toMatchObject({ account: second.account });
  });

  test('a file that is none is refused with the reason', async () => {
    const { house, take, store } = await aPaper();
    const file = { feed: 'print', source: 'x', bytes: Buffer.from('number;name\n1;Ada\n') };
    await expect(takeOutside(house, file, now)).rejects.toThrow(/no column for postcode, product, from, to/);
    await expect(takeOutside(house, { ...file, feed: '../x' }, now)).rejects.toMatchObject({
      code: 'outside-feed-wrong',
    });
    await take([finch]);
    expect(await searchSubscribers(store.db, { q: 'finch', limit: 5 })).toHaveLength(1);
    expect(
      await searchSubscribers(store.db, { q: '0047', feed: 'print', connected: false, limit: 5 }),
    ).toHaveLength(1);
  });
});
