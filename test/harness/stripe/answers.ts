import {
  addInvoice,
  change,
  endSubscription,
  itemOf,
  payInvoice,
  paymentsOf,
  refundCharge,
  subscriptionOf,
} from './billing.ts';
import { type Form, formOf, formsOf, metadataOf, numberOf, textOf, textsOf } from './form.ts';
import type {
  LocalCharge,
  LocalCoupon,
  LocalCustomer,
  LocalIntent,
  LocalInvoice,
  LocalInvoiceItem,
  LocalInvoicePayment,
  LocalPortal,
  LocalPrice,
  LocalProduct,
  LocalRefund,
  LocalSession,
  LocalSubscription,
  LocalThing,
} from './shapes.ts';
import { newId, periodAfter, Refused, type World } from './world.ts';

/** One question to the API. `path` without /v1 and query. */
export type Question = { method: string; path: string; form: Form; url: string };

type Answer = (world: World, question: Question, id: string) => object;

/** Every address that is answered: method, form of the path, what it does. */
const answers: readonly (readonly [string, RegExp, Answer])[] = [
  ['POST', /^\/customers$/, (world, { form }) => addCustomer(world, form)],
  ['GET', /^\/customers\/([^/]+)$/, (world, _, id) => world.get<LocalCustomer>('customer', id)],
  ['POST', /^\/customers\/([^/]+)$/, (world, { form }, id) => changeCustomer(world, id, form)],
  ['DELETE', /^\/customers\/([^/]+)$/, (world, _, id) => deleteCustomer(world, id)],
  ['POST', /^\/products$/, (world, { form }) => addProduct(world, form)],
  ['GET', /^\/products\/([^/]+)$/, (world, _, id) => world.get<LocalProduct>('product', id)],
  ['POST', /^\/prices$/, (world, { form }) => addPrice(world, form)],
  ['GET', /^\/prices\/([^/]+)$/, (world, _, id) => world.get<LocalPrice>('price', id)],
  ['GET', /^\/prices$/, (world, question) => page(world.list<LocalPrice>('price'), question)],
  ['POST', /^\/coupons$/, (world, { form }) => addCoupon(world, form)],
  ['GET', /^\/coupons\/([^/]+)$/, (world, _, id) => world.get<LocalCoupon>('coupon', id)],
  ['GET', /^\/checkout\/sessions$/, listSessions],
  ['POST', /^\/checkout\/sessions$/, (world, { form, url }) => addSession(world, form, url)],
  [
    'GET',
    /^\/checkout\/sessions\/([^/]+)$/,
    (world, _, id) => world.get<LocalSession>('checkout.session', id),
  ],
  ['GET', /^\/subscriptions$/, listSubscriptions],
  ['GET', /^\/subscriptions\/([^/]+)$/, (world, _, id) => world.get<LocalSubscription>('subscription', id)],
  ['POST', /^\/subscriptions\/([^/]+)$/, (world, { form }, id) => changeSubscription(world, id, form)],
  ['DELETE', /^\/subscriptions\/([^/]+)$/, (world, _, id) => cancelSubscription(world, id)],
  ['GET', /^\/invoices$/, listInvoices],
  ['GET', /^\/invoices\/([^/]+)$/, (world, _, id) => world.get<LocalInvoice>('invoice', id)],
  ['POST', /^\/invoiceitems$/, (world, { form }) => addInvoiceItem(world, form)],
  ['POST', /^\/invoices$/, (world, { form }) => addLoneInvoice(world, form)],
  ['DELETE', /^\/invoiceitems\/([^/]+)$/, (world, _, id) => deleteInvoiceItem(world, id)],
  ['POST', /^\/invoices\/([^/]+)\/finalize$/, (world, _, id) => world.get<LocalInvoice>('invoice', id)],
  ['POST', /^\/invoices\/([^/]+)\/void$/, (world, _, id) => voidInvoice(world, id)],
  ['POST', /^\/invoices\/([^/]+)\/pay$/, (world, _, id) => payLoneInvoice(world, id)],
  ['GET', /^\/invoice_payments$/, listInvoicePayments],
  ['GET', /^\/payment_intents\/([^/]+)$/, (world, _, id) => world.get<LocalIntent>('payment_intent', id)],
  ['GET', /^\/charges\/([^/]+)$/, (world, _, id) => world.get<LocalCharge>('charge', id)],
  ['GET', /^\/refunds$/, (world, question) => page(world.list<LocalRefund>('refund'), question)],
  ['POST', /^\/refunds$/, (world, { form }) => addRefund(world, form)],
  ['POST', /^\/billing_portal\/sessions$/, (world, { form, url }) => addPortal(world, form, url)],
];

/** Answers a question of the library, with what `expand` asks for. throws  Refused */
export function answer(world: World, question: Question): object {
  for (const [method, pattern, work] of answers) {
    const match = method === question.method ? pattern.exec(question.path) : null;
    if (!match) continue;
    const found = structuredClone(work(world, question, decodeURIComponent(match[1] ?? '')));
    for (const path of textsOf(question.form, 'expand')) expand(world, found, path.split('.'));
    return found;
  }
  const message = `Unrecognized request URL (${question.method}: /v1${question.path}).`;
  throw new Refused(404, { type: 'invalid_request_error', message });
}

/** Puts objects in place of ids, along a path. */
function expand(world: World, holder: object, [name = '', ...rest]: string[]): void {
  const fields = holder as Record<string, unknown>;
  if (fields.object === 'invoice' && name === 'payments')
    fields.payments = paymentsList(world, String(fields.id));
  const value = fields[name];
  const found = typeof value === 'string' ? world.things.get(value) : undefined;
  if (found) fields[name] = structuredClone(found);
  const inner = fields[name];
  if (rest.length === 0 || typeof inner !== 'object' || inner === null) return;
  if (Array.isArray(inner)) for (const one of inner as object[]) expand(world, one, rest);
  else expand(world, inner, rest);
}

function paymentsList(world: World, invoice: string): object {
  const data = paymentsOf(world, invoice).map((one) => structuredClone(one));
  return { object: 'list', data, has_more: false, url: `/v1/invoice_payments?invoice=${invoice}` };
}

function page(all: readonly LocalThing[], { path, form }: Question): object {
  const limit = Math.min(100, numberOf(form, 'limit') ?? 10);
  const after = textOf(form, 'starting_after');
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(from, from + limit);
  return { object: 'list', data, has_more: from + limit < all.length, url: `/v1${path}` };
}

function need(form: Form, name: string): string {
  const value = textOf(form, name);
  if (value) return value;
  const message = `Missing required param: ${name}.`;
  throw new Refused(400, { type: 'invalid_request_error', code: 'parameter_missing', param: name, message });
}

export function addCustomer(world: World, form: Form): LocalCustomer {
  const customer = world.add<LocalCustomer>({
    ...{ id: newId('cus'), object: 'customer', created: world.now(), livemode: false, currency: null },
    ...{
      email: textOf(form, 'email') ?? null,
      name: textOf(form, 'name') ?? null,
      metadata: metadataOf(form),
    },
  });
  world.tell('customer.created', customer);
  return customer;
}

function changeCustomer(world: World, id: string, form: Form): LocalCustomer {
  const customer = world.get<LocalCustomer>('customer', id);
  const email = textOf(form, 'email');
  if (email !== undefined) customer.email = email;
  Object.assign(customer.metadata, metadataOf(form));
  world.tell('customer.updated', customer);
  return customer;
}

export function deleteCustomer(world: World, id: string): object {
  const customer = world.get<LocalCustomer>('customer', id);
  for (const one of world.list<LocalSubscription>('subscription')) {
    if (one.customer === id && one.status !== 'canceled') endSubscription(world, one);
  }
  customer.deleted = true;
  world.tell('customer.deleted', customer);
  return { id, object: 'customer', deleted: true };
}

function addProduct(world: World, form: Form): LocalProduct {
  const metadata = metadataOf(form);
  const common = { object: 'product', active: true, created: world.now(), metadata } as const;
  return world.add({ ...common, id: textOf(form, 'id') ?? newId('prod'), name: need(form, 'name') });
}

export function addPrice(world: World, form: Form): LocalPrice {
  const recurring = formOf(form, 'recurring') ?? {};
  const product = textOf(form, 'product') ?? addProduct(world, formOf(form, 'product_data') ?? {}).id;
  return world.add<LocalPrice>({
    ...{ id: newId('price'), object: 'price', active: true, created: world.now(), type: 'recurring' },
    ...{ currency: need(form, 'currency').toLowerCase(), metadata: metadataOf(form), product },
    ...{ nickname: textOf(form, 'nickname') ?? null, lookup_key: textOf(form, 'lookup_key') ?? null },
    tax_behavior: (textOf(form, 'tax_behavior') ?? 'unspecified') as 'inclusive',
    unit_amount: numberOf(form, 'unit_amount') ?? 0,
    recurring: {
      interval: need(recurring, 'interval') as 'month',
      interval_count: numberOf(recurring, 'interval_count') ?? 1,
      usage_type: 'licensed',
    },
  });
}

function addCoupon(world: World, form: Form): LocalCoupon {
  const id = textOf(form, 'id') ?? newId('co');
  if (world.find<LocalCoupon>('coupon', id)) {
    const message = 'Coupon already exists.';
    throw new Refused(400, { type: 'invalid_request_error', code: 'resource_already_exists', message });
  }
  return world.add<LocalCoupon>({
    ...{
      id,
      object: 'coupon',
      created: world.now(),
      metadata: metadataOf(form),
      times_redeemed: 0,
      valid: true,
    },
    ...{
      amount_off: numberOf(form, 'amount_off') ?? null,
      percent_off: numberOf(form, 'percent_off') ?? null,
    },
    ...{ currency: textOf(form, 'currency') ?? null, name: textOf(form, 'name') ?? null },
    duration: (textOf(form, 'duration') ?? 'once') as 'once',
    duration_in_months: numberOf(form, 'duration_in_months') ?? null,
  });
}

function listSessions(world: World, question: Question): object {
  const intent = textOf(question.form, 'payment_intent');
  const fits = (one: LocalSession) => intent === undefined || one.payment_intent === intent;
  return page(world.list<LocalSession>('checkout.session').filter(fits), question);
}

function addSession(world: World, form: Form, url: string): LocalSession {
  const [line = {}] = formsOf(form, 'line_items');
  if (textOf(form, 'mode') === 'payment') return addOnce(world, form, { url, line });
  const price = world.get<LocalPrice>('price', need(line, 'price'));
  if (form.payment_method_types !== undefined) throw unknownParameter('payment_method_types');
  const data = formOf(form, 'subscription_data') ?? {};
  const [discount = {}] = formsOf(form, 'discounts');
  const id = newId('cs_test');
  const trialEnd = numberOf(data, 'trial_end');
  const trialDays = trialEnd
    ? Math.ceil((trialEnd - world.now()) / 86_400)
    : numberOf(data, 'trial_period_days');
  if (trialEnd !== undefined && trialEnd < world.now() + 2 * 86_400) {
    const message = 'The `trial_end` date has to be at least 2 days in the future.';
    throw new Refused(400, { type: 'invalid_request_error', param: 'subscription_data[trial_end]', message });
  }
  return world.add<LocalSession>({
    ...{ id, object: 'checkout.session', created: world.now(), livemode: false, metadata: metadataOf(form) },
    ...{
      client_reference_id: textOf(form, 'client_reference_id') ?? null,
      customer: textOf(form, 'customer') ?? null,
    },
    ...{ customer_email: textOf(form, 'customer_email') ?? null, expires_at: world.now() + 86_400 },
    ...{
      mode: 'subscription',
      payment_status: 'unpaid',
      status: 'open',
      subscription: null,
      payment_intent: null,
      invoice: null,
    },
    ...{ success_url: need(form, 'success_url'), cancel_url: textOf(form, 'cancel_url') ?? null },
    ...{ url: `${url}/c/pay/${id}`, amount_total: price.unit_amount, currency: price.currency },
    kept: {
      ...{ price: price.id, trialDays: trialDays ?? 0, coupon: textOf(discount, 'coupon') ?? null },
      metadata: metadataOf(data),
    },
  });
}

/** A page on which one sum is paid once. */
function addOnce(world: World, form: Form, { url, line }: { url: string; line: Form }): LocalSession {
  const data = formOf(line, 'price_data') ?? {};
  const id = newId('cs_test');
  return world.add<LocalSession>({
    ...{ id, object: 'checkout.session', created: world.now(), livemode: false, metadata: metadataOf(form) },
    ...{ client_reference_id: textOf(form, 'client_reference_id') ?? null, customer: null },
    ...{ customer_email: textOf(form, 'customer_email') ?? null, expires_at: world.now() + 86_400 },
    ...{ mode: 'payment', payment_status: 'unpaid', status: 'open', subscription: null, invoice: null },
    ...{ success_url: need(form, 'success_url'), cancel_url: textOf(form, 'cancel_url') ?? null },
    ...{ url: `${url}/c/pay/${id}`, amount_total: numberOf(data, 'unit_amount') ?? 0, payment_intent: null },
    currency: need(data, 'currency'),
    kept: { price: '', trialDays: 0, coupon: null, metadata: {} },
  });
}

function unknownParameter(param: string): Refused {
  const message = `Received unknown parameter: ${param}`;
  return new Refused(400, { type: 'invalid_request_error', code: 'parameter_unknown', param, message });
}

function listSubscriptions(world: World, question: Question): object {
  const customer = textOf(question.form, 'customer');
  const status = textOf(question.form, 'status');
  const fits = (one: LocalSubscription) =>
    (customer === undefined || one.customer === customer) &&
    (status === 'all' || (status === undefined ? one.status !== 'canceled' : one.status === status));
  return page(world.list<LocalSubscription>('subscription').filter(fits), question);
}

function listInvoices(world: World, question: Question): object {
  const wanted = textOf(question.form, 'subscription');
  const all = world.list<LocalInvoice>('invoice');
  const fits = (one: LocalInvoice) =>
    wanted === undefined || one.parent.subscription_details.subscription === wanted;
  return page(all.filter(fits), question);
}

/** Waits for the next invoice of its subscription. */
function addInvoiceItem(world: World, form: Form): LocalInvoiceItem {
  const subscription = world.get<LocalSubscription>('subscription', need(form, 'subscription'));
  const { customer, currency } = subscription;
  return world.add<LocalInvoiceItem>({
    ...{ id: newId('ii'), object: 'invoiceitem', amount: numberOf(form, 'amount') ?? 0, currency, customer },
    ...{ description: textOf(form, 'description') ?? null, invoice: null, subscription: subscription.id },
  });
}

function addLoneInvoice(world: World, form: Form): LocalInvoice {
  const subscription = world.get<LocalSubscription>('subscription', need(form, 'subscription'));
  return addInvoice(world, subscription, 'manual', true);
}

function deleteInvoiceItem(world: World, id: string): object {
  world.get<LocalInvoiceItem>('invoiceitem', id);
  world.things.delete(id);
  return { id, object: 'invoiceitem', deleted: true };
}

function voidInvoice(world: World, id: string): LocalInvoice {
  const invoice = world.get<LocalInvoice>('invoice', id);
  Object.assign(invoice, { status: 'void', amount_remaining: 0 });
  world.tell('invoice.voided', invoice);
  return invoice;
}

/** A card that is declined in this subscription is declined for its next sums too. */
function declines(subscription: LocalSubscription): boolean {
  return subscription.default_payment_method === 'pm_declined';
}

function declined(): Refused {
  const message = 'Your card was declined.';
  return new Refused(402, { type: 'card_error', code: 'card_declined', message });
}

function payLoneInvoice(world: World, id: string): LocalInvoice {
  const invoice = world.get<LocalInvoice>('invoice', id);
  if (declines(subscriptionOf(world, invoice))) throw declined();
  payInvoice(world, invoice, 'card');
  return invoice;
}

function listInvoicePayments(world: World, question: Question): object {
  const invoice = textOf(question.form, 'invoice');
  const intent = textOf(formOf(question.form, 'payment') ?? {}, 'payment_intent');
  const fits = (one: LocalInvoicePayment) =>
    (invoice === undefined || one.invoice === invoice) &&
    (intent === undefined || one.payment.payment_intent === intent);
  return page(world.list<LocalInvoicePayment>('invoice_payment').filter(fits), question);
}

function changeSubscription(world: World, id: string, form: Form): LocalSubscription {
  const subscription = world.get<LocalSubscription>('subscription', id);
  if (subscription.status === 'canceled') {
    const message = 'A canceled subscription can only update its cancellation_details and metadata.';
    throw new Refused(400, { type: 'invalid_request_error', message });
  }
  if (
    form.items !== undefined &&
    textOf(form, 'payment_behavior') === 'error_if_incomplete' &&
    declines(subscription)
  ) {
    throw declined();
  }
  const changes: Partial<LocalSubscription> = {};
  if (textOf(form, 'cancel_at') === '') Object.assign(changes, { cancel_at: null, canceled_at: null });
  const ends = textOf(form, 'cancel_at_period_end');
  if (ends !== undefined) {
    const at = ends === 'true' ? itemOf(subscription).current_period_end : null;
    Object.assign(changes, { cancel_at_period_end: ends === 'true', cancel_at: at });
    changes.canceled_at = ends === 'true' ? world.now() : null;
  }
  const trialEnd = textOf(form, 'trial_end');
  if (trialEnd !== undefined) Object.assign(changes, movedTo(world, subscription, trialEnd));
  if (form.metadata !== undefined) changes.metadata = { ...subscription.metadata, ...metadataOf(form) };
  change(world, subscription, changes);
  const [item] = formsOf(form, 'items');
  if (item) changePrice(world, subscription, need(item, 'price'), textOf(form, 'proration_behavior'));
  return subscription;
}

function movedTo(
  world: World,
  subscription: LocalSubscription,
  trialEnd: string,
): Partial<LocalSubscription> {
  const end = trialEnd === 'now' ? world.now() : Number(trialEnd);
  itemOf(subscription).current_period_end = end;
  const trialing = end > world.now();
  return { trial_end: end, billing_cycle_anchor: end, status: trialing ? 'trialing' : 'active' };
}

function changePrice(
  world: World,
  subscription: LocalSubscription,
  ref: string,
  proration = 'create_prorations',
): void {
  const item = itemOf(subscription);
  const before = item.price;
  item.price = world.get<LocalPrice>('price', ref);
  const other = before.recurring.interval !== item.price.recurring.interval;
  if (other && subscription.status !== 'trialing') {
    item.current_period_start = world.now();
    item.current_period_end = periodAfter(world.now(), item.price.recurring);
  }
  change(world, subscription, { items: subscription.items });
  if (proration === 'always_invoice' || (other && subscription.status !== 'trialing')) {
    payInvoice(world, addInvoice(world, subscription, 'subscription_update'), 'card');
  }
}

function cancelSubscription(world: World, id: string): LocalSubscription {
  const subscription = world.get<LocalSubscription>('subscription', id);
  endSubscription(world, subscription);
  return subscription;
}

function addRefund(world: World, form: Form): object {
  const intent = world.get<LocalIntent>('payment_intent', need(form, 'payment_intent'));
  const charge = world.get<LocalCharge>('charge', intent.latest_charge ?? '');
  return refundCharge(world, charge, { amount: numberOf(form, 'amount'), metadata: metadataOf(form) });
}

function addPortal(world: World, form: Form, url: string): LocalPortal {
  const id = newId('bps');
  const customer = world.get<LocalCustomer>('customer', need(form, 'customer')).id;
  const back = textOf(form, 'return_url') ?? null;
  const common = { object: 'billing_portal.session', created: world.now(), livemode: false } as const;
  return world.add<LocalPortal>({ ...common, id, customer, return_url: back, url: `${url}/p/session/${id}` });
}
