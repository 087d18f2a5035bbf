import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import { startStripe } from '#harness/stripe.js';
import { fallAsleep } from '#store/asleep.sql.js';
import { addCustomer, addPrice } from '../../test/harness/stripe/answers.ts';
import {
  endSubscription,
  refundCharge,
  renewSubscription,
  subscribe,
} from '../../test/harness/stripe/billing.ts';
import type { LocalCharge } from '../../test/harness/stripe/shapes.ts';
import { listPayments } from './payment.sql.ts';
import { stripeProvider } from './stripe.io.ts';
import { importStripe } from './stripe-import.io.ts';
import { reconcileTonight } from './stripe-night.job.ts';
import { reconcileStripe } from './stripe-reconcile.io.ts';
import { newStripeHere } from './testing/stripe-house.ts';

const START = '2026-03-01T10:00:00Z';

async function openShop(open: OpenStore) {
  const time = { now: new Date(START) };
  const local = await startStripe(() => time.now);
  const here = await newStripeHere(await open(), local, time);
  const { tier, price, account, clock } = here;
  const buy = async () => {
    const payer = { account, email: 'rosa@reader.example', name: 'Rosa Reader', language: 'en' };
    const back = { done: 'http://paper.example/done', given: 'http://paper.example/join' };
    const wish = { payer, tier, price, offer: null, trialUntil: null, story: null, back };
    const { to } = await stripeProvider(here).checkout(wish, clock());
    await fetch(to, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ choice: 'card' }) });
    const [bought] = local.world.list<Parameters<typeof renewSubscription>[1]>('subscription');
    if (!bought) throw new Error('Nothing was bought.');
    return bought;
  };
  /** A subscription that ran at Stripe before the paper moved here. */
  const older = (amount: number, interval: 'month' | 'year' | 'week', email: string) => {
    const recurring = { interval };
    const ref = addPrice(local.world, {
      currency: 'eur',
      unit_amount: String(amount),
      recurring,
      product: 'prod_old',
    });
    const customer = addCustomer(local.world, { email, name: 'Otto Older' });
    return { ref, customer, one: subscribe(local.world, { customer: customer.id, price: ref.id }, 'card') };
  };
  return { here, local, buy, older };
}

onBothDatabases('comparing with Stripe', (open) => {
  test('what webhooks did not tell is set right: a purchase, a renewal, an end, money given back', async () => {
    const { here, local, buy } = await openShop(open);
    const subscription = await buy();
    expect(await reconcileStripe(here)).toMatchObject({ checked: 1, set: 1, differ: [] });
    expect(await reconcileStripe(here)).toMatchObject({ checked: 1, set: 0, differ: [] });
    here.at('2026-04-01T10:00:00Z');
    renewSubscription(local.world, subscription, 'card');
    expect(await reconcileStripe(here)).toMatchObject({ set: 1 });
    expect(await here.held()).toMatchObject([{ paidUntil: Date.parse('2026-05-01T10:00:00Z') }]);
    const [charge] = local.world.list<LocalCharge>('charge') as [LocalCharge];
    refundCharge(local.world, charge);
    expect(await reconcileStripe(here)).toMatchObject({ set: 1 });
    expect((await listPayments(here.store.db, { account: here.account })).map(({ state }) => state)).toEqual([
      'refunded',
      'paid',
    ]);
    endSubscription(local.world, subscription);
    expect(await reconcileStripe(here)).toMatchObject({ set: 1 });
    expect(await here.held()).toMatchObject([{ state: 'ended' }]);
    expect(await reconcileStripe(here)).toMatchObject({ checked: 1, set: 0, differ: [] });
  });

  test('where nothing differs, a hundred members are compared with a handful of questions', async () => {
    const { here, local, older } = await openShop(open);
    const first = older(500, 'month', 'otto-0@reader.example');
    const lines = [first.one.id];
    for (let count = 1; count < 120; count += 1) {
      const customer = addCustomer(local.world, { email: `otto-${count}@reader.example` });
      lines.push(subscribe(local.world, { customer: customer.id, price: first.ref.id }, 'card').id);
    }
    const file = Buffer.from(`subscription\n${lines.join('\n')}\n`);
    const done = await importStripe(here, file, { prices: { [first.ref.id]: 'gold' }, isDry: false });
    expect(done).toEqual({ lines: 120, taken: 120, known: 0, left: [] });
    local.asked.length = 0;
    expect(await reconcileStripe(here)).toMatchObject({ checked: 120, set: 0, differ: [] });
    expect(local.asked.length).toBeLessThan(6);
  });

  test('what people must decide is listed: nobody knows whose it is, or Stripe knows nothing of it', async () => {
    const { here, local, buy, older } = await openShop(open);
    const subscription = await buy();
    await reconcileStripe(here);
    local.world.things.delete(subscription.id);
    const { one, ref } = older(990, 'month', 'otto@reader.example');
    await here.store.db.insertInto('price').values(priceRow(here.tier.id, ref.id)).execute();
    older(4900, 'year', 'shop@reader.example');
    const { differ, others } = await reconcileStripe(here);
    expect(differ.map(({ kind, ref: about }) => [kind, about])).toEqual([
      ['gone-at-stripe', subscription.id],
      ['not-ours', one.id],
    ]);
    expect(others).toBe(1);
    expect(await here.held()).toMatchObject([{ state: 'running' }]);
  });

  test('at night it is compared once, from three by the clocks of the paper, and never where no key is set', async () => {
    const { here, local } = await openShop(open);
    here.at('2026-03-02T01:30:00Z');
    expect(await reconcileTonight(here)).toBe(false);
    here.at('2026-03-02T02:00:00Z');
    expect(await reconcileTonight(here)).toBe(true);
    expect(await reconcileTonight(here)).toBe(false);
    here.at('2026-03-03T05:00:00Z');
    local.failNext(400, 1);
    expect(await reconcileTonight(here)).toBe(false);
    expect(await reconcileTonight(here)).toBe(true);
    const settings = () => ({ ...here.settings(), stripeKey: '' });
    here.at('2026-03-04T05:00:00Z');
    expect(await reconcileTonight({ ...here, settings })).toBe(false);
  });

  test('a copy that is asleep asks Stripe nothing and takes nobody to a checkout', async () => {
    const { here, local, buy } = await openShop(open);
    await here.store.db.transaction().execute((tx) => fallAsleep(tx, here.clock()));
    await expect(reconcileStripe(here)).rejects.toMatchObject({ code: 'stripe-asleep' });
    await expect(buy()).rejects.toMatchObject({ code: 'stripe-asleep' });
    expect(local.asked).toEqual([]);
  });
});

onBothDatabases('moving in from Stripe', (open) => {
  test('running subscriptions move in unnoticed, and again changes nothing', async () => {
    const { here, local, older } = await openShop(open);
    const monthly = older(500, 'month', 'Otto@reader.example');
    const yearly = older(5000, 'year', 'ida@reader.example');
    const late = older(500, 'month', 'late@reader.example');
    here.at('2026-04-01T10:00:00Z');
    renewSubscription(local.world, late.one, 'declined');
    const prices = { [monthly.ref.id]: 'gold', [yearly.ref.id]: 'gold', [late.ref.id]: 'gold' };
    const before = local.events.length;
    const file = Buffer.from(
      [
        'id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at',
        `1,otto@reader.example,Otto Older,,true,false,${monthly.customer.id},2024-01-01`,
        `2,,,,true,false,${yearly.customer.id},2024-01-01`,
        `3,late@reader.example,Lena Late,,true,false,${late.customer.id},2024-01-01`,
        '4,free@reader.example,Frida Free,,true,false,,2024-01-01',
        '5,gone@reader.example,Greta Gone,,true,false,cus_gone12345,2024-01-01',
      ].join('\n'),
    );
    const done = await importStripe(here, file, { prices, isDry: false });
    expect(done).toMatchObject({ lines: 5, taken: 3, known: 0 });
    expect(done.left.map(({ line, why }) => [line, why])).toEqual([
      [5, 'It names no customer and no subscription.'],
      [6, 'This customer has no running subscription.'],
    ]);
    const rows = await here.store.db
      .selectFrom('membership')
      .innerJoin('account', 'account.id', 'membership.account_id')
      .select(['email', 'state', 'source', 'paid_until'])
      .orderBy('email')
      .execute();
    expect(rows.map(({ email, state }) => [email, state])).toEqual([
      ['ida@reader.example', 'running'],
      ['late@reader.example', 'grace'],
      ['otto@reader.example', 'running'],
    ]);
    expect(rows[0]?.paid_until).toBe(Date.parse('2027-03-01T10:00:00Z'));
    const letters = await here.store.db.selectFrom('letter').select('id').execute();
    const receipts = await here.store.db.selectFrom('receipt').select('number').execute();
    expect([letters, receipts]).toEqual([[], []]);
    expect(local.events).toHaveLength(before);
    expect(await importStripe(here, file, { prices, isDry: false })).toMatchObject({ taken: 0, known: 3 });
  });

  test('a line is not taken where its price is unknown, its period is other, or its ids are wrong', async () => {
    const { here, older } = await openShop(open);
    const unknown = older(500, 'month', 'otto@reader.example');
    const weekly = older(200, 'week', 'wim@reader.example');
    const file = Buffer.from(
      `subscription;customer\n${unknown.one.id};\n${weekly.one.id};\nsub_none;\nin_1234;\n${unknown.one.id};${weekly.customer.id}\n`,
    );
    const { taken, left } = await importStripe(here, file, { prices: {}, isDry: false });
    expect(taken).toBe(0);
    expect(left.map(({ why }) => why)).toEqual([
      `No tier is known for its price: add --map ${unknown.ref.id}=TIER.`,
      `Its period is neither a month nor a year (${weekly.ref.id}).`,
      'Stripe knows no such subscription.',
      '"in_1234" is no subscription of Stripe, which begins with sub_.',
      'The subscription belongs to another customer.',
    ]);
    const wrong = importStripe(here, Buffer.from('name,city\nAda,Bern\n'), { prices: {}, isDry: false });
    await expect(wrong).rejects.toMatchObject({ code: 'file-not-read' });
  });

  test("Stripe's own list of subscriptions is read by its heads, and a dry run writes nothing", async () => {
    const { here, older } = await openShop(open);
    const { one, ref, customer } = older(500, 'month', 'otto@reader.example');
    const file = Buffer.from(
      `id,Customer ID,Customer Description,Customer Email,Plan,Status\n${one.id},${customer.id},,otto@reader.example,${ref.id},active\n`,
    );
    const dry = await importStripe(here, file, { prices: { [ref.id]: 'gold' }, isDry: true });
    expect(dry).toMatchObject({ taken: 1, left: [] });
    expect(await here.store.db.selectFrom('membership').select('id').execute()).toEqual([]);
    const done = await importStripe(here, file, { prices: { [ref.id]: 'gold' }, isDry: false });
    expect(done).toMatchObject({ taken: 1, left: [] });
  });
});

function priceRow(tier: number, ref: string) {
  const money = { currency: 'EUR', amount_minor: 990, tax_bp: 0, trial_days: 0 };
  const times = { made_at: 0, ended_at: 0 };
  return {
    tier_id: tier,
    period: 'month' as const,
    ...money,
    state: 'former' as const,
    provider_ref: ref,
    ...times,
  };
}
