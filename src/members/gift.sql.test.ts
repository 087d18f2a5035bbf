import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { readSettings } from '#paper/settings.js';
import { listLetters } from '#store/letters.sql.js';
import { listUnsettled, settleBought } from './bought.sql.ts';
import { getCode } from './code.sql.ts';
import { findBoughtGift, invoiceGift, listGifts, listGiftsToSend, orderGift, sendGift } from './gift.sql.ts';
import { giftChoices, standingOfGift } from './gift.ts';
import { markPaid } from './invoice.sql.ts';
import { listMemberships } from './membership.sql.ts';
import { getPaymentToChange, savePayment } from './payment.sql.ts';
import { redeemCode } from './redeem-code.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { addPrice, listPrices, listTiers, saveTier } from './tier.sql.ts';

const now = new Date('2026-12-01T09:00:00Z');
const christmas = new Date('2026-12-24T07:00:00Z');
const rules = { zone: 'Europe/Berlin', graceDays: 7, withdrawalDays: 14 };

onBothDatabases('gifts', (open) => {
  async function aPaper() {
    const store = await open();
    const { db } = store;
    const settings = readSettings([
      { from: 'the test', values: { timeZone: 'Europe/Berlin', name: 'The Paper' } },
    ]);
    const house = { settings: () => settings, address: () => 'https://paper.example' };
    await db.transaction().execute(async (tx) => {
      const wish = {
        slug: 'gold',
        name: 'Gold',
        says: '',
        benefits: [],
        position: 1,
        state: 'offered' as const,
      };
      const { id } = await saveTier(tx, wish, now);
      const price = { tier: id, currency: 'EUR', taxBp: 700, trialDays: 0 };
      await addPrice(tx, { ...price, period: 'month', amountMinor: 990 }, now);
      await addPrice(tx, { ...price, period: 'year', amountMinor: 9900 }, now);
    });
    const choices = giftChoices(await listTiers(db), await listPrices(db), 'EUR');
    const { account: buyer } = await newReader(store, { name: 'Bo Buyer', email: 'bo@reader.example' }, now);
    const order = (forEmail: string | null, sendAt: number | null = null) =>
      db.transaction().execute(async (tx) => {
        const choice = choices.find(({ months }) => months === 6);
        if (!choice) throw new Error('Nothing is sold.');
        const wish = { choice, buyer, forName: 'Ada', forEmail, words: 'Read well.', sendAt };
        const made = await orderGift(tx, house, { wish, by: 'offline' }, now);
        return { ...made, number: await invoiceGift(tx, house, made, now) };
      });
    const pay = (id: Awaited<ReturnType<typeof order>>['payment']['id']) =>
      db.transaction().execute((tx) => markPaid(tx, house, { payment: id, at: now, staff: null }, now));
    const settle = async (at = now) => {
      for (const id of await listUnsettled(db))
        await db.transaction().execute((tx) => settleBought(tx, house, id, at));
    };
    return { store, db, house, choices, buyer, order, pay, settle };
  }

  test('gifts cost what the tier costs: months by the month, a year by the year', async () => {
    const { choices } = await aPaper();
    expect(choices.map(({ months, amountMinor }) => [months, amountMinor])).toEqual([
      [3, 2970],
      [6, 5940],
      [12, 9900],
    ]);
  });

  test('a gift is of no use until it is paid, goes to its reader on its day, and the buyer sees it redeemed', async () => {
    const { store, db, house, buyer, order, pay, settle } = await aPaper();
    const { code, payment } = await order('ada@reader.example', christmas.getTime());
    const { account } = await newReader(store, {}, now);
    const redeem = (at: Date) =>
      db.transaction().execute((tx) => redeemCode(tx, { code: code.id, account, rules }, at));
    expect(await redeem(now)).toMatchObject({ refusal: { code: 'not-paid' } });
    expect(await pay(payment.id)).toMatchObject({ ok: true });
    await settle();
    await settle();
    expect(await listGiftsToSend(db, now, 10)).toEqual([]);
    const due = await listGiftsToSend(db, christmas, 10);
    expect(due.map(({ id }) => id)).toEqual([code.id]);
    for (let count = 0; count < 2; count += 1)
      for (const one of due) await db.transaction().execute((tx) => sendGift(tx, house, one, christmas));
    const letters = (await listLetters(db, 10)).map(({ kind, to }) => [kind, to]);
    expect(letters).toEqual([
      ['gift', 'ada@reader.example'],
      ['gift-paid', 'bo@reader.example'],
      ['gift-ordered', 'bo@reader.example'],
    ]);
    expect(await redeem(christmas)).toMatchObject({ ok: true });
    const [gift] = await listGifts(db, buyer);
    expect(gift && standingOfGift(gift, christmas)).toBe('redeemed');
    expect(gift?.receipt).toMatch(/^2026-/);
    expect(await findBoughtGift(db, account, code.id)).toBeUndefined();
  });

  test('a gift whose money went back is void, and what it had begun ends', async () => {
    const { store, db, order, pay, settle } = await aPaper();
    const { code, payment } = await order(null);
    await pay(payment.id);
    await settle();
    const { account } = await newReader(store, {}, now);
    await db.transaction().execute((tx) => redeemCode(tx, { code: code.id, account, rules }, now));
    await db.transaction().execute(async (tx) => {
      const paid = await getPaymentToChange(tx, payment.id);
      await savePayment(tx, { ...paid, state: 'refunded', refundedMinor: paid.amountMinor }, now);
    });
    await settle(christmas);
    expect((await getCode(db, code.id)).state).toBe('void');
    expect(await listMemberships(db, account)).toMatchObject([
      { state: 'ended', accessUntil: christmas.getTime() },
    ]);
  });
});
