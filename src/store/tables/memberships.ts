import type { Generated } from 'kysely';

/** Tables of the step 0011-memberships. Amounts are in the smallest unit of their currency and include tax. */
export type MembershipsTables = {
  tier: {
    id: Generated<number>;
    /** What stories name it by (`tiers:gold`); never changed. */
    slug: string;
    name: string;
    says: Generated<string>;
    /** JSON: lines that say what one gets. */
    benefits: Generated<string>;
    position: Generated<number>;
    /** Not offered any more: 'closed' to new members; 'retired' too, and out of sight. Who holds it keeps it. */
    state: Generated<'offered' | 'closed' | 'retired'>;
    made_at: number;
    changed_at: number;
  };
  price: {
    id: Generated<number>;
    tier_id: number;
    period: 'month' | 'year';
    /** ISO 4217, capitals. */
    currency: string;
    amount_minor: number;
    /** Tax within the amount, in hundredths of a per cent: 1900 is 19 %. */
    tax_bp: Generated<number>;
    trial_days: Generated<number>;
    state: Generated<'offered' | 'former'>;
    /** Stripe's id of it (price_…). */
    provider_ref: string | null;
    made_at: number;
    ended_at: number | null;
  };
  /** A price for a campaign. */
  offer: {
    id: Generated<number>;
    name: string;
    /** What is typed in, in capitals; null where a link or staff gives it. */
    code: string | null;
    tier_id: number | null;
    period: string | null;
    kind: 'percent' | 'amount' | 'free-months';
    /** Per cent, minor units, or months. */
    amount: number;
    /** Of an amount; null for the other kinds. */
    currency: string | null;
    /** For how many periods it holds; null for ever. */
    periods: number | null;
    /** 1: only for those who never held a tier. */
    newcomers: Generated<number>;
    uses_most: number | null;
    uses: Generated<number>;
    from_at: number | null;
    until_at: number | null;
    state: Generated<'running' | 'stopped'>;
    provider_ref: string | null;
    made_at: number;
  };
  /** One holding of one tier. The gate reads `access_from` and `access_until` alone (null: without end). */
  membership: {
    id: Generated<number>;
    account_id: number;
    tier_id: number;
    source: 'stripe' | 'offline' | 'external' | 'given' | 'gift' | 'group' | 'code' | 'imported';
    /** waiting: not paid yet, no access · running · grace: a payment failed, access kept for now · paused · ended */
    state: 'waiting' | 'running' | 'grace' | 'paused' | 'ended';
    price_id: number | null;
    offer_id: number | null;
    access_from: number;
    access_until: number | null;
    paid_until: number | null;
    trial_until: number | null;
    grace_until: number | null;
    /** What periods are counted from: 31 January gives 28 February, and then 31 March again. */
    anchor_at: number | null;
    /** 1: cancelled, and runs to the end of what is paid. */
    ends_at_period: Generated<number>;
    cancelled_at: number | null;
    paused_until: number | null;
    /** The story whose gate made them join. */
    story_id: number | null;
    group_id: number | null;
    provider: string | null;
    /** Subscription at Stripe, subscriber's number in a circulation system. */
    provider_ref: string | null;
    customer_ref: string | null;
    remark: Generated<string>;
    made_at: number;
    changed_at: number;
    ended_at: number | null;
    /** A change that comes at `change_at`: another price with notice, another tier at the period's end. */
    next_price_id: number | null;
    next_tier_id: number | null;
    change_at: number | null;
  };
  payment: {
    id: Generated<number>;
    membership_id: number | null;
    account_id: number | null;
    /** What was bought, as it stands on the receipt. */
    what: string;
    state: 'open' | 'pending' | 'paid' | 'failed' | 'refunded' | 'void';
    amount_minor: number;
    tax_minor: number;
    tax_bp: number;
    currency: string;
    provider: 'stripe' | 'offline';
    provider_ref: string | null;
    period_from: number | null;
    period_to: number | null;
    due_at: number | null;
    paid_at: number | null;
    refunded_minor: Generated<number>;
    /** Why it failed, in the provider's words. */
    reason: string | null;
    attempts: Generated<number>;
    order_number: string | null;
    next_try_at: number | null;
    made_at: number;
    changed_at: number;
  };
  /** Numbered without gaps, and never changed. */
  receipt: {
    number: string;
    kind: 'receipt' | 'invoice' | 'refund';
    payment_id: number;
    account_id: number | null;
    amount_minor: number;
    tax_minor: number;
    currency: string;
    /** JSON: everything that stands on it, as it was then. */
    content: string;
    made_at: number;
  };
  number_series: { name: string; next: number };
  /** What a provider told, once each. `content` JSON until it was acted on. */
  provider_event: {
    provider: string;
    event_id: string;
    kind: string;
    happened_at: number;
    taken_at: number;
    outcome: string;
    content: string | null;
  };
  /** Where the provider and the database say different things. */
  provider_difference: {
    id: Generated<number>;
    found_at: number;
    provider: string;
    provider_ref: string;
    account_id: number | null;
    kind: string;
    details: string;
    settled_at: number | null;
    settled_how: string | null;
  };
};

export const membershipsOwners: Readonly<Record<keyof MembershipsTables, string>> = {
  tier: 'members',
  price: 'members',
  offer: 'members',
  membership: 'members',
  payment: 'members',
  receipt: 'members',
  number_series: 'members',
  provider_event: 'members',
  provider_difference: 'members',
};
