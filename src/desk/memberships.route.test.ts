import { expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { MembershipId } from '#kit/ids.js';
import { listActs } from '#members/acts.sql.js';
import { listMemberships } from '#members/membership.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { newTier } from '#members/testing/new-tier.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type {
  GraceReply,
  LedgerReply,
  MembershipView,
  OfferReply,
  PaidReply,
  PaymentsReply,
  PriceReply,
  TierReply,
  TiersReply,
} from './shapes/memberships.ts';
import { deskHere } from './testing/desk-here.ts';

onBothDatabases('memberships at the desk', (open) => {
  const openDesk = async () => {
    const store = await open();
    const here = await deskHere(store);
    const carla = await signIn(store, { name: 'Carla', email: 'carla@paper.example', role: 'commercial' });
    const tom = await signIn(store, { name: 'Tom', email: 'tom@paper.example', role: 'reporter' });
    const ask = async <Reply>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
      const answer = await here.ask(carla.cookie, method, path, body);
      return { status: answer.status, text: answer.text, json: answer.json as Reply };
    };
    return { store, here, carla, tom, ask };
  };
  type Desk = Awaited<ReturnType<typeof openDesk>>;

  /** Somebody who ordered a month of Silver; `paid` marks the invoice paid at the desk. */
  const aMember = async ({ store, here, ask }: Desk, paid: boolean) => {
    const now = new Date();
    const { account, email } = await newReader(store, { name: 'Rosa' }, now);
    const { tier, prices } = await newTier(
      store,
      { slug: 'silver', name: 'Silver', prices: [{ period: 'month', amountMinor: 900 }] },
      now,
    );
    const [price] = prices;
    if (!price) throw new Error('No price was made.');
    const payer = { account, email, name: 'Rosa', language: 'en' };
    const back = { done: '', given: '' };
    const wish = { payer, tier, price, offer: null, trialUntil: null, story: null, back };
    await here.desk.members.providers.offline.checkout(wish, now);
    const { payments } = (await ask<PaymentsReply>('GET', '/payments?state=open')).json;
    const payment = payments[0]?.id ?? 0;
    if (paid) await ask('POST', `/payments/${payment}/paid`, {});
    const [one] = await listMemberships(store.db, account);
    return { account, tier, price, payment, id: one?.id as MembershipId };
  };

  test('only those who look after members see tiers, payments and memberships', async () => {
    const { here, tom, carla } = await openDesk();
    for (const path of [
      '/tiers',
      '/payments',
      '/ledger?month=2026-01',
      '/memberships/1',
      '/receipts/2026-000001',
    ]) {
      expect((await here.ask(tom.cookie, 'GET', path)).status, path).toBe(403);
    }
    expect((await here.ask(carla.cookie, 'GET', '/tiers')).status).toBe(200);
  });

  test('a tier is made with prices and an offer, and its slug is taken then', async () => {
    const { ask } = await openDesk();
    const tier = { name: 'Gold', says: '', benefits: ['Every story'], position: 1, state: 'offered' };
    const made = await ask<TierReply>('POST', '/tiers', { ...tier, slug: 'gold' });
    expect(made.status).toBe(200);
    expect((await ask('POST', '/tiers', { ...tier, slug: 'gold' })).json).toMatchObject({
      code: 'tier-slug-taken',
    });
    const price = { period: 'month', currency: 'JPY', amountMinor: 980, taxBp: 1_000, trialDays: 14 };
    await ask<PriceReply>('POST', `/tiers/${made.json.id}/prices`, price);
    const second = await ask<PriceReply>('POST', `/tiers/${made.json.id}/prices`, {
      ...price,
      amountMinor: 1_080,
    });
    expect(second.json).toMatchObject({ state: 'offered', told: 0 });
    const offer = {
      ...{ name: 'Spring', code: 'spring-26', tier: null, period: null, kind: 'percent', amount: 20 },
      ...{ currency: null, periods: 3, newcomers: true, usesMost: null, fromAt: null, untilAt: null },
      state: 'running',
    };
    expect((await ask<OfferReply>('POST', '/offers', offer)).json).toMatchObject({ code: 'SPRING26' });
    expect((await ask('POST', '/offers', offer)).json).toMatchObject({ code: 'offer-code-taken' });
    const { tiers, offers } = (await ask<TiersReply>('GET', '/tiers')).json;
    expect(tiers).toMatchObject([
      {
        slug: 'gold',
        prices: [
          { amountMinor: 1_080, digits: 0 },
          { amountMinor: 980, state: 'former' },
        ],
      },
    ]);
    expect(offers).toHaveLength(1);
  });

  test('a tier that members hold or stories name is not removed, and the sentence says which', async () => {
    const desk = await openDesk();
    const { tier } = await aMember(desk, true);
    const access = { to: 'tiers', tiers: ['silver'] } as const;
    const story = { at: '2026-01-01T12:00:00Z', access };
    await addTestStories(desk.store, [
      { ...story, headline: 'The harbour wall' },
      { ...story, headline: 'Not out yet', state: 'draft' },
    ]);
    const refused = await desk.ask<{ says: string }>('DELETE', `/tiers/${tier.id}`);
    expect(refused.status).toBe(409);
    expect(refused.json.says).toContain('1 member holds it');
    expect(refused.json.says).toContain('2 stories name it (The harbour wall)');
    const { slug: _slug, id, ...rest } = tier;
    const retired = await desk.ask<TierReply>('PUT', `/tiers/${id}`, { ...rest, state: 'retired' });
    expect(retired.json).toMatchObject({ slug: 'silver', state: 'retired' });
  });

  test('marking an invoice paid begins the membership, writes a receipt, and is in the record', async () => {
    const desk = await openDesk();
    const { store, ask, carla } = desk;
    const { payment, id, account } = await aMember(desk, false);
    expect((await ask<MembershipView>('GET', `/memberships/${id}`)).json).toMatchObject({
      standing: 'waiting',
    });
    const paid = await ask<PaidReply>('POST', `/payments/${payment}/paid`, {});
    expect(paid.json).toMatchObject({ payment: { state: 'paid' }, receipt: { kind: 'receipt' } });
    expect((await ask('POST', `/payments/${payment}/paid`, {})).json).toMatchObject({
      code: 'payment-not-open',
    });
    const view = await ask<MembershipView>('GET', `/memberships/${id}`);
    expect(view.json).toMatchObject({ standing: 'running', person: { name: 'Rosa' } });
    expect(view.json.can).toEqual(expect.arrayContaining(['cancel', 'pause', 'change', 'withdraw', 'end']));
    const [line] = await listAudit(store.db, { limit: 1 });
    expect(line).toMatchObject({ act: 'payment.marked-paid', by: carla.staff.id });
    const acts = (await listActs(store.db, { account, limit: 10 })).map(({ act }) => act);
    expect(acts).toEqual(['membership.begun', 'membership.ordered', 'joined']);
  });

  test('refund, pause, cancel and end are done for a member, each in their history', async () => {
    const desk = await openDesk();
    const { store, ask } = desk;
    const { payment, id, account } = await aMember(desk, true);
    await ask('POST', `/payments/${payment}/refund`, { amountMinor: 200 });
    const until = Date.now() + 30 * 86_400_000;
    expect((await ask<MembershipView>('POST', `/memberships/${id}/pause`, { until })).json.standing).toBe(
      'paused',
    );
    expect((await ask<MembershipView>('POST', `/memberships/${id}/resume`)).json.standing).toBe('running');
    expect((await ask<MembershipView>('POST', `/memberships/${id}/cancel`)).json.standing).toBe('ending');
    expect((await ask('POST', `/memberships/${id}/cancel`)).json).toMatchObject({
      code: 'membership-cancelled-already',
    });
    const ended = await ask<MembershipView>('POST', `/memberships/${id}/end`, {
      why: 'They asked by letter.',
    });
    expect(ended.json).toMatchObject({ standing: 'ended', can: ['extend-grace', 'extend'] });
    const acts = (await listActs(store.db, { account, limit: 20 })).map(({ act }) => act);
    expect(acts.slice(0, 5)).toEqual([
      ...['membership.ended', 'membership.cancelled', 'membership.resumed', 'membership.paused'],
      'payment.refunded',
    ]);
    const month = new Date().toISOString().slice(0, 7);
    const ledger = await ask<LedgerReply>('GET', `/ledger?month=${month}`);
    expect(ledger.json.sums).toMatchObject([{ receipts: 1, refunds: 1, amountMinor: 700 }]);
    const csv = await ask('GET', `/ledger.csv?month=${month}`);
    expect(csv.text).toContain('Silver, one month');
  });

  test('more time to pay is given to a selection; those that cannot have it are named', async () => {
    const desk = await openDesk();
    const { ask } = desk;
    const { id } = await aMember(desk, true);
    const until = Date.now() + 60 * 86_400_000;
    const done = await ask<GraceReply>('POST', '/memberships/grace', { memberships: [id], until });
    expect(done.json).toMatchObject({ done: [id], refused: [] });
    const past = await ask<GraceReply>('POST', '/memberships/grace', { memberships: [id], until: 1_000 });
    expect(past.json.refused).toHaveLength(1);
  });

  test('a question that is wrong is refused in words: a negative price, a currency that is none, a month that is none', async () => {
    const { ask } = await openDesk();
    const price = { period: 'month', currency: 'EUR', amountMinor: 1, taxBp: 0, trialDays: 0 };
    for (const wrong of [
      { amountMinor: -1 },
      { currency: 'euro' },
      { period: 'week' },
      { amountMinor: 1.5 },
    ]) {
      expect((await ask('POST', '/tiers/1/prices', { ...price, ...wrong })).status).toBe(400);
    }
    // /join/gift is where memberships are given.
    const gift = { name: 'Gift', slug: 'gift', says: '', benefits: [], position: 1, state: 'offered' };
    expect((await ask('POST', '/tiers', gift)).status).toBe(400);
    expect((await ask('GET', '/ledger?month=2026-13')).status).toBe(400);
    expect((await ask('GET', '/receipts/none')).json).toMatchObject({ code: 'receipt-unknown' });
    expect((await ask('POST', '/tiers/99/prices', price)).json).toMatchObject({ code: 'tier-unknown' });
  });
});
