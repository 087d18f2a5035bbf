/**
 * What an event gives reason to look at. Of its content only names are believed: everything else is read anew, since
 * events come late, twice and in any order, and in the form of whichever version the webhook was set up with.
 */
export type Subject =
  | { is: 'subscription'; ref: string; withRefunds?: boolean }
  | { is: 'once'; session: string }
  | { is: 'payment'; intent: string }
  | { is: 'invoice'; ref: string }
  | { is: 'dispute'; ref: string; intent: string; status: string }
  | { is: 'customer'; ref: string }
  | { is: 'nothing' };

type Fields = Readonly<Record<string, unknown>>;

export function subjectOf(kind: string, object: unknown): Subject {
  if (typeof object !== 'object' || object === null) return { is: 'nothing' };
  const one = object as Fields;
  if (kind.startsWith('customer.subscription.')) return subscription(one.id);
  if (kind.startsWith('checkout.session.')) return ofSession(one);
  if (kind.startsWith('invoice.')) return ofInvoice(one);
  if (kind.startsWith('charge.dispute.')) return ofDispute(one);
  if (kind.startsWith('refund.') || kind.startsWith('charge.refund')) return payment(one.payment_intent);
  if (kind === 'customer.deleted') return { is: 'customer', ref: String(one.id) };
  return { is: 'nothing' };
}

function subscription(value: unknown): Subject {
  const ref = refOf(value);
  return ref === undefined ? { is: 'nothing' } : { is: 'subscription', ref };
}

/** A purchase makes a subscription, or is one sum that is paid once. */
function ofSession(one: Fields): Subject {
  const session = refOf(one.id);
  return one.mode === 'payment' && session !== undefined
    ? { is: 'once', session }
    : subscription(one.subscription);
}

/** Where an invoice names its subscription has moved between versions. */
function ofInvoice(one: Fields): Subject {
  const parent = one.parent as { subscription_details?: { subscription?: unknown } } | null | undefined;
  const ref = refOf(parent?.subscription_details?.subscription) ?? refOf(one.subscription);
  if (ref !== undefined) return { is: 'subscription', ref };
  const invoice = refOf(one.id);
  return invoice === undefined ? { is: 'nothing' } : { is: 'invoice', ref: invoice };
}

function payment(value: unknown): Subject {
  const intent = refOf(value);
  return intent === undefined ? { is: 'nothing' } : { is: 'payment', intent };
}

function ofDispute(one: Fields): Subject {
  const [ref, intent] = [refOf(one.id), refOf(one.payment_intent)];
  if (ref === undefined || intent === undefined) return { is: 'nothing' };
  return { is: 'dispute', ref, intent, status: String(one.status) };
}

function refOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  const id = (value as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
