import type { Stripe } from 'stripe';
import type { Membership } from '../membership.ts';
import type { Payment } from '../payment.ts';
import type { PriceChange } from '../provider.ts';
import { getTier } from '../tier.sql.ts';
import { ensurePrice, keyOf } from './catalogue.io.ts';
import { ask, find, openClient } from './client.io.ts';
import { idOf, marks } from './facts.ts';
import type { StripeHouse } from './house.ts';
import { findIntent } from './once.io.ts';

/** The subscription as it is now; undefined where it is over there already, so that nothing is left to do. */
async function findRunning(client: Stripe, one: Membership): Promise<Stripe.Subscription | undefined> {
  const { ref } = one;
  if (ref === null) return undefined;
  const found = await find(() => client.subscriptions.retrieve(ref));
  return found && !/^(?:canceled|incomplete_expired)$/.test(found.status) ? found : undefined;
}

/** Charges no more after this period; where the period is not paid, it ends at once. */
export async function cancelAtEnd(house: StripeHouse, one: Membership): Promise<void> {
  const client = await openClient(house.settings());
  const running = await findRunning(client, one);
  if (!running) return;
  const isUnpaid = /^(?:past_due|unpaid|incomplete|paused)$/.test(running.status);
  if (isUnpaid) await ask(() => client.subscriptions.cancel(running.id));
  else await ask(() => client.subscriptions.update(running.id, { cancel_at_period_end: true }));
}

export async function keepOn(house: StripeHouse, one: Membership): Promise<void> {
  const client = await openClient(house.settings());
  const running = await findRunning(client, one);
  if (running) await ask(() => client.subscriptions.update(running.id, { cancel_at_period_end: false }));
}

export async function endNow(house: StripeHouse, one: Membership): Promise<void> {
  const client = await openClient(house.settings());
  const running = await findRunning(client, one);
  if (running) await ask(() => client.subscriptions.cancel(running.id));
}

/** Stripe charges nothing during a trial, so what is given or moved is one that ends when it is to charge again. */
export async function chargeFrom(house: StripeHouse, one: Membership, paidUntil: number): Promise<void> {
  const client = await openClient(house.settings());
  const running = await findRunning(client, one);
  if (!running) return;
  const soon = Math.floor(house.clock().getTime() / 1000) + 60;
  const at = Math.floor(paidUntil / 1000);
  const wish = { trial_end: at > soon ? at : ('now' as const), proration_behavior: 'none' as const };
  await ask(() => client.subscriptions.update(running.id, wish));
}

/**
 * Goes over to another price. 'now': exactly what the page said is charged, so Stripe's own reckoning is left out and
 * the sum put in as a line. 'period-end': the new price is charged from the next period on.
 */
export async function changePrice(
  house: StripeHouse,
  one: Membership,
  { price, when, dueMinor }: PriceChange,
): Promise<void> {
  const client = await openClient(house.settings());
  const running = await findRunning(client, one);
  const item = running?.items.data[0];
  if (!running || !item) return;
  const tier = await getTier(house.store.db, price.tier);
  const ref = await ensurePrice(house, client, { price, tier });
  if (item.price.id === ref) return;
  const isSamePeriod = item.price.recurring?.interval === price.period;
  const later = { trial_end: item.current_period_end };
  const wish: Stripe.SubscriptionUpdateParams = {
    items: [{ id: item.id, price: ref }],
    proration_behavior: 'none',
    // A period of another length begins at once, unless it is held back until what is paid is used up.
    ...(when === 'period-end' && !isSamePeriod ? later : {}),
  };
  const extraMinor = when === 'now' ? dueMinor - (isSamePeriod ? 0 : price.amountMinor) : 0;
  const line = { running, name: tier.name, amount: extraMinor };
  const key = keyOf('change', { ref: running.id, from: item.price.id, to: ref, at: one.changedAt });
  if (extraMinor !== 0) await addLine(client, line, `${key}-line`);
  await ask(() => client.subscriptions.update(running.id, wish, { idempotencyKey: key }));
  if (when === 'now' && isSamePeriod && dueMinor > 0) await chargeLines(client, running, `${key}-bill`);
}

async function addLine(
  client: Stripe,
  { running, name, amount }: { running: Stripe.Subscription; name: string; amount: number },
  idempotencyKey: string,
): Promise<void> {
  const { currency, id: subscription } = running;
  const wish = { customer: idOf(running.customer), subscription, currency, amount, description: name };
  await ask(() => client.invoiceItems.create(wish, { idempotencyKey }));
}

async function chargeLines(
  client: Stripe,
  running: Stripe.Subscription,
  idempotencyKey: string,
): Promise<void> {
  const wish = { customer: idOf(running.customer), subscription: running.id, auto_advance: true };
  const { id } = await ask(() => client.invoices.create(wish, { idempotencyKey }));
  await ask(() => client.invoices.pay(id, {}, { idempotencyKey: `${idempotencyKey}-pay` }));
}

/** Gives money back. */
export async function refund(house: StripeHouse, payment: Payment, amountMinor: number): Promise<void> {
  const { ref } = payment;
  if (ref === null) return;
  const client = await openClient(house.settings());
  const intent = await findIntent(client, ref);
  if (intent === undefined) return;
  const key = keyOf('refund', { payment: ref, before: payment.refundedMinor, amountMinor });
  const wish = {
    ...{ payment_intent: intent, amount: amountMinor, reason: 'requested_by_customer' as const },
    metadata: { [marks.refund]: String(payment.id) },
  };
  await ask(() => client.refunds.create(wish, { idempotencyKey: key }));
}

/** Stripe's page on which somebody sees and changes their card. */
export async function portalOf(
  house: StripeHouse,
  one: Membership,
  back: string,
): Promise<string | undefined> {
  const { customer } = one;
  if (customer === null) return undefined;
  const client = await openClient(house.settings());
  const session = await find(() => client.billingPortal.sessions.create({ customer, return_url: back }));
  return session?.url;
}
