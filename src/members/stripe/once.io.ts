import type { Stripe } from 'stripe';
import type { PaymentId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { settleBought } from '../bought.sql.ts';
import { findPayment, findPaymentByRef, getPaymentToChange, savePayment } from '../payment.sql.ts';
import type { Payment, PaymentState } from '../payment.ts';
import type { OnceWish } from '../provider.ts';
import { writeReceipt } from '../receipt.sql.ts';
import { noteRefunded } from '../refund.io.ts';
import { keyOf } from './catalogue.io.ts';
import { ask, find, openClient } from './client.io.ts';
import { idOf, marks } from './facts.ts';
import type { StripeHouse } from './house.ts';

/** A page at Stripe on which one sum is paid once, as for a gift. Asked twice it is the same page. */
export async function beginOnce(house: StripeHouse, { payer, payment, back }: OnceWish): Promise<string> {
  const client = await openClient(house.settings());
  const metadata = { [marks.payment]: String(payment.id), [marks.account]: String(payer.account) };
  const price: Stripe.Checkout.SessionCreateParams.LineItem.PriceData = {
    ...{
      currency: payment.currency.toLowerCase(),
      unit_amount: payment.amountMinor,
      tax_behavior: 'inclusive',
    },
    product_data: { name: payment.what },
  };
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    line_items: [{ price_data: price, quantity: 1 }],
    ...{ customer_email: payer.email, client_reference_id: String(payer.account), metadata },
    ...{ payment_intent_data: { metadata }, success_url: back.done, cancel_url: back.given },
  };
  const options = { idempotencyKey: keyOf('once', params) };
  const { id, url } = await ask(() => client.checkout.sessions.create(params, options));
  if (!url) throw new Error(`The checkout ${id} has no address.`);
  await house.store.db.transaction().execute(async (tx) => {
    const known = await getPaymentToChange(tx, payment.id);
    if (known.ref === null) await savePayment(tx, { ...known, ref: id }, house.clock());
  });
  return url;
}

/** What became of a page on which one sum is paid, read anew. returns  whether it was one of ours */
export async function pullOnce(house: StripeHouse, session: string): Promise<boolean> {
  const client = await openClient(house.settings());
  const one = await find(() =>
    client.checkout.sessions.retrieve(session, { expand: ['payment_intent.latest_charge'] }),
  );
  const id = Number(one?.metadata?.[marks.payment]) as PaymentId;
  if (!one || !Number.isSafeInteger(id)) return false;
  const known = await findPayment(house.store.db, id);
  const isMeant = known?.amountMinor === one.amount_total && known.currency === one.currency?.toUpperCase();
  if (known?.provider !== 'stripe' || !isMeant) return false;
  const intent = typeof one.payment_intent === 'object' ? one.payment_intent : null;
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  const became = {
    state: stateOf(one, intent),
    ref: intent?.id ?? one.id,
    back: charge?.amount_refunded ?? 0,
  };
  const paidAt = (charge?.created ?? 0) * 1000 || house.clock().getTime();
  await house.store.db.transaction().execute((tx) => keep(tx, house, { id, ...became, paidAt }));
  return true;
}

/** The same, asked by the payment, as after money was given back at Stripe. */
export async function pullOnceByIntent(house: StripeHouse, intent: string): Promise<boolean> {
  const known = await findPaymentByRef(house.store.db, 'stripe', intent);
  if (!known) return false;
  const client = await openClient(house.settings());
  const { data } = await ask(() => client.checkout.sessions.list({ payment_intent: intent, limit: 1 }));
  const [session] = data;
  return session ? pullOnce(house, session.id) : false;
}

/** Pages whose end nobody told us of: looked at once more. returns  how many there were */
export async function pullWaiting(house: StripeHouse): Promise<number> {
  const rows = await house.store.db
    .selectFrom('payment')
    .select('provider_ref')
    .where('provider', '=', 'stripe')
    .where('state', '=', 'pending')
    .where('membership_id', 'is', null)
    .where('provider_ref', 'like', 'cs_%')
    .limit(500)
    .execute();
  for (const { provider_ref: ref } of rows) if (ref !== null) await pullOnce(house, ref);
  return rows.length;
}

function stateOf(one: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | null): PaymentState {
  if (one.payment_status === 'paid') return 'paid';
  if (one.status === 'expired') return 'void';
  const failed = one.status === 'complete' && intent?.status === 'requires_payment_method';
  return failed ? 'failed' : 'pending';
}

type Became = { id: PaymentId; state: PaymentState; ref: string; back: number; paidAt: number };

async function keep(tx: Tx, house: StripeHouse, { id, state, ref, back, paidAt }: Became): Promise<void> {
  const now = house.clock();
  const known = await getPaymentToChange(tx, id);
  const isSettled = known.state === 'paid' || known.state === 'refunded';
  if (!isSettled && (known.state !== state || known.ref !== ref)) {
    const after: Payment = { ...known, state, ref, paidAt: state === 'paid' ? paidAt : null };
    await savePayment(tx, after, now);
    if (state === 'paid') {
      await writeReceipt(tx, { kind: 'receipt', payment: after }, house.settings(), now);
      await tell(tx, 'payment.paid', id, { membership: null }, now);
    }
  }
  if (back > 0) await noteRefunded(tx, house, { payment: id, total: back, staff: null }, now);
  // Codes that were bought are good, or void, from now on.
  await settleBought(tx, house, id, now);
}

/** The intent of a payment that is paid by it alone, or of the invoice it is for. */
export async function findIntent(client: Stripe, ref: string): Promise<string | undefined> {
  if (ref.startsWith('pi_')) return ref;
  const { data } = await ask(() => client.invoicePayments.list({ invoice: ref, status: 'paid', limit: 1 }));
  const intent = data[0]?.payment.payment_intent;
  return intent === undefined ? undefined : idOf(intent);
}
