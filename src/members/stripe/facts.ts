import type { Stripe } from 'stripe';
import type { AccountId, OfferId, StoryId } from '#kit/ids.js';
import type { PaymentState } from '../payment.ts';

/** What we write on everything we make at Stripe, to know it again. */
export const marks = {
  account: 'standfirst_account',
  story: 'standfirst_story',
  offer: 'standfirst_offer',
  price: 'standfirst_price',
  payment: 'standfirst_payment',
  /** On money that was given back here. */
  refund: 'standfirst_refund',
} as const;

/**
 * One sum that Stripe asks for. Times are milliseconds since 1970.
 *
 * first     whether it is the one a subscription begins with
 * refunded  undefined where nobody asked
 */
export type InvoiceFacts = {
  readonly ref: string;
  readonly first: boolean;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly periodFrom: number | null;
  readonly periodTo: number | null;
  readonly paidAt: number | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly nextTryAt: number | null;
  readonly madeAt: number;
  readonly refundedMinor?: number;
};

/**
 * A subscription as Stripe has it at this instant.
 *
 * endsAt   when it ends by itself, since somebody cancelled it
 * account  null for one that was not bought here
 * items    how many things are paid for with it; we sell one at a time
 */
export type SubscriptionFacts = {
  readonly ref: string;
  readonly customer: string;
  readonly status: Stripe.Subscription.Status;
  readonly priceRef: string | null;
  readonly amountMinor: number | null;
  readonly currency: string;
  readonly items: number;
  readonly periodFrom: number;
  readonly periodTo: number;
  readonly trialUntil: number | null;
  readonly endsAt: number | null;
  readonly cancelledAt: number | null;
  readonly endedAt: number | null;
  readonly madeAt: number;
  readonly account: AccountId | null;
  readonly story: StoryId | null;
  readonly offer: OfferId | null;
  /** Newest first. */
  readonly invoices: readonly InvoiceFacts[];
};

export function readSubscription(
  one: Stripe.Subscription,
  invoices: readonly InvoiceFacts[],
): SubscriptionFacts {
  const [item] = one.items.data;
  const periodTo = ms(item?.current_period_end) ?? one.created * 1000;
  return {
    ref: one.id,
    customer: idOf(one.customer),
    status: one.status,
    priceRef: item?.price.id ?? null,
    amountMinor: item?.price.unit_amount ?? null,
    currency: one.currency.toUpperCase(),
    items: one.items.data.length,
    periodFrom: ms(item?.current_period_start) ?? one.created * 1000,
    periodTo,
    trialUntil: ms(one.trial_end),
    endsAt: ms(one.cancel_at) ?? (one.cancel_at_period_end ? periodTo : null),
    cancelledAt: ms(one.canceled_at),
    endedAt: ms(one.ended_at),
    madeAt: one.created * 1000,
    account: numberIn(one.metadata[marks.account]) as AccountId | null,
    story: numberIn(one.metadata[marks.story]) as StoryId | null,
    offer: numberIn(one.metadata[marks.offer]) as OfferId | null,
    invoices,
  };
}

/** Reads an invoice with its payments; undefined for a draft, and where nothing is to be paid. */
export function readInvoice(one: Stripe.Invoice): InvoiceFacts | undefined {
  if (one.status === 'draft' || one.status === null || one.total <= 0) return undefined;
  const intent = intentOf(one);
  // Of several lines, as after a change of price, the last is the period that is bought.
  const period = one.lines.data.reduce<Stripe.InvoiceLineItem['period'] | undefined>(
    (latest, line) => (!latest || line.period.end > latest.end ? line.period : latest),
    undefined,
  );
  const error = intent?.last_payment_error;
  const state = stateOf(one, intent);
  return {
    ref: one.id,
    first: one.billing_reason === 'subscription_create',
    state,
    amountMinor: state === 'paid' ? one.amount_paid : one.amount_due,
    currency: one.currency.toUpperCase(),
    periodFrom: ms(period?.start),
    periodTo: ms(period?.end),
    paidAt: ms(one.status_transitions.paid_at),
    reason: state === 'failed' ? (error?.message ?? error?.code ?? null) : null,
    attempts: one.attempt_count,
    nextTryAt: state === 'failed' ? ms(one.next_payment_attempt) : null,
    madeAt: one.created * 1000,
  };
}

function stateOf(one: Stripe.Invoice, intent: Stripe.PaymentIntent | undefined): PaymentState {
  if (one.status === 'paid') return 'paid';
  if (one.status === 'void') return 'void';
  if (one.status === 'uncollectible') return 'failed';
  if (intent?.status === 'processing') return 'pending';
  return one.attempted || intent?.last_payment_error ? 'failed' : 'open';
}

/** The payment that is under way for an invoice, where it was asked for along with it. */
export function intentOf(one: Stripe.Invoice): Stripe.PaymentIntent | undefined {
  const payments = one.payments?.data ?? [];
  const found = (payments.find(({ is_default: isDefault }) => isDefault) ?? payments[0])?.payment
    .payment_intent;
  return typeof found === 'object' ? found : undefined;
}

export function idOf(of: string | { id: string }): string {
  return typeof of === 'string' ? of : of.id;
}

function ms(seconds: number | null | undefined): number | null {
  return typeof seconds === 'number' ? seconds * 1000 : null;
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
