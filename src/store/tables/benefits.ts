import type { Generated } from 'kysely';

/** Tables of the step 0013-benefits. Amounts are in the smallest unit of their currency. */
export type BenefitsTables = {
  partner: {
    id: Generated<number>;
    name: string;
    about: Generated<string>;
    link: Generated<string>;
    email: Generated<string>;
    invoice_to: Generated<string>;
    /** Tax on what is settled with them, in hundredths of a per cent. */
    tax_bp: Generated<number>;
    language: Generated<string>;
    state: Generated<'running' | 'ended'>;
    made_at: number;
    changed_at: number;
  };
  place: {
    id: Generated<number>;
    partner_id: number;
    name: string;
    address: Generated<string>;
    pin_hash: string | null;
    /** Of the word in the code that lets a device in, until `let_in_until`. */
    let_in_hash: string | null;
    let_in_until: number | null;
    /** Since that code was made; too many make it void. */
    wrong_pins: Generated<number>;
    /** Word codes nobody has, typed in here since `wrong_since`; too many lock the place for a while. */
    wrong: Generated<number>;
    wrong_since: number | null;
    locked_until: number | null;
    state: Generated<'running' | 'closed'>;
    made_at: number;
  };
  /** A phone or till at a place that may redeem. */
  device: {
    id: Generated<number>;
    place_id: number;
    token_hash: string;
    name: string;
    let_in_at: number;
    seen_at: number;
    /** As at its place, for this device alone. */
    wrong: Generated<number>;
    wrong_since: number | null;
    locked_until: number | null;
    shut_out_at: number | null;
  };
  benefit: {
    id: Generated<number>;
    partner_id: number;
    slug: string;
    title: string;
    says: Generated<string>;
    terms: Generated<string>;
    media_id: number | null;
    worth_minor: number | null;
    currency: Generated<string>;
    /** pool: single-use codes of the partner · shared: one code for all · own: our voucher, redeemed at a place */
    kind: 'pool' | 'shared' | 'own';
    shared_code: string | null;
    /** Where a code is used online. */
    link: Generated<string>;
    valid_from: number | null;
    valid_until: number | null;
    /** A claimed voucher lasts this long; null until the benefit ends. */
    use_within_days: number | null;
    /** JSON: slugs of tiers; [] for every tier. */
    tiers: Generated<string>;
    /** JSON: ids of places; [] for all of the partner's. */
    places: Generated<string>;
    /** How many one member may claim, in all or in this many days. */
    per_member: Generated<number>;
    per_member_days: number | null;
    per_day: number | null;
    per_place_day: number | null;
    in_all: number | null;
    claimed: Generated<number>;
    /** What is settled with the partner for each redemption, without tax. */
    settle_minor: Generated<number>;
    /** Staff are told when no more than this many are left. */
    low_at: Generated<number>;
    told_low_at: number | null;
    position: Generated<number>;
    state: Generated<'draft' | 'offered' | 'ended'>;
    made_at: number;
    changed_at: number;
  };
  benefit_code: {
    id: Generated<number>;
    benefit_id: number;
    code: string;
    voucher_id: number | null;
    batch: Generated<string>;
    made_at: number;
  };
  /** How many were claimed (place_id 0) or redeemed at a place on a day of the paper's, 'YYYY-MM-DD'. */
  benefit_day: { benefit_id: number; day: string; place_id: number; count: number };
  voucher: {
    id: Generated<number>;
    benefit_id: number;
    /** Null once the member's account is deleted: what was redeemed stays countable. */
    account_id: number | null;
    /** This member's first, second … of the benefit. */
    ordinal: number;
    /** What is shown or typed: from the pool, the shared one, or our own. */
    code: string;
    /** Two words and a number, easily said aloud; of our own vouchers alone, as is the word in the address of its QR code. */
    word_code: string | null;
    token: string | null;
    state: Generated<'claimed' | 'used' | 'expired' | 'void'>;
    claimed_at: number;
    expires_at: number | null;
    used_at: number | null;
    place_id: number | null;
    reminded_at: number | null;
    ended_at: number | null;
  };
  redemption: {
    id: Generated<number>;
    voucher_id: number;
    place_id: number;
    device_id: number;
    /** When it was given out at the counter. */
    at: number;
    /** When it was typed in: later, where the line was down. */
    entered_at: number;
    late: Generated<number>;
    /** 1 for the one that counts; a second entry is kept and does not. */
    counts: number;
    undone_at: number | null;
    /** Of the form it came by: the same form sent twice redeems once. */
    once: string | null;
    settle_minor: Generated<number>;
    currency: Generated<string>;
  };
  /** A partner's statement of one month, never changed. */
  statement_sheet: {
    partner_id: number;
    month: string;
    number: string;
    content: string;
    made_at: number;
    sent_at: number | null;
  };
};

export const benefitsOwners: Readonly<Record<keyof BenefitsTables, string>> = {
  partner: 'members',
  place: 'members',
  device: 'members',
  benefit: 'members',
  benefit_code: 'members',
  benefit_day: 'members',
  voucher: 'members',
  redemption: 'members',
  statement_sheet: 'members',
};
