import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, BenefitId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { changeBenefit, getBenefit } from './benefit.sql.ts';
import { newBenefit } from './testing/new-benefit.ts';
import { newReader } from './testing/new-reader.ts';
import { claim } from './voucher.sql.ts';
import { forgetVouchers, voidAfterWithdrawal } from './wallet.sql.ts';

const now = new Date('2026-03-01T11:00:00Z');
const zone = 'Europe/Berlin';
const DAY_MS = 86_400_000;

type Ask = { account: AccountId; benefit: BenefitId; ordinal?: number };
const ask = (store: Pick<Store, 'db'>, { ordinal = 1, ...who }: Ask, at = now) =>
  claim(store, { ...who, ordinal, zone, language: 'en' }, at);

onBothDatabases('claiming vouchers', (open) => {
  test('500 members at the same instant with 100 codes left: 100 are given, none twice, the others are told', async () => {
    const store = await open();
    const others = await store.openAgain();
    const codes = Array.from({ length: 100 }, (_, at) => `CODE-${at}`);
    const { benefit } = await newBenefit(store, { kind: 'pool', codes }, now);
    const accounts: AccountId[] = [];
    for (let at = 0; at < 500; at += 1)
      accounts.push((await newReader(store, { tiers: ['gold'] }, now)).account);
    // Two processes on Postgres; SQLite is served by one.
    const places = store.dialect === 'postgres' ? [store, others] : [store];
    const outcomes = await Promise.all(
      accounts.map((account, at) => ask(places[at % places.length] ?? store, { account, benefit })),
    );
    const given = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.code] : []));
    const told = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]));
    expect(given.toSorted()).toEqual(codes.toSorted());
    expect(told).toEqual(Array.from({ length: 400 }, () => 'sold-out'));
    expect((await getBenefit(store.db, benefit)).claimed).toBe(100);
    const rows = await store.db.selectFrom('benefit_code').select('voucher_id').execute();
    expect(new Set(rows.map(({ voucher_id }) => voucher_id)).size).toBe(100);
  }, 60_000);

  test('one member who asks twenty times at once with the same form gets one voucher, the same each time', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { perMember: 5 }, now);
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask(store, { account, benefit })));
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.value.id)).size).toBe(1);
    expect((await getBenefit(store.db, benefit)).claimed).toBe(1);
  });

  test('one member who asks for more at once than they may gets exactly what they may', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { perMember: 3 }, now);
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    const forms = Array.from({ length: 12 }, (_, at) => ask(store, { account, benefit, ordinal: at + 1 }));
    const outcomes = await Promise.all(forms);
    const ids = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : [])));
    expect(ids.size).toBe(3);
    expect((await getBenefit(store.db, benefit)).claimed).toBe(3);
  });

  test('what is given a day, and in all, is exact however many ask', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { perDay: 4, inAll: 6 }, now);
    const readers = await Promise.all(
      Array.from({ length: 20 }, () => newReader(store, { tiers: ['gold'] }, now)),
    );
    const on = async (at: Date) => {
      const outcomes = await Promise.all(readers.map(({ account }) => ask(store, { account, benefit }, at)));
      return outcomes.map((outcome) => (outcome.ok ? 'given' : outcome.refusal.code)).toSorted();
    };
    const first = await on(now);
    expect(first.filter((one) => one === 'given').length).toBe(4);
    expect(first.filter((one) => one === 'day-full').length).toBe(16);
    const next = await on(new Date(now.getTime() + DAY_MS));
    // Four have theirs already and are given it again; two more get one.
    expect(next.filter((one) => one === 'given').length).toBe(6);
    expect((await getBenefit(store.db, benefit)).claimed).toBe(6);
  });

  test('a member may claim again when their days are over, counted from the midnights of the paper', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { perMember: 1, perMemberDays: 1 }, now);
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    expect((await ask(store, { account, benefit })).ok).toBe(true);
    const late = await ask(store, { account, benefit, ordinal: 2 }, new Date('2026-03-01T22:59:59Z'));
    expect(late).toEqual({ ok: false, refusal: { code: 'had', days: 1 } });
    expect((await ask(store, { account, benefit, ordinal: 2 }, new Date('2026-03-01T23:00:00Z'))).ok).toBe(
      true,
    );
  });

  test('access to vouchers ends with the membership to the second, and tiers are asked of the database', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { tiers: ['gold'] }, now);
    const until = new Date(now.getTime() + 1000);
    const gold = await newReader(store, { tiers: ['gold'], until }, now);
    const silver = await newReader(store, { tiers: ['silver'] }, now);
    const none = await newReader(store, {}, now);
    const codeOf = async (account: AccountId, at = now) => {
      const outcome = await ask(store, { account, benefit }, at);
      return outcome.ok ? 'given' : outcome.refusal.code;
    };
    expect(await codeOf(gold.account, until)).toBe('no-tier');
    expect(await codeOf(gold.account)).toBe('given');
    expect(await codeOf(silver.account)).toBe('other-tier');
    expect(await codeOf(none.account)).toBe('no-tier');
  });

  test('who steps back from a contract keeps no voucher, and a deleted account leaves what was redeemed countable', async () => {
    const store = await open();
    const { benefit } = await newBenefit(store, { perMember: 3 }, now);
    const until = new Date(now.getTime() + 1000);
    const [gone, kept] = [
      await newReader(store, { tiers: ['gold'], until }, now),
      await newReader(store, { tiers: ['gold'] }, now),
    ];
    for (const { account } of [gone, kept]) await ask(store, { account, benefit });
    await store.db.transaction().execute(async (tx) => {
      await voidAfterWithdrawal(tx, gone.account, until);
      await voidAfterWithdrawal(tx, kept.account, until);
    });
    const states = async () =>
      store.db.selectFrom('voucher').select(['account_id', 'state']).orderBy('id').execute();
    expect(await states()).toEqual([
      { account_id: gone.account, state: 'void' },
      { account_id: kept.account, state: 'claimed' },
    ]);
    await store.db
      .updateTable('voucher')
      .set({ state: 'used' })
      .where('account_id', '=', kept.account)
      .execute();
    await store.db.transaction().execute((tx) => forgetVouchers(tx, kept.account, until));
    expect((await states())[1]).toEqual({ account_id: null, state: 'used' });
  });

  test('staff are told once when a pool runs low', async () => {
    const store = await open();
    const codes = ['A', 'B', 'C', 'D'];
    const { benefit } = await newBenefit(store, { kind: 'pool', codes, lowAt: 2 }, now);
    for (let at = 0; at < 4; at += 1) {
      const { account } = await newReader(store, { tiers: ['gold'] }, now);
      expect((await ask(store, { account, benefit })).ok).toBe(true);
    }
    const told = await store.db
      .selectFrom('event')
      .select('payload')
      .where('name', '=', 'benefit.low')
      .execute();
    expect(told).toEqual([{ payload: '{"left":2}' }]);
  });

  test('a claimed voucher keeps its time when the benefit is changed, and its kind stays', async () => {
    const store = await open();
    const validUntil = now.getTime() + 9 * DAY_MS;
    const { benefit } = await newBenefit(store, { validUntil }, now);
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    await ask(store, { account, benefit });
    const change = (fields: object) =>
      store.db.transaction().execute((tx) => changeBenefit(tx, benefit, fields, now));
    await change({ validUntil: now.getTime() + DAY_MS });
    const again = await ask(store, { account, benefit });
    expect(again.ok && again.value.expiresAt).toBe(validUntil);
    await expect(change({ kind: 'pool' })).rejects.toMatchObject({ code: 'benefit-kind-kept' });
  });
});
