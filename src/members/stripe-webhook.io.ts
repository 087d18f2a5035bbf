import type { Stripe } from 'stripe';
import { fault, isFault } from '#kit/fault.js';
import { isAsleep } from '#store/asleep.sql.js';
import { memberFaults } from './faults.ts';
import { ask, openClient } from './stripe/client.io.ts';
import { type DifferenceKind, openDifference, settleDifferences } from './stripe/difference.sql.ts';
import { isTaken, keepEvent, type StripeEventRow } from './stripe/event.sql.ts';
import { idOf } from './stripe/facts.ts';
import type { StripeHouse } from './stripe/house.ts';
import { pullOnce, pullOnceByIntent } from './stripe/once.io.ts';
import { waitForOwnActs } from './stripe/own-acts.io.ts';
import { pullSubscription } from './stripe/pull.io.ts';
import { type Subject, subjectOf } from './stripe/subject.ts';

/** How old a signature may be: a call that somebody caught and sends again later is refused. */
const TOLERANCE_SECONDS = 300;

/** What became of a call. */
export type Heard = { readonly outcome: string; readonly again: boolean };

/**
 * Takes one call of Stripe's webhook.
 *
 * body       as it came: the signature is of its bytes
 * returns    what became of it; `again`: it was acted on before
 * throws     stripe-unsigned; anything else means that Stripe is to send it again
 */
export async function hearStripe(
  house: StripeHouse,
  { body, signature }: { body: Buffer; signature: string | undefined },
): Promise<Heard> {
  const event = await openEvent(house, body, signature);
  const { db } = house.store;
  // A copy that stays by itself may have been given the address of the publication: it does as if it were not there.
  if (await isAsleep(db)) throw fault(memberFaults, 'stripe-asleep');
  if (await isTaken(db, event.id)) return { outcome: 'taken', again: true };
  const row = { id: event.id, kind: event.type, happenedAt: event.created * 1000 };
  try {
    const outcome = await act(house, subjectOf(event.type, event.data.object));
    await keep(house, { ...row, takenAt: house.clock().getTime(), outcome });
    return { outcome, again: false };
  } catch (error) {
    const why = isFault(error) ? `${error.code} ${String(error.details.reason ?? '')}` : String(error);
    const outcome = `failed: ${why}`.slice(0, 400);
    await keep(house, { ...row, takenAt: house.clock().getTime(), outcome });
    house.log.error(
      { err: error, event: event.id, kind: event.type },
      'An event of Stripe could not be taken.',
    );
    throw error;
  }
}

/** Keeps what became of an event. The desk sees one that failed until Stripe has sent it again and it was taken. */
async function keep({ store, clock }: StripeHouse, row: StripeEventRow): Promise<void> {
  const { id: ref, kind: event, outcome } = row;
  await store.db.transaction().execute(async (tx) => {
    await keepEvent(tx, row);
    const about = { ref, kind: 'event-failed', account: null, details: { event, why: outcome } } as const;
    const kinds: DifferenceKind[] = ['event-failed'];
    if (outcome.startsWith('failed')) await openDifference(tx, about, clock());
    else await settleDifferences(tx, ref, { except: [], how: 'taken', kinds }, clock());
  });
}

/** The event in a call. throws  stripe-not-set, stripe-unsigned */
async function openEvent(
  house: StripeHouse,
  body: Buffer,
  signature: string | undefined,
): Promise<Stripe.Event> {
  const { stripeWebhookSecret: secrets } = house.settings();
  const client = await openClient(house.settings());
  if (signature === undefined || secrets.length === 0) throw fault(memberFaults, 'stripe-unsigned');
  const receivedAt = house.clock().getTime();
  for (const secret of secrets) {
    try {
      return client.webhooks.constructEvent(
        body,
        signature,
        secret,
        TOLERANCE_SECONDS,
        undefined,
        receivedAt,
      );
    } catch {
      // Another secret may fit.
    }
  }
  throw fault(memberFaults, 'stripe-unsigned');
}

async function act(house: StripeHouse, subject: Subject): Promise<string> {
  switch (subject.is) {
    case 'subscription':
      return pull(house, subject.ref, subject.withRefunds ?? false);
    case 'once':
      return (await pullOnce(house, subject.session)) ? 'taken' : 'nothing';
    case 'payment':
      if (await pullOnceByIntent(house, subject.intent)) return 'taken';
      return pullOf(house, await findSubscriptionOf(house, subject.intent));
    case 'invoice':
      return pullOf(house, await findSubscription(house, subject.ref));
    case 'dispute':
      return dispute(house, subject);
    case 'customer':
      return pullCustomer(house, subject.ref);
    case 'nothing':
      return 'nothing';
  }
}

async function pullOf(house: StripeHouse, ref: string | undefined): Promise<string> {
  return ref === undefined ? 'nothing' : pull(house, ref, true);
}

async function pull(house: StripeHouse, ref: string, withRefunds: boolean): Promise<string> {
  await waitForOwnActs(ref);
  const followed = await pullSubscription(house, ref, { withRefunds });
  if (!followed) return 'nothing';
  return followed.is === 'left' ? `left: ${followed.why}` : 'taken';
}

/** The subscription that a payment was for; undefined where it was for something else. */
async function findSubscriptionOf(house: StripeHouse, intent: string): Promise<string | undefined> {
  const client = await openClient(house.settings());
  const payment = { type: 'payment_intent', payment_intent: intent } as const;
  const { data } = await ask(() => client.invoicePayments.list({ payment, limit: 1 }));
  const invoice = data[0]?.invoice;
  return invoice === undefined ? undefined : findSubscription(house, idOf(invoice));
}

async function findSubscription(house: StripeHouse, invoice: string): Promise<string | undefined> {
  const client = await openClient(house.settings());
  const { parent } = await ask(() => client.invoices.retrieve(invoice));
  const subscription = parent?.subscription_details?.subscription;
  return subscription === undefined ? undefined : idOf(subscription);
}

/** Somebody's bank takes a payment back: people decide, since the publisher may contest it. */
async function dispute(
  house: StripeHouse,
  { ref, intent, status }: { ref: string; intent: string; status: string },
): Promise<string> {
  const subscription = await findSubscriptionOf(house, intent);
  if (subscription === undefined) return 'nothing';
  const now = house.clock();
  const kinds: DifferenceKind[] = ['disputed'];
  await house.store.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('membership')
      .select('account_id')
      .where('provider', '=', 'stripe')
      .where('provider_ref', '=', subscription)
      .executeTakeFirst();
    const account = (row?.account_id ?? null) as Parameters<typeof openDifference>[1]['account'];
    const about = {
      ref: subscription,
      kind: 'disputed',
      account,
      details: { dispute: ref, status },
    } as const;
    if (/^(?:won|warning_closed)$/.test(status))
      await settleDifferences(tx, subscription, { except: [], kinds, how: status }, now);
    else await openDifference(tx, about, now);
  });
  return pull(house, subscription, true);
}

/** Whoever is deleted there has no subscription any more. */
async function pullCustomer(house: StripeHouse, customer: string): Promise<string> {
  const rows = await house.store.db
    .selectFrom('membership')
    .select('provider_ref')
    .where('customer_ref', '=', customer)
    .where('provider', '=', 'stripe')
    .execute();
  for (const { provider_ref: ref } of rows) if (ref !== null) await pull(house, ref, false);
  return rows.length > 0 ? 'taken' : 'nothing';
}
