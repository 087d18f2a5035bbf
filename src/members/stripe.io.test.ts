import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { startStripe } from '#harness/stripe.js';
import { renewSubscription } from '../../test/harness/stripe/billing.ts';
import type {
  LocalInvoice,
  LocalPrice,
  LocalSession,
  LocalSubscription,
} from '../../test/harness/stripe/shapes.ts';
import { changeMembership, previewChange } from './change-membership.io.ts';
import {
  cancelMembership,
  pauseMembership,
  resumeMembership,
  undoCancelMembership,
} from './keep-membership.io.ts';
import type { Membership } from './membership.ts';
import type { MoneyHouse } from './money-house.ts';
import { saveOffer } from './offer.sql.ts';
import type { Offer } from './offer.ts';
import { offlineProvider } from './offline.io.ts';
import { listPayments } from './payment.sql.ts';
import { listReceipts } from './receipt.sql.ts';
import { refundPayment, withdrawMembership } from './refund.io.ts';
import { pullSubscription } from './stripe/pull.io.ts';
import { stripeProvider } from './stripe.io.ts';
import { planPrices } from './stripe-prices.io.ts';
import { newStripeHere } from './testing/stripe-house.ts';
import { addPrice, saveTier } from './tier.sql.ts';

const START = '2026-03-01T10:00:00Z';
const seconds = (iso: string) => Date.parse(iso) / 1000;

async function openShop(open: OpenStore, terms: Parameters<typeof newStripeHere>[3] = {}) {
  const time = { now: new Date(START) };
  const local = await startStripe(() => time.now);
  const here = await newStripeHere(await open(), local, time, terms);
  const stripe = stripeProvider(here);
  const house: MoneyHouse = { ...here, providers: { offline: offlineProvider(here), stripe } };
  const { tier, price, account, clock } = here;
  const checkout = (wish: { offer?: Offer; trialUntil?: number } = {}) => {
    const payer = { account, email: 'rosa@reader.example', name: 'Rosa Reader', language: 'de-AT' };
    const back = { done: 'http://paper.example/done', given: 'http://paper.example/join' };
    const { offer = null, trialUntil = null } = wish;
    return stripe.checkout({ payer, tier, price, offer, trialUntil, story: null, back }, clock());
  };
  const one = () => {
    const [found] = local.world.list<LocalSubscription>('subscription');
    if (!found) throw new Error('There is no subscription.');
    return found;
  };
  /** As a webhook would: what stands at Stripe is read anew. */
  const hear = () => pullSubscription(here, one().id, { withRefunds: true });
  const buy = async (wish: Parameters<typeof checkout>[0] = {}): Promise<Membership> => {
    const { to } = await checkout(wish);
    await fetch(to, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ choice: 'card' }) });
    await hear();
    const [held] = await here.held();
    if (!held) throw new Error('Nothing is held.');
    return held;
  };
  const inTurn = <Value>(work: Parameters<ReturnType<typeof here.store.db.transaction>['execute']>[0]) =>
    here.store.db.transaction().execute(work) as Promise<Value>;
  return { here, house, local, stripe, checkout, buy, hear, one, inTurn };
}

onBothDatabases('paying at Stripe', (open) => {
  test('who presses twice comes to one page, and the price is made at Stripe once, tax included', async () => {
    const { local, checkout, here } = await openShop(open);
    const [first, second] = [await checkout(), await checkout()];
    expect(second).toEqual(first);
    const prices = local.world.list<LocalPrice>('price');
    expect(prices).toMatchObject([{ currency: 'eur', unit_amount: 990, tax_behavior: 'inclusive' }]);
    const { provider_ref: ref } = await here.store.db
      .selectFrom('price')
      .select('provider_ref')
      .executeTakeFirstOrThrow();
    expect(ref).toBe(prices[0]?.id);
    const [session] = local.world.list<LocalSession>('checkout.session');
    expect(session?.client_reference_id).toBe(String(here.account));
    expect(session?.success_url).toMatch(/^http:\/\/paper\.example\/account\/paying\?since=\d+$/);
  });

  test('money in yen has no cents, at Stripe as here', async () => {
    const { local, buy, here } = await openShop(open, { currency: 'JPY', amountMinor: 1200, taxBp: 1000 });
    await buy();
    expect(local.world.list<LocalPrice>('price')).toMatchObject([{ currency: 'jpy', unit_amount: 1200 }]);
    const [payment] = await listPayments(here.store.db, { account: here.account });
    expect(payment).toMatchObject({ amountMinor: 1200, taxMinor: 109, currency: 'JPY' });
  });

  test('a trial charges nothing before it ends, and counts on as paid then', async () => {
    const { here, local, buy, hear, one } = await openShop(open);
    const held = await buy({ trialUntil: Date.parse('2026-03-15T10:00:00Z') });
    expect(held).toMatchObject({ state: 'running', trialUntil: Date.parse('2026-03-15T10:00:00Z') });
    expect(await listPayments(here.store.db, { account: here.account })).toEqual([]);
    here.at('2026-03-15T10:00:00Z');
    renewSubscription(local.world, one(), 'card');
    await hear();
    expect((await here.held())[0]?.paidUntil).toBe(Date.parse('2026-04-15T10:00:00Z'));
    expect(await listPayments(here.store.db, { account: here.account })).toMatchObject([{ state: 'paid' }]);
  });

  test('an offer is a coupon at Stripe, counted once, and what is paid is the lower sum', async () => {
    const { here, buy, inTurn } = await openShop(open);
    const wish = {
      ...{ name: 'Spring', code: 'SPRING', tier: null, period: null, kind: 'percent' as const, amount: 50 },
      ...{ currency: null, periods: 3, newcomers: false, usesMost: 1, fromAt: null, untilAt: null },
    };
    const offer = await inTurn<Offer>((tx) => saveOffer(tx, { ...wish, state: 'running' }, here.clock()));
    expect(await buy({ offer })).toMatchObject({ offer: offer.id });
    expect(await listPayments(here.store.db, { account: here.account })).toMatchObject([
      { amountMinor: 495 },
    ]);
    const { uses } = await here.store.db.selectFrom('offer').select('uses').executeTakeFirstOrThrow();
    expect(uses).toBe(1);
  });

  test('cancelling, staying after all, and being told of it again by Stripe', async () => {
    const { here, house, buy, hear, one } = await openShop(open);
    const { id } = await buy();
    await cancelMembership(house, { id, staff: null });
    expect(one()).toMatchObject({ cancel_at_period_end: true });
    expect(await hear()).toMatchObject({ is: 'same' });
    expect(await here.held()).toMatchObject([
      { endsAtPeriod: true, accessUntil: Date.parse('2026-04-01T10:00:00Z') },
    ]);
    await undoCancelMembership(house, { id, staff: null });
    expect(one()).toMatchObject({ cancel_at_period_end: false });
    expect(await hear()).toMatchObject({ is: 'same' });
    expect(await here.held()).toMatchObject([{ endsAtPeriod: false, cancelledAt: null }]);
  });

  test('a pause moves the next charge by as long, and its early end moves it back', async () => {
    const { here, house, buy, hear, one } = await openShop(open);
    const { id } = await buy();
    here.at('2026-03-11T10:00:00Z');
    await pauseMembership(house, { id, staff: null, until: Date.parse('2026-05-11T10:00:00Z') });
    expect(one().trial_end).toBe(seconds('2026-06-01T10:00:00Z'));
    expect(await hear()).toMatchObject({ is: 'same' });
    expect(await here.held()).toMatchObject([{ state: 'paused' }]);
    here.at('2026-03-21T10:00:00Z');
    await resumeMembership(house, { id, staff: null });
    expect(one().trial_end).toBe(seconds('2026-04-11T10:00:00Z'));
    expect(await hear()).toMatchObject({ is: 'same' });
    expect(await here.held()).toMatchObject([
      { state: 'running', paidUntil: Date.parse('2026-04-11T10:00:00Z') },
    ]);
  });

  test('a dearer tier is charged to the cent as the page said, with the rest of the old set against it', async () => {
    const { here, house, local, buy, hear, inTurn } = await openShop(open, { amountMinor: 1000 });
    const { id } = await buy();
    const more = await dearer(here, inTurn, { period: 'month', amountMinor: 3000 });
    here.at('2026-03-17T10:00:00Z');
    const done = await changeMembership(house, { id, staff: null, to: more.id });
    expect(done.ok).toBe(true);
    await hear();
    const [newest] = await listPayments(here.store.db, { account: here.account });
    const due = local.world.list<LocalInvoice>('invoice')[0]?.total;
    expect(newest).toMatchObject({ amountMinor: due, state: 'paid' });
    expect(due).toBeGreaterThan(900);
    expect(due).toBeLessThan(1000);
    expect(await here.held()).toMatchObject([
      { tier: more.tier, price: more.id, paidUntil: Date.parse('2026-04-01T10:00:00Z') },
    ]);
    expect(await hear()).toMatchObject({ is: 'same' });
  });

  test('a cheaper price is charged from the next period on, and until then the old tier holds', async () => {
    const { here, house, local, buy, hear, one, inTurn } = await openShop(open, { amountMinor: 1000 });
    const { id } = await buy();
    const less = await dearer(here, inTurn, { period: 'month', amountMinor: 500 });
    await changeMembership(house, { id, staff: null, to: less.id });
    expect(await hear()).toMatchObject({ is: 'same' });
    expect(await here.held()).toMatchObject([{ tier: here.tier.id, next: { price: less.id } }]);
    here.at('2026-04-01T10:00:00Z');
    renewSubscription(local.world, one(), 'card');
    await hear();
    expect(await here.held()).toMatchObject([{ tier: less.tier, price: less.id, next: null }]);
    expect((await listPayments(here.store.db, { account: here.account }))[0]).toMatchObject({
      amountMinor: 500,
    });
  });

  test('a year in place of a month begins at once, with what is left set against it', async () => {
    const { here, house, local, buy, hear, inTurn } = await openShop(open, { amountMinor: 1000 });
    const { id } = await buy();
    const year = await dearer(here, inTurn, { period: 'year', amountMinor: 20_000 });
    here.at('2026-03-16T22:00:00Z');
    const said = await previewChange(house, id, year.id);
    await changeMembership(house, { id, staff: null, to: year.id });
    await hear();
    const due = local.world.list<LocalInvoice>('invoice')[0]?.total;
    expect(said).toMatchObject({ ok: true, value: { when: 'now', dueMinor: due } });
    expect(due).toBeLessThan(20_000);
    expect((await here.held())[0]).toMatchObject({
      price: year.id,
      paidUntil: Date.parse('2027-03-16T22:00:00Z'),
    });
  });

  test('a change that cannot be paid changes nothing, neither here nor at Stripe, and works with another card', async () => {
    const { here, house, local, buy, hear, one, inTurn } = await openShop(open, { amountMinor: 1000 });
    const { id } = await buy();
    const more = await dearer(here, inTurn, { period: 'month', amountMinor: 3000 });
    const year = { tier: more.tier, period: 'year', currency: 'EUR', taxBp: 0, trialDays: 0 } as const;
    const longer = await inTurn<Awaited<ReturnType<typeof addPrice>>>((tx) =>
      addPrice(tx, { ...year, amountMinor: 30_000 }, here.clock()),
    );
    here.at('2026-03-17T10:00:00Z');
    one().default_payment_method = 'pm_declined';
    const before = one().items.data[0]?.price.id;
    for (const to of [more.id, longer.id]) {
      await expect(changeMembership(house, { id, staff: null, to })).rejects.toMatchObject({
        code: 'stripe-refused',
      });
    }
    expect(one().items.data[0]?.price.id).toBe(before);
    expect(
      local.world.list('invoiceitem').filter((line) => 'invoice' in line && line.invoice === null),
    ).toEqual([]);
    await hear();
    expect(await here.held()).toMatchObject([{ price: here.price.id, state: 'running' }]);
    one().default_payment_method = 'pm_good';
    here.at('2026-03-17T10:02:00Z');
    expect(await changeMembership(house, { id, staff: null, to: more.id })).toMatchObject({ ok: true });
  });

  test('money given back here is given back at Stripe once, and written down once', async () => {
    const { here, house, buy, hear } = await openShop(open);
    await buy();
    const [payment] = await listPayments(here.store.db, { account: here.account });
    if (!payment) throw new Error('Nothing was paid.');
    const done = await refundPayment(house, { payment: payment.id, amountMinor: 300, staff: null });
    expect(done.ok).toBe(true);
    expect(await hear()).toMatchObject({ is: 'same' });
    const receipts = await listReceipts(here.store.db, { account: here.account });
    expect(receipts.map(({ kind }) => kind).sort()).toEqual(['receipt', 'refund']);
  });

  test('stepping back ends the subscription at Stripe and gives everything back', async () => {
    const { here, house, buy, hear, one } = await openShop(open);
    const { id } = await buy();
    await withdrawMembership(house, { id, staff: null });
    expect(one().status).toBe('canceled');
    await hear();
    expect(await here.held()).toMatchObject([{ state: 'ended' }]);
    expect(await listPayments(here.store.db, { account: here.account })).toMatchObject([
      { state: 'refunded', refundedMinor: 990 },
    ]);
  });

  test('an announced price reaches Stripe when the last period at the old one has begun', async () => {
    const { here, local, buy, hear, one, inTurn } = await openShop(open);
    const { id } = await buy();
    const terms = {
      tier: here.tier.id,
      period: 'month',
      currency: 'EUR',
      taxBp: 1900,
      trialDays: 0,
    } as const;
    const next = await inTurn<Awaited<ReturnType<typeof addPrice>>>((tx) =>
      addPrice(tx, { ...terms, amountMinor: 1090 }, here.clock()),
    );
    const at = Date.parse('2026-05-01T10:00:00Z');
    const change = { next_price_id: next.id, next_tier_id: here.tier.id, change_at: at };
    await here.store.db.updateTable('membership').set(change).where('id', '=', id).execute();
    expect(await planPrices(here)).toBe(0);
    here.at('2026-04-01T10:00:00Z');
    renewSubscription(local.world, one(), 'card');
    await hear();
    expect(await planPrices(here)).toBe(1);
    await hear();
    expect(await here.held()).toMatchObject([{ price: here.price.id, next: { price: next.id } }]);
    here.at('2026-05-01T10:00:00Z');
    renewSubscription(local.world, one(), 'card');
    await hear();
    expect(await here.held()).toMatchObject([{ price: next.id, next: null }]);
    expect((await listPayments(here.store.db, { account: here.account }))[0]).toMatchObject({
      amountMinor: 1090,
    });
  });

  test('too many questions are asked again, a refusal is told, and nothing has changed then', async () => {
    const { here, house, local, buy } = await openShop(open);
    const { id } = await buy();
    local.failNext(429, 1);
    expect(await cancelMembership(house, { id, staff: null })).toMatchObject({ ok: true });
    await undoCancelMembership(house, { id, staff: null });
    local.failNext(400, 1);
    await expect(cancelMembership(house, { id, staff: null })).rejects.toMatchObject({
      code: 'stripe-refused',
    });
    expect(await here.held()).toMatchObject([{ endsAtPeriod: false }]);
  });

  test('the page on which one sees and changes one’s card is Stripe’s, and comes back', async () => {
    const { local, stripe, buy } = await openShop(open);
    const held = await buy();
    const to = await stripe.portal(held, 'http://paper.example/account/membership');
    expect(to).toMatch(new RegExp(`^${local.url}/p/session/bps_`));
    expect(await stripe.portal({ ...held, customer: null }, 'http://paper.example/')).toBeUndefined();
  });
});

async function dearer(
  here: Awaited<ReturnType<typeof newStripeHere>>,
  inTurn: Awaited<ReturnType<typeof openShop>>['inTurn'],
  terms: { period: 'month' | 'year'; amountMinor: number },
) {
  const wish = { slug: 'more', name: 'More', says: '', benefits: [], position: 2, state: 'offered' as const };
  return inTurn<Awaited<ReturnType<typeof addPrice>>>(async (tx) => {
    const tier = await saveTier(tx, wish, here.clock());
    const money = { currency: 'EUR', taxBp: 1900, trialDays: 0 };
    return addPrice(tx, { tier: tier.id, ...terms, ...money }, here.clock());
  });
}
