import type { Generated } from 'kysely';

/** Tables of the step 0008-machines. */
export type MachinesTables = {
  /** What a section, topic or byline became that was merged into another: revisions name it for ever. */
  section_merged: { section_id: number; into_id: number; merged_at: number };
  topic_merged: { topic_id: number; into_id: number; merged_at: number };
  byline_merged: { byline_id: number; into_id: number; merged_at: number };
  /** Redirects that a person set: these may be changed and removed, all others stand for ever. */
  redirect_by_hand: { address_key: string; made_by: number | null; made_at: number };
  api_key: {
    id: Generated<number>;
    name: string;
    /** SHA-256 of the key; the key itself is kept nowhere. */
    secret_hash: string;
    /** Its last characters, so that people know which one it is. */
    hint: string;
    scopes: string;
    /** JSON list of section ids, or null for the whole paper. */
    sections: string | null;
    made_by: number;
    made_at: number;
    expires_at: number | null;
    revoked_at: number | null;
    used_at: number | null;
  };
  /** What was answered to a question that carried an idempotency key; `status` is null while it is worked on. */
  api_answer: {
    key_id: number;
    once: string;
    asked: string;
    status: number | null;
    answer: string | null;
    made_at: number;
  };
  webhook: {
    id: Generated<number>;
    name: string;
    address: string;
    /** With it calls are signed; it is shown once and never sent back. */
    secret: string;
    /** JSON list of event names. */
    events: string;
    active: Generated<number>;
    stopped_why: Generated<string>;
    failing_since: number | null;
    /** No call is tried before this moment: the receiver did not answer lately. */
    rest_until: number | null;
    made_by: number;
    made_at: number;
    changed_at: number;
  };
  webhook_call: {
    id: Generated<number>;
    webhook_id: number;
    message: string;
    name: string;
    subject: number | null;
    /** Ids and such as JSON, never words: those are read when the call is sent. */
    facts: string;
    event_at: number;
    state: 'waiting' | 'sent' | 'failed';
    attempts: Generated<number>;
    status: number | null;
    answer: Generated<string>;
    made_at: number;
    tried_at: number | null;
    next_at: number | null;
  };
};

export const machinesOwners: Readonly<Record<keyof MachinesTables, string>> = {
  section_merged: 'paper',
  topic_merged: 'stories',
  byline_merged: 'accounts',
  redirect_by_hand: 'stories',
  api_key: 'accounts',
  api_answer: 'desk',
  webhook: 'desk',
  webhook_call: 'desk',
};
