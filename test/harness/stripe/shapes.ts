import type { Stripe } from 'stripe';

/** What the local server keeps: the documented shapes, as far as a paper has to do with them. Times in seconds. */
export type LocalCustomer = Pick<
  Stripe.Customer,
  'id' | 'object' | 'created' | 'livemode' | 'metadata' | 'currency'
> & { email: string | null; name: string | null; deleted?: true };

export type LocalProduct = Pick<Stripe.Product, 'id' | 'object' | 'active' | 'created' | 'name' | 'metadata'>;

export type LocalPrice = Pick<
  Stripe.Price,
  'id' | 'object' | 'active' | 'created' | 'currency' | 'metadata' | 'nickname' | 'tax_behavior' | 'type'
> & {
  product: string;
  lookup_key: string | null;
  unit_amount: number;
  recurring: { interval: 'day' | 'week' | 'month' | 'year'; interval_count: number; usage_type: 'licensed' };
};

export type LocalCoupon = Pick<
  Stripe.Coupon,
  | 'id'
  | 'object'
  | 'amount_off'
  | 'created'
  | 'currency'
  | 'duration'
  | 'duration_in_months'
  | 'metadata'
  | 'name'
  | 'percent_off'
  | 'valid'
  | 'times_redeemed'
>;

export type LocalItem = Pick<Stripe.SubscriptionItem, 'id' | 'object' | 'metadata' | 'subscription'> & {
  current_period_start: number;
  current_period_end: number;
  price: LocalPrice;
  quantity: number;
};

export type LocalSubscription = Pick<
  Stripe.Subscription,
  | 'id'
  | 'object'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'canceled_at'
  | 'cancellation_details'
  | 'created'
  | 'currency'
  | 'ended_at'
  | 'livemode'
  | 'metadata'
  | 'pause_collection'
  | 'start_date'
  | 'status'
  | 'trial_start'
  | 'trial_end'
> & {
  customer: string;
  billing_cycle_anchor: number;
  collection_method: 'charge_automatically';
  default_payment_method: string | null;
  discounts: string[];
  latest_invoice: string | null;
  items: { object: 'list'; data: LocalItem[]; has_more: boolean; url: string };
};

export type LocalInvoicePayment = Pick<
  Stripe.InvoicePayment,
  'id' | 'object' | 'amount_paid' | 'amount_requested' | 'created' | 'currency' | 'is_default' | 'status'
> & { invoice: string; payment: { type: 'payment_intent'; payment_intent: string } };

export type LocalInvoice = Pick<
  Stripe.Invoice,
  | 'id'
  | 'object'
  | 'amount_due'
  | 'amount_paid'
  | 'amount_remaining'
  | 'attempt_count'
  | 'attempted'
  | 'billing_reason'
  | 'created'
  | 'currency'
  | 'hosted_invoice_url'
  | 'metadata'
  | 'next_payment_attempt'
  | 'number'
  | 'period_end'
  | 'period_start'
  | 'status'
  | 'status_transitions'
  | 'subtotal'
  | 'total'
> & {
  customer: string;
  parent: {
    type: 'subscription_details';
    quote_details: null;
    subscription_details: { subscription: string; metadata: Record<string, string> };
  };
  total_taxes: [];
  lines: {
    object: 'list';
    has_more: false;
    url: string;
    data: LocalLine[];
  };
};

export type LocalInvoiceItem = {
  id: string;
  object: 'invoiceitem';
  amount: number;
  currency: string;
  customer: string;
  description: string | null;
  invoice: string | null;
  subscription: string;
};

export type LocalLine = {
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  description: string;
  period: { start: number; end: number };
  pricing: { type: 'price_details'; price_details: { price: string; product: string } };
};

export type LocalIntent = Pick<
  Stripe.PaymentIntent,
  'id' | 'object' | 'amount' | 'amount_received' | 'created' | 'currency' | 'status' | 'payment_method_types'
> & {
  customer: string;
  last_payment_error: { type: string; code: string; decline_code: string | null; message: string } | null;
  latest_charge: string | null;
};

export type LocalCharge = Pick<
  Stripe.Charge,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_refunded'
  | 'created'
  | 'currency'
  | 'disputed'
  | 'paid'
  | 'refunded'
  | 'status'
> & { customer: string; payment_intent: string };

export type LocalRefund = Pick<
  Stripe.Refund,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'metadata' | 'reason' | 'status'
> & { charge: string; payment_intent: string };

export type LocalDispute = Pick<
  Stripe.Dispute,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'reason' | 'status'
> & { charge: string; payment_intent: string };

export type LocalSession = Pick<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'customer_email'
  | 'expires_at'
  | 'livemode'
  | 'metadata'
  | 'mode'
  | 'payment_status'
  | 'status'
  | 'success_url'
  | 'url'
  | 'amount_total'
  | 'currency'
> & {
  customer: string | null;
  subscription: string | null;
  invoice: string | null;
  payment_intent: string | null;
  /** What the form asked for and the object does not show. */
  kept: { price: string; trialDays: number; coupon: string | null; metadata: Record<string, string> };
};

export type LocalPortal = Pick<
  Stripe.BillingPortal.Session,
  'id' | 'object' | 'created' | 'customer' | 'livemode' | 'return_url' | 'url'
>;

export type LocalEvent = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: null; idempotency_key: null };
  type: string;
};

export type LocalThing =
  | LocalCustomer
  | LocalProduct
  | LocalPrice
  | LocalCoupon
  | LocalSubscription
  | LocalInvoice
  | LocalInvoiceItem
  | LocalInvoicePayment
  | LocalIntent
  | LocalCharge
  | LocalRefund
  | LocalDispute
  | LocalSession
  | LocalPortal;
