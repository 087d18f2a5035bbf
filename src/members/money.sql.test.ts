import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { isFault } from '#kit/fault.js';
import type { AccountId, MembershipId, PaymentId, PriceId } from '#kit/ids.js';
import { listDueLetters } from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import { announcePrice, changeMembership } from './change-membership.io.ts';
import { markPaid } from './invoice.sql.ts';
import { cancelMembership, pauseMembership, undoCancelMembership } from './keep-membership.io.ts';
import { ledgerCsv, listLedger, sumLedger } from './ledger.sql.ts';
import { beginMembership, getMembership, listMemberships } from './membership.sql.ts';
import type { MoneyHouse } from './money-house.ts';
import { findOfferByCode, hadOffer, saveOffer, takeOffer } from './offer.sql.ts';
import { admit } from './offer.ts';
import { addPayment, listPayments, type PaymentWish } from './payment.sql.ts';
import { findStanding } from './reader.sql.ts';
import { listReceipts, writeReceipt } from './receipt.sql.ts';
import { refundPayment, withdrawMembership } from './refund.io.ts';
import { moneyHouse } from './testing/money-house.ts';
import { newReader } from './testing/new-reader.ts';
import { newTier } from './testing/new-tier.ts';
import { addPrice, saveTier } from './tier.sql.ts';
import type { Price } from './tier.ts';
import { listTierUses, removeTier } from './tier-holders.sql.ts';
import { turnMemberships } from './turn-memberships.io.ts';

onBothDatabases('money', (open) => {
  test('receipts are numbered without gaps though many are written at once and some come to nothing', async () => {
    const store = await open();
    const house = moneyHouse(store, () => at('2026-06-01'));
    const { account } = await newReader(store, {}, at('2026-06-01'));
    const write = (fails: boolean) =>
      store.db.transaction().execute(async (tx) => {
        const payment = await addPayment(tx, { ...aPayment, account }, at('2026-06-01'));
        const receipt = await writeReceipt(
          tx,
          { kind: 'receipt', payment },
          house.settings(),
          at('2026-06-01'),
        );
        if (fails) throw new Error('The line went down.');
        return receipt.number;
      });
    const done = await Promise.allSettled(Array.from({ length: 24 }, (_, index) => write(index % 3 === 0)));
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).toSorted();
    expect(numbers).toEqual(
      Array.from({ length: 16 }, (_, index) => `2026-${String(index + 1).padStart(6, '0')}`),
    );
  });

  test('a receipt says what was true on its day, in the year that it was where the paper is', async () => {
    const store = await open();
    const now = new Date('2026-12-31T23:30:00Z');
    const settings = {
      timeZone: 'Europe/Berlin',
      publisherName: 'The Harbour Press',
      publisherTaxId: 'DE 1',
    };
    const house = moneyHouse(store, () => now, { settings });
    const { account } = await newReader(store, { name: 'Rosa' }, now);
    const receipt = await store.db.transaction().execute(async (tx) => {
      const payment = await addPayment(tx, { ...aPayment, account }, now);
      return writeReceipt(tx, { kind: 'receipt', payment }, house.settings(), now);
    });
    expect(receipt.number).toBe('2027-000001');
    await store.db.updateTable('account').set({ name: 'Somebody else' }).where('id', '=', account).execute();
    const [kept] = await listReceipts(store.db, { account });
    expect(kept?.content).toMatchObject({
      publisher: { name: 'The Harbour Press', taxId: 'DE 1' },
      to: { name: 'Rosa' },
      netMinor: 756,
      taxMinor: 144,
    });
  });

  test('the ledger of a month counts what came and what went back, by rate and currency, and no invoices', async () => {
    const { store, house, account } = await aMember(open);
    const [payment] = await listPayments(store.db, { account });
    const part = await refundPayment(house, {
      payment: payment?.id as PaymentId,
      amountMinor: 300,
      staff: null,
    });
    expect(part).toMatchObject({ ok: true, value: { payment: { state: 'paid', refundedMinor: 300 } } });
    const tooMuch = await refundPayment(house, {
      payment: payment?.id as PaymentId,
      amountMinor: 601,
      staff: null,
    });
    expect(tooMuch).toMatchObject({ ok: false, refusal: { code: 'refund-too-much', leftMinor: 600 } });
    const lines = await listLedger(store.db, '2026-01', 'Etc/UTC');
    expect(lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['receipt', 900],
      ['refund', -300],
    ]);
    expect(sumLedger(lines)).toEqual([
      {
        ...{ currency: 'EUR', taxBp: 1900, provider: 'offline', receipts: 1, refunds: 1 },
        ...{ netMinor: 504, taxMinor: 96, amountMinor: 600 },
      },
    ]);
    expect(ledgerCsv(lines)).toContain(',-3,EUR,offline');
    expect(await listLedger(store.db, '2026-02', 'Etc/UTC')).toEqual([]);
  });

  test('an invoice is sent before the period, reminded of, and its access ends after the days of grace', async () => {
    const { store, house, account, set } = await aMember(open);
    await turn(house, set, '2026-02-10');
    expect(await openOnes(store, account)).toHaveLength(0);
    await turn(house, set, '2026-02-16');
    await turn(house, set, '2026-02-17');
    const [invoice] = await openOnes(store, account);
    expect(await openOnes(store, account)).toHaveLength(1);
    expect(invoice).toMatchObject({
      periodFrom: at('2026-02-28').getTime(),
      periodTo: at('2026-03-31').getTime(),
    });
    // It is due when the period begins, at the earliest.
    await turn(house, set, '2026-03-03');
    const [late] = await listMemberships(store.db, account);
    expect(late).toMatchObject({ state: 'grace', accessUntil: at('2026-03-14').getTime() });
    await turn(house, set, '2026-03-12');
    await turn(house, set, '2026-03-13');
    await turn(house, set, '2026-03-15');
    const [over] = await listMemberships(store.db, account);
    expect(over).toMatchObject({ state: 'ended', endedAt: at('2026-03-14').getTime() });
    expect(await kinds(store)).toEqual([
      ...['membership-ordered', 'membership-welcome', 'membership-receipt', 'membership-invoice'],
      ...['membership-invoice-late', 'membership-grace-ends', 'membership-ended'],
    ]);
  });

  test('the money that comes in the days of grace makes it go on, and counts months from the 31st again', async () => {
    const { store, house, account, set } = await aMember(open);
    await turn(house, set, '2026-02-16');
    set('2026-03-05');
    await payOpen(house, account);
    const [one] = await listMemberships(store.db, account);
    expect(one).toMatchObject({ state: 'running', paidUntil: at('2026-03-31').getTime() });
    await turn(house, set, '2026-03-20');
    const [next] = await openOnes(store, account);
    expect(next?.periodTo).toBe(at('2026-04-30').getTime());
  });

  test('an order that nobody pays is taken back after its reminder', async () => {
    const { store, house, account, set } = await anOrder(open);
    await turn(house, set, '2026-02-15');
    await turn(house, set, '2026-03-02');
    expect(await listMemberships(store.db, account)).toMatchObject([{ state: 'ended' }]);
    expect(await listPayments(store.db, { account })).toMatchObject([{ state: 'void' }]);
  });

  test('cancelling takes back the invoice that was sent already', async () => {
    const { store, house, account, id, set } = await aMember(open);
    await turn(house, set, '2026-02-20');
    await cancelMembership(house, { id, staff: null });
    expect(await openOnes(store, account)).toEqual([]);
    await turn(house, set, '2026-03-01');
    expect(await listMemberships(store.db, account)).toMatchObject([{ state: 'ended' }]);
  });

  test('two presses at once cancel once, step back once, and give the money back once', async () => {
    const { store, house, account, id } = await aMember(open);
    const whose = { id, staff: null };
    const cancels = await Promise.all([cancelMembership(house, whose), cancelMembership(house, whose)]);
    expect(cancels.filter(({ ok }) => ok)).toHaveLength(1);
    const backs = await Promise.all([withdrawMembership(house, whose), withdrawMembership(house, whose)]);
    expect(backs.filter(({ ok }) => ok)).toHaveLength(1);
    const refunds = (await listReceipts(store.db, { account })).filter(({ kind }) => kind === 'refund');
    expect(refunds.map(({ content }) => content.amountMinor)).toEqual([-900]);
    const letters = (await kinds(store)).filter((kind) => /cancelled|withdrawn/.test(kind));
    expect(letters).toEqual(['membership-cancelled', 'membership-withdrawn']);
  });

  test('nobody is charged a higher price before the notice ran out, and a lower one at once', async () => {
    const { store, house, account, id, price, set } = await aMember(open);
    const now = set('2026-02-10');
    const dearer = await store.db
      .transaction()
      .execute((tx) => addPrice(tx, { ...price, amountMinor: 1_200 }, now));
    const told = await announcePrice(house, { from: price.id, to: dearer.id, staff: account });
    expect(told).toBe(1);
    // Thirty days from 10 February end on 12 March; the first period after that begins on 31 March.
    expect((await getMembership(store.db, id)).next).toMatchObject({
      price: dearer.id,
      at: at('2026-03-31').getTime(),
    });
    await turn(house, set, '2026-02-16');
    expect((await openOnes(store, account))[0]?.amountMinor).toBe(900);
    await payOpen(house, account);
    await turn(house, set, '2026-03-20');
    expect((await openOnes(store, account))[0]?.amountMinor).toBe(1_200);
    await payOpen(house, account);
    expect(await getMembership(store.db, id)).toMatchObject({ price: dearer.id, next: null });
  });

  test('access begins, changes and ends to the second, whether or not anybody has written it down', async () => {
    const { store, house, account, id, set } = await aMember(open);
    const gold = await newTier(
      store,
      { slug: 'gold', prices: [{ period: 'month', amountMinor: 500 }] },
      house.clock(),
    );
    set('2026-02-10');
    const done = await changeMembership(house, { id, staff: null, to: gold.prices[0]?.id as PriceId });
    expect(done).toMatchObject({ ok: true, value: { next: { tier: gold.tier.id } } });
    const whose = { account, asStaff: false, secret: 'secret' };
    const slugsAt = async (time: number) => {
      const standing = await findStanding(store.db, whose, new Date(time));
      return standing?.reader.tiers.map(({ slug }) => slug);
    };
    const changes = at('2026-02-28').getTime();
    expect(await slugsAt(changes - 1)).toEqual(['silver']);
    expect(await slugsAt(changes)).toEqual(['gold']);
    const ends = at('2026-03-14').getTime();
    expect(await slugsAt(ends - 1)).toEqual(['gold']);
    expect(await slugsAt(ends)).toEqual([]);
    const standing = await findStanding(store.db, whose, at('2026-02-10'));
    expect(standing?.goodUntil).toBe(changes);
    await turn(house, set, '2026-02-28');
    expect(await getMembership(store.db, id)).toMatchObject({ tier: gold.tier.id, next: null });
  });

  test('who went up to a dearer tier by invoice owes the difference, though they cancel or pause after it', async () => {
    const { store, house, account, id, set } = await aMember(open);
    const gold = await newTier(
      store,
      { slug: 'gold', prices: [{ period: 'year', amountMinor: 15_000 }] },
      house.clock(),
    );
    set('2026-02-10');
    await changeMembership(house, { id, staff: null, to: gold.prices[0]?.id as PriceId });
    const [owed] = await openOnes(store, account);
    expect(owed?.amountMinor).toBeGreaterThan(14_000);
    await cancelMembership(house, { id, staff: null });
    expect(await openOnes(store, account)).toMatchObject([{ id: owed?.id }]);
    await undoCancelMembership(house, { id, staff: null });
    await pauseMembership(house, { id, staff: null, until: at('2026-03-10').getTime() });
    expect(await openOnes(store, account)).toMatchObject([{ id: owed?.id }]);
  });

  test('who never pays the difference to a year of a dearer tier does not keep the year', async () => {
    const { store, house, account, id, set } = await aMember(open);
    const prices = [{ period: 'year', amountMinor: 15_000 }] as const;
    const gold = await newTier(store, { slug: 'gold', prices }, house.clock());
    const paidUntil = (await getMembership(store.db, id)).paidUntil;
    set('2026-02-10');
    await changeMembership(house, { id, staff: null, to: gold.prices[0]?.id as PriceId });
    expect(await getMembership(store.db, id)).toMatchObject({ paidUntil: at('2027-02-10').getTime() });
    await turn(house, set, '2026-03-10');
    await turn(house, set, '2026-05-10');
    await turn(house, set, '2026-05-11');
    expect(await getMembership(store.db, id)).toMatchObject({ state: 'ended', paidUntil });
    await payOpen(house, account);
    expect(await getMembership(store.db, id)).toMatchObject({ state: 'running' });
  });

  test('who is trusted until the invoice is paid and never pays is not trusted a second time', async () => {
    const store = await open();
    const now = at('2026-01-01');
    const house = moneyHouse(store, () => now, { settings: { invoiceTrust: true } });
    const { account, email } = await newReader(store, {}, now);
    const prices = [{ period: 'month', amountMinor: 900 }] as const;
    const { tier, prices: made } = await newTier(store, { slug: 'silver', prices }, now);
    const payer = { account, email, name: 'Rosa', language: 'en' };
    const wish = { payer, tier, offer: null, trialUntil: null, story: null, back: { done: '', given: '' } };
    const order = async () => {
      await house.providers.offline.checkout({ ...wish, price: made[0] as Price }, now);
      return (await listMemberships(store.db, account)).find(({ state }) => state !== 'ended');
    };
    const first = await order();
    expect(first).toMatchObject({ state: 'grace' });
    await cancelMembership(house, { id: first?.id as MembershipId, staff: null });
    expect(await order()).toMatchObject({ state: 'waiting' });
  });

  test('an offer is given once to each, however often they leave and come again', async () => {
    const { store, house, account, tier, price, id } = await aMember(open);
    const offer = await store.db.transaction().execute((tx) =>
      saveOffer(
        tx,
        {
          ...{ name: 'Spring', code: 'SPRING', tier: null, period: null, kind: 'free-months', amount: 3 },
          ...{ currency: null, periods: null, newcomers: false, usesMost: null, fromAt: null, untilAt: null },
          state: 'running',
        },
        house.clock(),
      ),
    );
    expect(await hadOffer(store.db, { account, offer: offer.id })).toBe(false);
    await cancelMembership(house, { id, staff: null });
    const payer = { account, email: 'rosa@example.org', name: 'Rosa', language: 'en' };
    const back = { done: '', given: '' };
    const wish = { payer, tier, price, offer, trialUntil: at('2026-04-30').getTime(), story: null, back };
    await house.providers.offline.checkout(wish, house.clock());
    expect(await hadOffer(store.db, { account, offer: offer.id })).toBe(true);
    const had = admit(offer, { price, newcomer: false, had: true }, house.clock());
    expect(had).toMatchObject({ ok: false, refusal: { code: 'offer-had' } });
  });

  test('a tier that somebody holds is not removed but says who, and who holds a retired one keeps it', async () => {
    const { store, account, tier } = await aMember(open);
    const now = at('2026-02-01');
    const { tier: free } = await newTier(store, { slug: 'free' }, now);
    const removing = store.db.transaction().execute((tx) => removeTier(tx, tier.id, now));
    await expect(removing).rejects.toSatisfy(
      (error) => isFault(error, 'tier-in-use') && String(error).includes('1 member holds it'),
    );
    await store.db.transaction().execute((tx) => removeTier(tx, free.id, now));
    await store.db.transaction().execute((tx) => saveTier(tx, { ...tier, state: 'retired' }, now));
    expect(await listTierUses(store.db, tier.id, now)).toMatchObject({ holders: 1 });
    expect(await listMemberships(store.db, account)).toMatchObject([{ state: 'running', tier: tier.id }]);
  });

  test('of many who take the last places of an offer at once, exactly so many get one', async () => {
    const store = await open();
    const offer = await store.db.transaction().execute((tx) =>
      saveOffer(
        tx,
        {
          ...{ name: 'Summer', code: 'Sun-26', tier: null, period: null, kind: 'percent', amount: 20 },
          ...{ currency: null, periods: null, newcomers: false, usesMost: 5, fromAt: null, untilAt: null },
          state: 'running',
        },
        at('2026-06-01'),
      ),
    );
    const takes = Array.from({ length: 20 }, () =>
      store.db.transaction().execute((tx) => takeOffer(tx, offer.id)),
    );
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(5);
    expect(await findOfferByCode(store.db, 'sun 26')).toMatchObject({ uses: 5 });
  });

  test('marking an invoice paid twice counts once', async () => {
    const { store, house, account } = await anOrder(open);
    const [open_] = await openOnes(store, account);
    const pay = () =>
      store.db
        .transaction()
        .execute((tx) =>
          markPaid(
            tx,
            house,
            { payment: open_?.id as PaymentId, at: house.clock(), staff: null },
            house.clock(),
          ),
        );
    const both = await Promise.all([pay(), pay()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await listReceipts(store.db, { account })).map(({ kind }) => kind)).toEqual([
      'receipt',
      'invoice',
    ]);
  });

  test('access that was given ends by itself, and nobody is written to who came along with an import', async () => {
    const store = await open();
    let now = at('2026-01-01');
    const house = moneyHouse(store, () => now);
    const { account } = await newReader(store, {}, now);
    const { tier } = await newTier(store, { slug: 'gold' }, now);
    const until = at('2026-02-01').getTime();
    const wish = { account, tier: tier.id, source: 'imported', from: now.getTime(), until } as const;
    const id = await store.db.transaction().execute((tx) => beginMembership(tx, wish, now));
    now = at('2026-02-01');
    expect(await turnMemberships(house)).toBe(1);
    expect(await turnMemberships(house)).toBe(0);
    expect(await getMembership(store.db, id)).toMatchObject({ state: 'ended', endedAt: until });
    expect(await kinds(store)).toEqual([]);
  });
});

const aPayment: PaymentWish = {
  what: 'Silver, one month',
  state: 'paid',
  amountMinor: 900,
  taxBp: 1900,
  currency: 'EUR',
  provider: 'offline',
};

function at(day: string): Date {
  return new Date(`${day}T10:00:00Z`);
}

type Open = () => Promise<Store>;

/** Somebody who has ordered a month on 31 January. */
async function anOrder(open: Open) {
  const store = await open();
  let now = at('2026-01-31');
  const house = moneyHouse(store, () => now);
  const { account, email } = await newReader(store, {}, now);
  const made = await newTier(store, { slug: 'silver', prices: [{ period: 'month', amountMinor: 900 }] }, now);
  const [price] = made.prices;
  if (!price) throw new Error('No price was made.');
  const payer = { account, email, name: 'Rosa', language: 'en' };
  const back = { done: '', given: '' };
  const wish = { payer, tier: made.tier, price, offer: null, trialUntil: null, story: null, back };
  await house.providers.offline.checkout(wish, now);
  const set = (day: string) => {
    now = at(day);
    return now;
  };
  const [one] = await listMemberships(store.db, account);
  return { store, house, account, set, tier: made.tier, price, id: one?.id as MembershipId };
}

async function aMember(open: Open) {
  const made = await anOrder(open);
  await payOpen(made.house, made.account);
  return made;
}

async function payOpen(house: MoneyHouse, account: AccountId) {
  const { store, clock } = house;
  for (const { id } of await openOnes(store, account)) {
    const wish = { payment: id, at: clock(), staff: null };
    await store.db.transaction().execute((tx) => markPaid(tx, house, wish, clock()));
  }
}

async function openOnes({ db }: Pick<Store, 'db'>, account: AccountId) {
  return (await listPayments(db, { account })).filter(({ state }) => state === 'open');
}

async function turn(house: MoneyHouse, set: (day: string) => Date, day: string) {
  set(day);
  await turnMemberships(house);
}

async function kinds({ db }: Pick<Store, 'db'>) {
  return (await listDueLetters(db, new Date('2100-01-01'), 100))
    .toSorted((one, other) => one.id - other.id)
    .map(({ kind }) => kind);
}
