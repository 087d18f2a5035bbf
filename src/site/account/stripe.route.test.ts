import fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { type LocalStripe, startStripe } from '#harness/stripe.js';
import { hasAccess } from '#members/membership.js';
import { listPayments } from '#members/payment.sql.js';
import { listReceipts } from '#members/receipt.sql.js';
import { stripeProvider } from '#members/stripe.io.js';
import { newStripeHere, type StripeHere } from '#members/testing/stripe-house.js';
import { deleteCustomer } from '../../../test/harness/stripe/answers.ts';
import {
  endSubscription,
  failInvoice,
  refundCharge,
  renewSubscription,
  settleInvoice,
} from '../../../test/harness/stripe/billing.ts';
import type {
  LocalCharge,
  LocalEvent,
  LocalInvoice,
  LocalSubscription,
} from '../../../test/harness/stripe/shapes.ts';
import { stripeWebhook } from './stripe.route.ts';

const START = '2026-01-31T10:00:00Z';

type Shop = {
  here: StripeHere;
  local: LocalStripe;
  url: string;
  buy(how: 'card' | 'debit'): Promise<LocalSubscription>;
};

/** A paper with its own Stripe; events go to the paper as they happen, unless the test keeps them back. */
async function openShop(open: OpenStore, price: Parameters<typeof newStripeHere>[3] = {}): Promise<Shop> {
  const time = { now: new Date(START) };
  const local = await startStripe(() => time.now);
  const here = await newStripeHere(await open(), local, time, price);
  const app = fastify();
  await app.register(stripeWebhook({ members: here }));
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/account/stripe`;
  afterAll(() => app.close());
  local.sendTo(url);
  const buy = async (how: 'card' | 'debit') => {
    await payAt(await beginPurchase(here), how);
    const [bought] = local.world.list<LocalSubscription>('subscription');
    if (!bought) throw new Error('Nothing was bought.');
    return bought;
  };
  return { here, local, url, buy };
}

async function beginPurchase(here: StripeHere): Promise<string> {
  const { tier, price, account, clock } = here;
  const payer = { account, email: 'rosa@reader.example', name: 'Rosa Reader', language: 'en' };
  const back = { done: 'http://paper.example/account/membership', given: 'http://paper.example/join' };
  const wish = { payer, tier, price, offer: null, trialUntil: null, story: null, back };
  return (await stripeProvider(here).checkout(wish, clock())).to;
}

async function payAt(page: string, choice: string): Promise<void> {
  const body = new URLSearchParams({ choice });
  await fetch(page, { method: 'POST', redirect: 'manual', body });
}

function invoiceOf(local: LocalStripe, { latest_invoice: id }: LocalSubscription): LocalInvoice {
  return local.world.get<LocalInvoice>('invoice', id ?? '');
}

onBothDatabases('Stripe', (open) => {
  test('who pays by card is a member when Stripe says so, with one payment and one receipt', async () => {
    const { here, local, buy } = await openShop(open);
    await buy('card');
    expect(new Set(await local.settled())).toEqual(new Set([200]));
    const [one, ...others] = await here.held();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      state: 'running',
      tier: here.tier.id,
      price: here.price.id,
      source: 'stripe',
    });
    expect(new Date(one?.paidUntil ?? 0).toISOString()).toBe('2026-02-28T10:00:00.000Z');
    const payments = await listPayments(here.store.db, { account: here.account });
    expect(payments).toMatchObject([
      { state: 'paid', amountMinor: 990, taxMinor: 158, what: 'Gold, one month' },
    ]);
    expect(await listReceipts(here.store.db, { account: here.account })).toHaveLength(1);
  });

  test('every event twice and in any order ends at the same, and nothing is paid for twice', async () => {
    const { here, local, buy } = await openShop(open);
    local.sendTo(undefined);
    const subscription = await buy('card');
    renewSubscription(local.world, subscription, 'card');
    const { url } = await openShopFor(here);
    const shuffled = [...local.events, ...local.events].toSorted((one, other) =>
      one.id.localeCompare(other.id),
    );
    const statuses = await Promise.all(shuffled.map((event) => local.deliver(event, { url })));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await here.held()).toHaveLength(1);
    const payments = await listPayments(here.store.db, { account: here.account });
    expect(payments.map(({ state }) => state)).toEqual(['paid', 'paid']);
    expect(await listReceipts(here.store.db, { account: here.account })).toHaveLength(2);
  });

  test('an event that comes months late tells nothing old', async () => {
    const { here, local, url, buy } = await openShop(open);
    local.sendTo(undefined);
    const subscription = await buy('card');
    endSubscription(local.world, subscription);
    here.at('2026-06-01T10:00:00Z');
    const begun = local.events.find(({ type }) => type === 'customer.subscription.created');
    expect(await local.deliver(begun as LocalEvent, { url })).toBe(200);
    const [one] = await here.held();
    expect(one?.state).toBe('ended');
    expect(one && hasAccess(one, here.clock())).toBe(false);
  });

  test('a call with a wrong, an old or no signature is refused and changes nothing', async () => {
    const { here, local, url, buy } = await openShop(open);
    local.sendTo(undefined);
    await buy('card');
    const [event] = local.events as [LocalEvent];
    expect(await local.deliver(event, { url, secret: 'whsec_other' })).toBe(400);
    expect(await local.deliver(event, { url, at: new Date(Date.parse(START) - 301_000) })).toBe(400);
    expect(await local.deliver(event, { url, body: JSON.stringify({ ...event, id: 'evt_forged' }) })).toBe(
      400,
    );
    expect((await fetch(url, { method: 'POST', body: JSON.stringify(event) })).status).toBe(400);
    expect(await local.deliver(event, { url, at: new Date(Date.parse(START) + 60_000) })).toBe(200);
    expect(await here.held()).toEqual([]);
  });

  test('a huge body, one that is no JSON and a kind nobody knows do no harm', async () => {
    const { local, url } = await openShop(open);
    const made = { object: 'unheard.of', id: 'x_1' };
    const event = { ...eventOf('something.new', made), created: Math.floor(Date.parse(START) / 1000) };
    expect(await local.deliver(event, { url })).toBe(200);
    expect(await local.deliver({ ...event, data: { object: { text: 'x'.repeat(600_000) } } }, { url })).toBe(
      413,
    );
    expect((await fetch(url, { method: 'POST', body: 'no json' })).status).toBe(400);
  });

  test('while Stripe does not answer the event is refused, and the same event later is taken', async () => {
    const { here, local, url, buy } = await openShop(open);
    local.sendTo(undefined);
    await buy('card');
    const event = local.events.find(({ type }) => type === 'checkout.session.completed') as LocalEvent;
    local.failNext(500, 3);
    expect(await local.deliver(event, { url })).toBe(503);
    expect(await here.held()).toEqual([]);
    const seen = () =>
      here.store.db.selectFrom('provider_difference').select(['kind', 'settled_how']).execute();
    expect(await seen()).toEqual([{ kind: 'event-failed', settled_how: null }]);
    expect(await local.deliver(event, { url })).toBe(200);
    expect(await seen()).toEqual([{ kind: 'event-failed', settled_how: 'taken' }]);
    expect(await here.held()).toMatchObject([{ state: 'running' }]);
  });

  test('a failed payment keeps access for the days of grace, and paying makes it whole again', async () => {
    const { here, local, buy } = await openShop(open);
    const subscription = await buy('card');
    await local.settled();
    here.at('2026-02-28T10:00:00Z');
    renewSubscription(local.world, subscription, 'declined');
    await local.settled();
    const [failed] = await here.held();
    expect(failed).toMatchObject({ state: 'grace', graceUntil: Date.parse('2026-03-07T10:00:00Z') });
    const [payment] = await listPayments(here.store.db, { account: here.account });
    expect(payment).toMatchObject({
      state: 'failed',
      reason: 'Your card has insufficient funds.',
      attempts: 1,
    });
    expect(failed && hasAccess(failed, new Date('2026-03-07T09:59:59Z'))).toBe(true);
    expect(failed && hasAccess(failed, new Date('2026-03-07T10:00:00Z'))).toBe(false);
    here.at('2026-03-03T10:00:00Z');
    settleInvoice(local.world, invoiceOf(local, subscription));
    await local.settled();
    const [whole] = await here.held();
    expect(whole).toMatchObject({ state: 'running', graceUntil: null });
    expect(new Date(whole?.paidUntil ?? 0).toISOString()).toBe('2026-03-28T10:00:00.000Z');
  });

  test('a direct debit opens at once, and is shut again when the bank says no', async () => {
    const { here, local, buy } = await openShop(open);
    const subscription = await buy('debit');
    await local.settled();
    const [trusted] = await here.held();
    expect(trusted && hasAccess(trusted, here.clock())).toBe(true);
    const [pending] = await listPayments(here.store.db, { account: here.account });
    expect(pending?.state).toBe('pending');
    here.at('2026-02-05T10:00:00Z');
    failInvoice(
      local.world,
      invoiceOf(local, subscription),
      'debit_not_authorized',
      'The debit was returned.',
    );
    await local.settled();
    const [shut] = await here.held();
    expect(shut && hasAccess(shut, here.clock())).toBe(false);
    const [payment] = await listPayments(here.store.db, { account: here.account });
    expect(payment).toMatchObject({ state: 'failed', reason: 'The debit was returned.' });
  });

  test('money given back at Stripe is written down with a receipt of its own', async () => {
    const { here, local, buy } = await openShop(open);
    await buy('card');
    await local.settled();
    const [charge] = local.world.list<LocalCharge>('charge') as [LocalCharge];
    refundCharge(local.world, charge, { amount: 400 });
    refundCharge(local.world, charge);
    await local.settled();
    const [payment] = await listPayments(here.store.db, { account: here.account });
    expect(payment).toMatchObject({ state: 'refunded', refundedMinor: 990 });
    const receipts = await listReceipts(here.store.db, { account: here.account });
    const refunded = receipts
      .filter(({ kind }) => kind === 'refund')
      .map(({ content }) => content.amountMinor);
    expect(refunded.reduce((sum, amount) => sum + amount, 0)).toBe(-990);
  });

  test('a price that nobody mapped and one in another currency give nothing, and are listed', async () => {
    const { here, local, buy } = await openShop(open);
    local.sendTo(undefined);
    const subscription = await buy('card');
    await here.store.db.updateTable('price').set({ provider_ref: null }).execute();
    const event = local.events.find(({ type }) => type === 'invoice.paid') as LocalEvent;
    const { url } = await openShopFor(here);
    expect(await local.deliver(event, { url })).toBe(200);
    expect(await here.held()).toEqual([]);
    const listed = await here.store.db
      .selectFrom('provider_difference')
      .select(['kind', 'provider_ref'])
      .execute();
    expect(listed).toEqual([{ kind: 'price-unknown', provider_ref: subscription.id }]);
  });

  test('a customer deleted at Stripe holds nothing any more', async () => {
    const { here, local, buy } = await openShop(open);
    const { customer } = await buy('card');
    await local.settled();
    here.at('2026-02-10T10:00:00Z');
    deleteCustomer(local.world, customer);
    expect(new Set(await local.settled())).toEqual(new Set([200]));
    expect(await here.held()).toMatchObject([
      { state: 'ended', accessUntil: Date.parse('2026-02-10T10:00:00Z') },
    ]);
  });

  test('a payment that a bank disputes is shown to the desk until it is won, and shuts nothing by itself', async () => {
    const { here, local, url, buy } = await openShop(open);
    await buy('card');
    await local.settled();
    const [charge] = local.world.list<LocalCharge>('charge') as [LocalCharge];
    const dispute = {
      id: 'dp_1',
      object: 'dispute',
      charge: charge.id,
      payment_intent: charge.payment_intent,
    };
    const now = Math.floor(Date.parse(START) / 1000);
    const opened = eventOf('charge.dispute.created', { ...dispute, status: 'needs_response' });
    expect(await local.deliver({ ...opened, created: now }, { url })).toBe(200);
    const listed = () =>
      here.store.db.selectFrom('provider_difference').select(['kind', 'settled_how', 'account_id']).execute();
    expect(await listed()).toEqual([{ kind: 'disputed', settled_how: null, account_id: here.account }]);
    expect(await here.held()).toMatchObject([{ state: 'running' }]);
    const closed = eventOf('charge.dispute.closed', { ...dispute, status: 'won' });
    expect(await local.deliver({ ...closed, created: now }, { url })).toBe(200);
    expect(await listed()).toMatchObject([{ settled_how: 'won' }]);
  });

  test('a debit for a later month that comes back starts the days of grace when it comes back', async () => {
    const { here, local, buy } = await openShop(open);
    const subscription = await buy('card');
    await local.settled();
    here.at('2026-02-28T10:00:00Z');
    renewSubscription(local.world, subscription, 'debit');
    await local.settled();
    expect((await listPayments(here.store.db, { account: here.account }))[0]?.state).toBe('pending');
    here.at('2026-03-09T10:00:00Z');
    failInvoice(
      local.world,
      invoiceOf(local, subscription),
      'debit_not_authorized',
      'The debit was returned.',
    );
    await local.settled();
    const [one] = await here.held();
    expect(one).toMatchObject({ state: 'grace', graceUntil: Date.parse('2026-03-16T10:00:00Z') });
    expect(one && hasAccess(one, here.clock())).toBe(true);
  });

  test('who pays for one tier with two subscriptions is told to the desk', async () => {
    const { here, local, buy } = await openShop(open);
    await buy('card');
    here.at('2026-01-31T12:00:00Z');
    await buy('card');
    await local.settled();
    expect((await here.held()).map(({ state }) => state)).toEqual(['running', 'running']);
    const listed = await here.store.db.selectFrom('provider_difference').select('kind').execute();
    expect(listed).toEqual([{ kind: 'two-subscriptions' }]);
  });

  test('a retired tier goes on for who holds it', async () => {
    const { here, local, buy } = await openShop(open);
    const subscription = await buy('card');
    await local.settled();
    await here.store.db.updateTable('tier').set({ state: 'retired' }).execute();
    await here.store.db.updateTable('price').set({ state: 'former' }).execute();
    here.at('2026-02-28T10:00:00Z');
    renewSubscription(local.world, subscription, 'card');
    await local.settled();
    expect((await here.held())[0]?.paidUntil).toBe(Date.parse('2026-03-28T10:00:00Z'));
  });
});

/** The same paper at another door, as a second process would serve it. */
async function openShopFor(here: StripeHere): Promise<{ url: string }> {
  const app = fastify();
  await app.register(stripeWebhook({ members: here }));
  afterAll(() => app.close());
  return { url: `${await app.listen({ host: '127.0.0.1', port: 0 })}/account/stripe` };
}

function eventOf(type: string, object: object): LocalEvent {
  return {
    ...{
      id: `evt_${type}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: 0,
      livemode: false,
      type,
    },
    ...{ pending_webhooks: 1, request: { id: null, idempotency_key: null }, data: { object } },
  };
}
