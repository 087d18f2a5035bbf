import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { PaymentId, TierId } from '#kit/ids.js';
import { addCodes, type CodeWish, findCode, getCode, voidCodes } from './code.sql.ts';
import { newCodeText } from './code-random.io.ts';
import { listMemberships } from './membership.sql.ts';
import { redeemCode } from './redeem-code.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T09:00:00Z');
const rules = { zone: 'Europe/Berlin', graceDays: 7, withdrawalDays: 14 };

onBothDatabases('codes', (open) => {
  async function aPaper() {
    const store = await open();
    const tier = await store.db
      .transaction()
      .execute((tx) =>
        saveTier(
          tx,
          { slug: 'gold', name: 'Gold', says: '', benefits: [], position: 1, state: 'offered' },
          now,
        ),
      );
    const make = async (wish: Partial<CodeWish> & { tier?: TierId } = {}) => {
      const whole = { code: newCodeText(), kind: 'gift' as const, tier: tier.id, months: 6, ...wish };
      const [made] = await store.db.transaction().execute((tx) => addCodes(tx, [whole], now));
      if (!made) throw new Error('No code was made.');
      return made;
    };
    const redeem = async (
      code: number,
      account: Awaited<ReturnType<typeof newReader>>['account'],
      at = now,
    ) => store.db.transaction().execute((tx) => redeemCode(tx, { code, account, rules }, at));
    return { store, tier, make, redeem };
  }

  test('a gift makes its reader a member for its months, once', async () => {
    const { store, tier, make, redeem } = await aPaper();
    const [code, { account }] = [await make(), await newReader(store, {}, now)];
    const done = await redeem(code.id, account);
    const until = new Date('2026-09-10T08:00:00Z').getTime();
    expect(done).toMatchObject({ ok: true, value: { tier: tier.id, plan: { is: 'begin', until } } });
    const [membership] = await listMemberships(store.db, account);
    expect(membership).toMatchObject({ source: 'gift', accessUntil: until, state: 'running' });
    expect(await redeem(code.id, account)).toEqual({ ok: false, refusal: { code: 'used-by-you' } });
    const other = await newReader(store, {}, now);
    expect(await redeem(code.id, other.account)).toEqual({ ok: false, refusal: { code: 'used' } });
  });

  test('of twenty readers who type one gift at the same instant one has it', async () => {
    const { store, make, redeem } = await aPaper();
    const code = await make();
    const readers = await Promise.all(Array.from({ length: 20 }, () => newReader(store, {}, now)));
    const outcomes = await Promise.all(readers.map(({ account }) => redeem(code.id, account)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await getCode(store.db, code.id)).uses).toBe(1);
  });

  test('a code for five is used five times by five of twenty, and by nobody twice', async () => {
    const { store, make, redeem } = await aPaper();
    const code = await make({ kind: 'membership', code: 'HARBOURFEST', usesMost: 5 });
    const readers = await Promise.all(Array.from({ length: 20 }, () => newReader(store, {}, now)));
    const tries = [...readers, ...readers].map(({ account }) => redeem(code.id, account));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5);
    expect((await getCode(store.db, code.id)).uses).toBe(5);
    const uses = await store.db.selectFrom('code_use').selectAll().execute();
    expect(new Set(uses.map((use) => use.account_id)).size).toBe(5);
    expect(uses.every((use) => use.membership_id !== null)).toBe(true);
  });

  test('a second gift begins when the first ends, and an extension makes one membership longer', async () => {
    const { store, make, redeem } = await aPaper();
    const { account } = await newReader(store, {}, now);
    await redeem((await make()).id, account);
    expect(await redeem((await make()).id, account)).toMatchObject({
      ok: true,
      value: { plan: { is: 'begin' } },
    });
    const extended = await redeem((await make({ kind: 'extension', months: 12 })).id, account);
    expect(extended).toMatchObject({ ok: true, value: { plan: { is: 'extend' } } });
    const ends = (await listMemberships(store.db, account)).map(
      ({ accessUntil }) => new Date(accessUntil ?? 0),
    );
    expect(ends.map((end) => end.toISOString().slice(0, 10))).toEqual(['2028-03-10', '2026-09-10']);
  });

  test('a code that was made void, was not paid yet or is over makes nobody a member', async () => {
    const { store, make, redeem } = await aPaper();
    const { account } = await newReader(store, {}, now);
    const gone = await make();
    const payment = 99 as PaymentId;
    await store.db.transaction().execute(async (tx) => {
      expect(await voidCodes(tx, { payment }, now)).toEqual([]);
      expect(await voidCodes(tx, { id: gone.id }, now)).toHaveLength(1);
    });
    expect(await redeem(gone.id, account)).toMatchObject({ refusal: { code: 'void' } });
    const waiting = await make({ state: 'waiting' });
    expect(await redeem(waiting.id, account)).toMatchObject({ refusal: { code: 'not-paid' } });
    const over = await make({ expiresAt: now.getTime() });
    expect(await redeem(over.id, account)).toMatchObject({ refusal: { code: 'expired' } });
    expect(await listMemberships(store.db, account)).toEqual([]);
  });

  test('codes are kept all or none, and found as they were typed', async () => {
    const { store, make } = await aPaper();
    const code = await make();
    expect((await findCode(store.db, ['NOTHING', code.code]))?.id).toBe(code.id);
    const again = [newCodeText(), code.code].map((text) => ({ code: text, kind: 'gift' as const }));
    await expect(store.db.transaction().execute((tx) => addCodes(tx, again, now))).rejects.toMatchObject({
      code: 'code-taken',
    });
    expect(await store.db.selectFrom('code').select('id').execute()).toHaveLength(1);
  });
});
