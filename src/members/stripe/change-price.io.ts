import type { Stripe } from 'stripe';
import type { Membership } from '../membership.ts';
import type { PriceChange } from '../provider.ts';
import { getTier } from '../tier.sql.ts';
import { ensurePrice, keyOf } from './catalogue.io.ts';
import { ask, find, openClient } from './client.io.ts';
import { idOf } from './facts.ts';
import type { StripeHouse } from './house.ts';
import { findRunning } from './running.io.ts';

const MINUTE_MS = 60_000;

type Change = {
  readonly client: Stripe;
  readonly running: Stripe.Subscription;
  /** Of the subscription's one item, and of what it is to pay from then on. */
  readonly item: string;
  readonly ref: string;
  readonly name: string;
  readonly key: string;
};

/**
 * Goes over to another price. 'now': exactly what the page said is charged, so Stripe's own reckoning is left out and the
 * sum put in as a line; where it cannot be collected, nothing has changed. 'period-end': the new price is charged from the
 * next period on.
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
  // Whoever tries again with another card a minute later is not answered with the refusal of before.
  const minute = Math.floor(house.clock().getTime() / MINUTE_MS);
  const key = keyOf('change', { ref: running.id, from: item.price.id, to: ref, minute });
  const change: Change = { client, running, item: item.id, ref, name: tier.name, key };
  const isSamePeriod = item.price.recurring?.interval === price.period;
  if (when === 'now') {
    if (isSamePeriod) await changeWithin(change, dueMinor);
    else await changeLength(change, { amountMinor: price.amountMinor, dueMinor });
    return;
  }
  // A period of another length would begin at once: it is held back until what is paid is used up.
  await switchTo(change, isSamePeriod ? {} : { trial_end: item.current_period_end });
}

/** The period stays: what is due for the rest of it is collected first. */
async function changeWithin(change: Change, dueMinor: number): Promise<void> {
  const { client, running, key } = change;
  if (dueMinor > 0) {
    const line = await addLine(change, dueMinor);
    const wish: Stripe.InvoiceCreateParams = {
      ...{ customer: idOf(running.customer), subscription: running.id, auto_advance: false },
      pending_invoice_items_behavior: 'include',
    };
    const { id } = await ask(() => client.invoices.create(wish, { idempotencyKey: `${key}-bill` }));
    try {
      await ask(() => client.invoices.finalizeInvoice(id, { auto_advance: false }));
      await ask(() => client.invoices.pay(id, {}, { idempotencyKey: `${key}-pay` }));
    } catch (error) {
      await find(() => client.invoices.voidInvoice(id)).catch(() => undefined);
      await find(() => client.invoiceItems.del(line)).catch(() => undefined);
      throw error;
    }
  }
  await switchTo(change, {});
}

/** Another length of period begins now at its full price; what is left of the old one is a line below nothing. */
async function changeLength(
  change: Change,
  { amountMinor, dueMinor }: { amountMinor: number; dueMinor: number },
): Promise<void> {
  const credit = dueMinor - amountMinor;
  const line = credit === 0 ? undefined : await addLine(change, credit);
  try {
    await switchTo(change, { payment_behavior: 'error_if_incomplete' });
  } catch (error) {
    if (line !== undefined) await find(() => change.client.invoiceItems.del(line)).catch(() => undefined);
    throw error;
  }
}

async function switchTo(
  { client, running, item, ref, key }: Change,
  more: Stripe.SubscriptionUpdateParams,
): Promise<void> {
  const wish = { items: [{ id: item, price: ref }], proration_behavior: 'none' as const, ...more };
  await ask(() => client.subscriptions.update(running.id, wish, { idempotencyKey: key }));
}

/** returns  its id */
async function addLine({ client, running, name, key }: Change, amount: number): Promise<string> {
  const { currency, id: subscription } = running;
  const wish = { customer: idOf(running.customer), subscription, currency, amount, description: name };
  return (await ask(() => client.invoiceItems.create(wish, { idempotencyKey: `${key}-line` }))).id;
}
