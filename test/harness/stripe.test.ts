import { Stripe } from 'stripe';
import { expect, test } from 'vitest';
import { startStripe } from '#harness/stripe.js';

test('the local Stripe takes a purchase from the library and tells of it in signed events', async () => {
  const local = await startStripe();
  const { hostname: host, port } = new URL(local.url);
  const client = new Stripe(local.key, { host, port, protocol: 'http', telemetry: false });
  const price = await client.prices.create({
    ...{ currency: 'eur', unit_amount: 990, tax_behavior: 'inclusive' },
    ...{ recurring: { interval: 'month' }, product_data: { name: 'Gold' } },
  });
  const wish = {
    mode: 'subscription' as const,
    line_items: [{ price: price.id, quantity: 1 }],
    ...{ success_url: 'http://127.0.0.1/done?s={CHECKOUT_SESSION_ID}', client_reference_id: '7' },
    subscription_data: { metadata: { account: '7' } },
  };
  const session = await client.checkout.sessions.create(wish, { idempotencyKey: 'one' });
  const again = await client.checkout.sessions.create(wish, { idempotencyKey: 'one' });
  expect(again.id).toBe(session.id);
  const paid = await fetch(session.url ?? '', {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ choice: 'card' }) },
  });
  expect(paid.headers.get('location')).toBe(`http://127.0.0.1/done?s=${session.id}`);
  const [subscription] = (await client.subscriptions.list({ expand: ['data.latest_invoice.payments'] })).data;
  expect(subscription).toMatchObject({ status: 'active', metadata: { account: '7' } });
  expect(subscription?.latest_invoice).toMatchObject({
    status: 'paid',
    payments: { data: [{ status: 'paid' }] },
  });
  expect(local.events.map(({ type }) => type)).toContain('checkout.session.completed');
  await expect(client.subscriptions.retrieve('sub_none')).rejects.toMatchObject({ code: 'resource_missing' });
});

test('the local Stripe fails as often as it is told to, and the library tries again', async () => {
  const local = await startStripe();
  const { hostname: host, port } = new URL(local.url);
  const client = new Stripe(local.key, {
    host,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 2,
  });
  local.failNext(500, 1);
  await client.customers.create({ email: 'ada@reader.example' });
  expect(local.asked).toHaveLength(2);
  expect(local.asked[0]?.key).toBe(local.asked[1]?.key);
});
