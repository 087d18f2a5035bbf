import type { Generated } from 'kysely';

/** Tables of the step 0012-codes. */
export type CodesTables = {
  /** What a reader may type in at `/account/code`. */
  code: {
    id: Generated<number>;
    /** In capitals, without its hyphens. */
    code: string;
    kind: 'gift' | 'membership' | 'extension' | 'offer';
    tier_id: number | null;
    months: number | null;
    offer_id: number | null;
    group_id: number | null;
    payment_id: number | null;
    bought_by: number | null;
    for_email: string | null;
    for_name: Generated<string>;
    words: Generated<string>;
    send_at: number | null;
    sent_at: number | null;
    uses_most: Generated<number>;
    uses: Generated<number>;
    expires_at: number | null;
    /** waiting: bought, not paid yet */
    state: Generated<'waiting' | 'good' | 'void'>;
    batch: Generated<string>;
    made_by: number | null;
    made_at: number;
  };
  code_use: { code_id: number; account_id: number; membership_id: number | null; at: number };
  /** A member opens one story to a friend. */
  story_gift: {
    id: Generated<number>;
    token_hash: string;
    story_id: number;
    account_id: number;
    /** 'YYYY-MM' in the paper's time zone, for the monthly number. */
    month: string;
    opened: Generated<number>;
    made_at: number;
    expires_at: number;
  };
  member_group: {
    id: Generated<number>;
    name: string;
    tier_id: number;
    owner_id: number | null;
    seats: number;
    /** Whoever has an address there may take a seat: `school.example`. */
    domain: string | null;
    /** JSON: networks whose readers read as the group does, without an account. */
    networks: Generated<string>;
    order_number: Generated<string>;
    invoice_to: Generated<string>;
    payment_id: number | null;
    from_at: number;
    until_at: number | null;
    state: Generated<'waiting' | 'running' | 'ended'>;
    remark: Generated<string>;
    made_at: number;
    changed_at: number;
  };
  seat: {
    id: Generated<number>;
    group_id: number;
    email: string;
    account_id: number | null;
    membership_id: number | null;
    way: 'invited' | 'domain' | 'owner';
    token_hash: string | null;
    state: 'invited' | 'taken' | 'left';
    /** When the link in the newest invitation was sent. */
    invited_at: number;
    confirmed_at: number | null;
    /** By when the address has to be shown to be theirs again. */
    confirm_by: number | null;
    made_at: number;
  };
  /** Somebody who has the printed paper, as the circulation system says. */
  outside_subscriber: {
    feed: string;
    number: string;
    name: string;
    postcode: string;
    product: string;
    from_at: number;
    until_at: number | null;
    account_id: number | null;
    membership_id: number | null;
    connected_at: number | null;
    gone_at: number | null;
  };
  outside_run: {
    id: Generated<number>;
    feed: string;
    source: string;
    /** held: it shrank too much and waits for somebody */
    state: 'held' | 'done' | 'refused' | 'dropped';
    rows: number;
    added: number;
    changed: number;
    ended: number;
    /** JSON: how many lines were not taken, and the first of them with why. */
    refused: Generated<string>;
    /** JSON of the rows, while it is held. */
    content: string | null;
    made_at: number;
    decided_at: number | null;
    decided_by: number | null;
  };
};

export const codesOwners: Readonly<Record<keyof CodesTables, string>> = {
  code: 'members',
  code_use: 'members',
  story_gift: 'members',
  member_group: 'members',
  seat: 'members',
  outside_subscriber: 'members',
  outside_run: 'members',
};
