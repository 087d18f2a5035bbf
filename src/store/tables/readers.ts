import type { Generated } from 'kysely';

/** Tables of the step 0010-readers. */
export type ReadersTables = {
  /** An account that reads: registered, whether or not it holds a tier. */
  reader: {
    account_id: number;
    /** What stands on letters and receipts: `R-000123`. Given once, and to nobody else after a deletion. */
    number: string;
    language: Generated<string>;
    /** joined, imported, gift, group, external, staff */
    came_by: Generated<string>;
    /** The story whose gate made them register. */
    came_story_id: number | null;
    /** What staff noted. */
    remark: Generated<string>;
    /** JSON: labels of older systems. */
    labels: Generated<string>;
    /** Name, address and number in small letters, for searching. */
    search_text: Generated<string>;
    seen_at: number | null;
    made_at: number;
    changed_at: number;
  };
  /** What somebody agreed to or took back; the newest row of a kind holds. */
  consent: {
    id: Generated<number>;
    account_id: number;
    /** 'letters' */
    kind: string;
    given: number;
    /** join, account, staff, import:ghost, import:csv, import:stripe */
    source: string;
    /** The words that were agreed to. */
    says: string;
    at: number;
  };
  /** Something to be done by a date: data asked for by letter, a group's domain to be confirmed. */
  reader_task: {
    id: Generated<number>;
    /** export, deletion, correction, other */
    kind: string;
    account_id: number | null;
    about: Generated<string>;
    due_at: number;
    done_at: number | null;
    done_by: number | null;
    made_by: number | null;
    remark: Generated<string>;
    made_at: number;
  };
  /** What happened to a reader's account and memberships, by whom: staff_id null for themselves or a provider. */
  member_act: {
    id: Generated<number>;
    at: number;
    account_id: number | null;
    membership_id: number | null;
    staff_id: number | null;
    act: string;
    /** JSON, named facts; never what somebody read. */
    details: Generated<string>;
  };
  /** The word in the address of a member's own feeds. */
  feed_key: { account_id: number; key_hash: string; made_at: number };
  /** What the meter was spent on (period 'm2026-11') or a gift opened (period 'gift'), as keyed hashes, until they end. */
  meter_spent: { account_id: number; period: string; story_hash: string; until_at: number };
};

export const readersOwners: Readonly<Record<keyof ReadersTables, string>> = {
  reader: 'members',
  consent: 'members',
  reader_task: 'members',
  member_act: 'members',
  feed_key: 'members',
  meter_spent: 'members',
};
