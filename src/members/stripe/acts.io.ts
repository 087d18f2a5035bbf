import type { Membership } from '../membership.ts';
import type { Payment } from '../payment.ts';
import { keyOf } from './catalogue.io.ts';
import { ask, find, openClient } from './client.io.ts';
import { marks } from './facts.ts';
import type { StripeHouse } from './house.ts';
import { findIntent } from './once.io.ts';
import { findRunning } from './running.io.ts';

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
  if (!running) return;
  // Stripe's own pages may have set a day instead of the end of the period.
  const wish = running.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' as const };
  await ask(() => client.subscriptions.update(running.id, wish));
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
