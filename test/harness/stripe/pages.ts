import { addCustomer } from './answers.ts';
import { change, itemOf, type Paying, payInvoice, settleInvoice, subscribe } from './billing.ts';
import type {
  LocalCharge,
  LocalCustomer,
  LocalIntent,
  LocalInvoice,
  LocalPortal,
  LocalSession,
  LocalSubscription,
} from './shapes.ts';
import { newId, type World } from './world.ts';

/** What a browser gets: a page, or where to go on. */
export type PageAnswer = { status: 200; html: string } | { status: 303; to: string };

/** The page on which somebody pays. */
export function checkoutPage(world: World, id: string, says = ''): PageAnswer {
  const session = world.get<LocalSession>('checkout.session', id);
  const sum = `${((session.amount_total ?? 0) / 100).toFixed(2)} ${(session.currency ?? '').toUpperCase()}`;
  const answers = [
    button('card', 'Pay by card'),
    button('debit', 'Pay by direct debit'),
    button('declined', 'Pay by a card that is declined'),
    button('back', 'Go back'),
  ];
  const trial = session.kept.trialDays ? `<p>${session.kept.trialDays} days free</p>` : '';
  const form = `<form method="post">${answers.join('')}</form>`;
  return { status: 200, html: page(`<h1>Local checkout</h1><p>${sum}</p>${trial}<p>${says}</p>${form}`) };
}

/** What somebody chose there. */
export function payCheckout(world: World, id: string, choice: string): PageAnswer {
  const session = world.get<LocalSession>('checkout.session', id);
  if (choice === 'back') return { status: 303, to: session.cancel_url ?? '/' };
  if (session.status !== 'open') return { status: 200, html: page('<p>This was paid already.</p>') };
  if (choice === 'declined') return checkoutPage(world, id, 'Your card was declined.');
  completeSession(world, session, choice === 'debit' ? 'debit' : 'card');
  return { status: 303, to: (session.success_url ?? '/').replace('{CHECKOUT_SESSION_ID}', session.id) };
}

function completeSession(world: World, session: LocalSession, paying: Exclude<Paying, 'declined'>): void {
  if (session.mode === 'payment') {
    completeOnce(world, session);
    return;
  }
  const { price, trialDays, coupon, metadata } = session.kept;
  session.customer ??= addCustomer(world, { email: session.customer_email ?? 'buyer@reader.example' }).id;
  const wish = { customer: session.customer, price, trialDays, coupon, metadata };
  const subscription = subscribe(world, wish, paying);
  const invoice = world.get<LocalInvoice>('invoice', subscription.latest_invoice ?? '');
  const paid = invoice.status === 'paid' ? 'paid' : 'unpaid';
  Object.assign(session, {
    ...{ status: 'complete', url: null, subscription: subscription.id, invoice: invoice.id },
    payment_status: invoice.total === 0 ? 'no_payment_required' : paid,
  });
  world.tell('checkout.session.completed', session);
}

/** One sum, paid once: no invoice stands behind it. */
function completeOnce(world: World, session: LocalSession): void {
  const customer = addCustomer(world, { email: session.customer_email ?? 'buyer@reader.example' }).id;
  const [amount, currency, created] = [session.amount_total ?? 0, session.currency ?? '', world.now()];
  const intent = world.add<LocalIntent>({
    ...{
      id: newId('pi'),
      object: 'payment_intent',
      amount,
      amount_received: amount,
      created,
      currency,
      customer,
    },
    ...{ last_payment_error: null, latest_charge: null, payment_method_types: ['card'], status: 'succeeded' },
  });
  const charge = world.add<LocalCharge>({
    ...{ id: newId('ch'), object: 'charge', amount, amount_refunded: 0, created, currency, customer },
    ...{ disputed: false, paid: true, payment_intent: intent.id, refunded: false, status: 'succeeded' },
  });
  intent.latest_charge = charge.id;
  Object.assign(session, { customer, status: 'complete', payment_status: 'paid', payment_intent: intent.id });
  world.tell('checkout.session.completed', session);
}

/** The page on which somebody sees how they pay. */
export function portalPage(world: World, id: string): PageAnswer {
  const portal = world.get<LocalPortal>('billing_portal.session', id);
  const customer = world.get<LocalCustomer>('customer', String(portal.customer));
  const answers = [
    button('new-card', 'Use another card'),
    button('cancel', 'Cancel'),
    button('back', 'Back'),
  ];
  const form = `<form method="post">${answers.join('')}</form>`;
  return { status: 200, html: page(`<h1>Local portal</h1><p>${customer.email ?? ''}</p>${form}`) };
}

export function actInPortal(world: World, id: string, choice: string): PageAnswer {
  const portal = world.get<LocalPortal>('billing_portal.session', id);
  const own = world
    .list<LocalSubscription>('subscription')
    .filter(({ customer, status }) => customer === portal.customer && status !== 'canceled');
  for (const one of own) {
    if (choice === 'cancel') cancelAtEnd(world, one);
    if (choice === 'new-card') payOpen(world, one);
  }
  return choice === 'back' ? { status: 303, to: portal.return_url ?? '/' } : portalPage(world, id);
}

export function cancelAtEnd(world: World, subscription: LocalSubscription): void {
  const at = itemOf(subscription).current_period_end;
  change(world, subscription, { cancel_at_period_end: true, cancel_at: at, canceled_at: world.now() });
}

/** What is open is paid by the new card. */
function payOpen(world: World, { latest_invoice: id }: LocalSubscription): void {
  const invoice = world.find<LocalInvoice>('invoice', id ?? '');
  if (invoice?.status !== 'open') return;
  if (invoice.attempted) settleInvoice(world, invoice);
  else payInvoice(world, invoice, 'card');
}

function button(value: string, says: string): string {
  return `<p><button name="choice" value="${value}">${says}</button></p>`;
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><title>Local Stripe</title></head><body>${body}</body></html>`;
}
