import type {
  LocalCharge,
  LocalCoupon,
  LocalIntent,
  LocalInvoice,
  LocalInvoiceItem,
  LocalInvoicePayment,
  LocalPrice,
  LocalRefund,
  LocalSubscription,
} from './shapes.ts';
import { newId, periodAfter, Refused, type World } from './world.ts';

/** How a payment goes: at once, at once but refused, or days later as a direct debit does. */
export type Paying = 'card' | 'declined' | 'debit';

export type SubscriptionWish = {
  customer: string;
  price: string;
  trialDays?: number;
  coupon?: string | null;
  metadata?: Record<string, string>;
};

/** Makes a subscription, its first period and its first invoice. */
export function subscribe(
  world: World,
  wish: SubscriptionWish,
  paying: Exclude<Paying, 'declined'>,
): LocalSubscription {
  const price = world.get<LocalPrice>('price', wish.price);
  const now = world.now();
  const trialEnd = wish.trialDays ? now + wish.trialDays * 86_400 : null;
  const id = newId('sub');
  const end = trialEnd ?? periodAfter(now, price.recurring);
  const subscription: LocalSubscription = {
    ...{ id, object: 'subscription', customer: wish.customer, created: now, start_date: now },
    ...{ billing_cycle_anchor: trialEnd ?? now, collection_method: 'charge_automatically' },
    ...{ cancel_at: null, cancel_at_period_end: false, canceled_at: null, cancellation_details: null },
    ...{ currency: price.currency, default_payment_method: 'pm_local', ended_at: null, livemode: false },
    ...{ latest_invoice: null, metadata: wish.metadata ?? {}, pause_collection: null },
    ...{
      discounts: wish.coupon ? [wish.coupon] : [],
      trial_start: trialEnd ? now : null,
      trial_end: trialEnd,
    },
    status: trialEnd ? 'trialing' : 'active',
    items: {
      ...{ object: 'list', has_more: false, url: `/v1/subscription_items?subscription=${id}` },
      data: [
        {
          ...{
            id: newId('si'),
            object: 'subscription_item',
            metadata: {},
            subscription: id,
            quantity: 1,
            price,
          },
          ...{ current_period_start: now, current_period_end: end },
        },
      ],
    },
  };
  world.add(subscription);
  world.tell('customer.subscription.created', subscription);
  const invoice = addInvoice(world, subscription, 'subscription_create', trialEnd !== null);
  payInvoice(world, invoice, paying);
  return subscription;
}

/** The item of a subscription; ours have one. */
export function itemOf(subscription: LocalSubscription): LocalSubscription['items']['data'][number] {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`${subscription.id} has no item.`);
  return item;
}

export function addInvoice(
  world: World,
  subscription: LocalSubscription,
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'manual',
  free = false,
): LocalInvoice {
  const { price, current_period_start: start, current_period_end: end } = itemOf(subscription);
  const id = newId('in');
  const period = free ? 0 : discounted(world, subscription, price.unit_amount);
  const total = Math.max(0, period + takeItems(world, subscription.id, id));
  const count = world.list<LocalInvoice>('invoice').length + 1;
  const invoice: LocalInvoice = {
    ...{ id, object: 'invoice', customer: subscription.customer, created: world.now() },
    ...{ amount_due: total, amount_paid: 0, amount_remaining: total, attempt_count: 0, attempted: false },
    ...{ billing_reason: reason, currency: price.currency, hosted_invoice_url: null, metadata: {} },
    ...{ next_payment_attempt: null, number: `LOCAL-${String(count).padStart(4, '0')}` },
    ...{ period_start: start, period_end: end, status: 'open', subtotal: price.unit_amount, total },
    status_transitions: {
      ...{ finalized_at: world.now(), marked_uncollectible_at: null, paid_at: null, voided_at: null },
    },
    total_taxes: [],
    parent: {
      ...{ type: 'subscription_details', quote_details: null },
      subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
    },
    lines: {
      ...{ object: 'list', has_more: false, url: `/v1/invoices/${id}/lines` },
      data: [
        {
          ...{ id: newId('il'), object: 'line_item', amount: total, currency: price.currency },
          ...{ description: price.nickname ?? 'Membership', period: { start, end } },
          pricing: { type: 'price_details', price_details: { price: price.id, product: price.product } },
        },
      ],
    },
  };
  world.add(invoice);
  subscription.latest_invoice = id;
  world.tell('invoice.created', invoice);
  world.tell('invoice.finalized', invoice);
  return invoice;
}

/** What was waiting to be put on the next invoice. */
function takeItems(world: World, subscription: string, invoice: string): number {
  const waiting = world
    .list<LocalInvoiceItem>('invoiceitem')
    .filter((one) => one.subscription === subscription && one.invoice === null);
  for (const one of waiting) one.invoice = invoice;
  return waiting.reduce((sum, { amount }) => sum + amount, 0);
}

function discounted(world: World, { discounts }: LocalSubscription, amount: number): number {
  const [id] = discounts;
  const coupon = id ? world.find<LocalCoupon>('coupon', id) : undefined;
  if (!coupon) return amount;
  if (coupon.percent_off) return amount - Math.round((amount * coupon.percent_off) / 100);
  return Math.max(0, amount - (coupon.amount_off ?? 0));
}

/** Tries to have an invoice paid. What is free is paid at once. */
export function payInvoice(world: World, invoice: LocalInvoice, paying: Paying): void {
  if (invoice.amount_due === 0) {
    markPaid(world, invoice);
    return;
  }
  const intent = intentOf(world, invoice) ?? addIntent(world, invoice);
  invoice.attempted = true;
  invoice.attempt_count += 1;
  if (paying === 'declined')
    failInvoice(world, invoice, 'card_declined', 'Your card has insufficient funds.');
  else if (paying === 'debit')
    Object.assign(intent, { status: 'processing', payment_method_types: ['sepa_debit'] });
  else settleIntent(world, invoice, intent);
}

/** A payment that was under way arrives. */
export function settleInvoice(world: World, invoice: LocalInvoice): void {
  const intent = intentOf(world, invoice);
  if (!intent) throw new Error(`Nothing is under way for ${invoice.id}.`);
  settleIntent(world, invoice, intent);
}

function settleIntent(world: World, invoice: LocalInvoice, intent: LocalIntent): void {
  const { currency, amount_due: amount, customer } = invoice;
  const charge: LocalCharge = {
    ...{ id: newId('ch'), object: 'charge', amount, amount_refunded: 0, created: world.now(), currency },
    ...{
      customer,
      disputed: false,
      paid: true,
      payment_intent: intent.id,
      refunded: false,
      status: 'succeeded',
    },
  };
  world.add(charge);
  Object.assign(intent, { status: 'succeeded', amount_received: amount, latest_charge: charge.id });
  world.tell('charge.succeeded', charge);
  markPaid(world, invoice);
}

function markPaid(world: World, invoice: LocalInvoice): void {
  const paid = { status: 'paid', amount_paid: invoice.amount_due, amount_remaining: 0 };
  Object.assign(invoice, paid, { next_payment_attempt: null });
  invoice.status_transitions.paid_at = world.now();
  for (const payment of paymentsOf(world, invoice.id)) {
    Object.assign(payment, { status: 'paid', amount_paid: invoice.amount_due });
  }
  const subscription = subscriptionOf(world, invoice);
  if (/^(?:past_due|unpaid|incomplete)$/.test(subscription.status))
    change(world, subscription, { status: 'active' });
  world.tell('invoice.paid', invoice);
  world.tell('invoice.payment_succeeded', invoice);
}

/** A payment is refused; the subscription is past due. */
export function failInvoice(world: World, invoice: LocalInvoice, code: string, message: string): void {
  const intent = intentOf(world, invoice) ?? addIntent(world, invoice);
  const decline = code === 'card_declined' ? 'insufficient_funds' : null;
  const error = { type: 'card_error', code, decline_code: decline, message };
  Object.assign(intent, { status: 'requires_payment_method', last_payment_error: error });
  invoice.next_payment_attempt = world.now() + 3 * 86_400;
  change(world, subscriptionOf(world, invoice), { status: 'past_due' });
  world.tell('invoice.payment_failed', invoice);
}

function addIntent(world: World, invoice: LocalInvoice): LocalIntent {
  const { currency, amount_due: amount, customer } = invoice;
  const created = world.now();
  const intent = world.add<LocalIntent>({
    ...{ id: newId('pi'), object: 'payment_intent', amount, amount_received: 0, created, currency, customer },
    ...{
      last_payment_error: null,
      latest_charge: null,
      payment_method_types: ['card'],
      status: 'processing',
    },
  });
  world.add<LocalInvoicePayment>({
    ...{
      id: newId('inpay'),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: amount,
      created,
    },
    ...{ currency, invoice: invoice.id, is_default: true, status: 'open' },
    payment: { type: 'payment_intent', payment_intent: intent.id },
  });
  return intent;
}

export function paymentsOf(world: World, invoice: string): LocalInvoicePayment[] {
  return world.list<LocalInvoicePayment>('invoice_payment').filter((one) => one.invoice === invoice);
}

function intentOf(world: World, invoice: LocalInvoice): LocalIntent | undefined {
  const [payment] = paymentsOf(world, invoice.id);
  return payment && world.get<LocalIntent>('payment_intent', payment.payment.payment_intent);
}

export function subscriptionOf(world: World, invoice: LocalInvoice): LocalSubscription {
  return world.get('subscription', invoice.parent.subscription_details.subscription);
}

/** Changes a subscription, and tells what it was before. */
export function change(
  world: World,
  subscription: LocalSubscription,
  changes: Partial<LocalSubscription>,
): void {
  const names = Object.keys(changes) as (keyof LocalSubscription)[];
  const before = Object.fromEntries(names.map((name) => [name, subscription[name]]));
  Object.assign(subscription, changes);
  world.tell('customer.subscription.updated', subscription, before);
}

/** The period ends: it is over where it was cancelled, otherwise the next begins and is to be paid. */
export function renewSubscription(world: World, subscription: LocalSubscription, paying: Paying): void {
  const item = itemOf(subscription);
  if (subscription.cancel_at_period_end) {
    endSubscription(world, subscription);
    return;
  }
  const start = item.current_period_end;
  Object.assign(item, {
    current_period_start: start,
    current_period_end: periodAfter(start, item.price.recurring),
  });
  change(world, subscription, { status: 'active' });
  payInvoice(world, addInvoice(world, subscription, 'subscription_cycle'), paying);
}

export function endSubscription(
  world: World,
  subscription: LocalSubscription,
  reason = 'cancellation_requested',
): void {
  if (subscription.status === 'canceled') {
    const message = `No such subscription: '${subscription.id}'`;
    throw new Refused(404, { type: 'invalid_request_error', code: 'resource_missing', message });
  }
  const now = world.now();
  Object.assign(subscription, {
    ...{ status: 'canceled', ended_at: now, canceled_at: subscription.canceled_at ?? now },
    cancellation_details: { comment: null, feedback: null, reason },
  });
  world.tell('customer.subscription.deleted', subscription);
}

export function refundCharge(
  world: World,
  charge: LocalCharge,
  {
    amount = charge.amount - charge.amount_refunded,
    metadata = {},
  }: { amount?: number | undefined; metadata?: Record<string, string> } = {},
): LocalRefund {
  if (amount > charge.amount - charge.amount_refunded || amount <= 0) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge.`;
    throw new Refused(400, { type: 'invalid_request_error', code: 'charge_already_refunded', message });
  }
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  const refund = world.add<LocalRefund>({
    ...{
      id: newId('re'),
      object: 'refund',
      amount,
      created: world.now(),
      currency: charge.currency,
      metadata,
    },
    ...{ reason: 'requested_by_customer', status: 'succeeded', charge: charge.id },
    payment_intent: charge.payment_intent,
  });
  world.tell('refund.created', refund);
  world.tell('charge.refunded', charge);
  return refund;
}
