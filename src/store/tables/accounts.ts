import type { Generated } from 'kysely';

/** Tables of the step 0002-accounts. */
export type AccountsTables = {
  account: {
    id: Generated<number>;
    /** In small letters. */
    email: string;
    email_verified: Generated<number>;
    name: string;
    image: string | null;
    made_at: number;
    changed_at: number;
  };
  staff: {
    account_id: number;
    role: string;
    /** JSON: "all", or a list of section ids. */
    sections: Generated<string>;
    granted: Generated<string>;
    denied: Generated<string>;
    byline_id: number | null;
    active: Generated<number>;
    made_at: number;
    changed_at: number;
  };
  session: {
    id: Generated<number>;
    account_id: number;
    token: string;
    ip_address: string | null;
    user_agent: string | null;
    /** How it began: code, link, password, passkey, provider, first, test. */
    way: Generated<string>;
    /** Whether the second step was taken, is due, or must be set up before anything else. */
    second_step: Generated<'done' | 'due' | 'to-set-up'>;
    /** Where it began: at the desk, or at the readers' door, which leads to no desk. Added in 0010-readers. */
    door: Generated<'desk' | 'paper'>;
    made_at: number;
    /** When it was last seen, to the hour. */
    changed_at: number;
    expires_at: number;
  };
  /** A password, or the tie to an account of a sign-in provider. */
  credential: {
    id: Generated<number>;
    account_id: number;
    provider: string;
    subject: string;
    password: string | null;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: number | null;
    refresh_token_expires_at: number | null;
    scope: string | null;
    made_at: number;
    changed_at: number;
  };
  /** What the sign-in library has to remember between two requests. */
  verification: {
    id: Generated<number>;
    identifier: string;
    value: string;
    expires_at: number;
    made_at: number;
    changed_at: number;
  };
  passkey: {
    id: Generated<number>;
    account_id: number;
    name: string | null;
    public_key: string;
    credential_id: string;
    counter: number;
    device_type: string;
    backed_up: number;
    transports: string | null;
    aaguid: string | null;
    made_at: number | null;
  };
  /** A code or link that signs somebody in once; without an account it is the answer to an unknown address. */
  way_in: {
    id: Generated<number>;
    account_id: number | null;
    kind: string;
    ticket_hash: string | null;
    code_hash: string | null;
    token_hash: string | null;
    /** Of somebody who has no account yet, and what they wish: added in 0010-readers. */
    email: string | null;
    wish: string | null;
    tries_left: number;
    made_at: number;
    expires_at: number;
  };
  second_step: {
    account_id: number;
    /** Encrypted with the house secret. */
    secret: string;
    last_counter: Generated<number>;
    confirmed_at: number | null;
    made_at: number;
  };
  recovery_code: { account_id: number; code_hash: string; used_at: number | null };
  audit: {
    id: Generated<number>;
    at: number;
    account_id: number | null;
    act: string;
    about: string;
    subject: number | null;
    details: Generated<string>;
  };
  letter: {
    id: Generated<number>;
    kind: string;
    recipient: string;
    subject: string;
    /** JSON {text, html}; erased when the letter is sent or given up. */
    body: string | null;
    state: Generated<'waiting' | 'sent' | 'failed'>;
    attempts: Generated<number>;
    send_at: number;
    /** After this it is of no use and is not sent. */
    expires_at: number | null;
    last_error: string | null;
    made_at: number;
    ended_at: number | null;
  };
};

export const accountsOwners: Readonly<Record<keyof AccountsTables, string>> = {
  account: 'accounts',
  staff: 'accounts',
  session: 'accounts',
  credential: 'accounts',
  verification: 'accounts',
  passkey: 'accounts',
  way_in: 'accounts',
  second_step: 'accounts',
  recovery_code: 'accounts',
  audit: 'accounts',
  letter: 'store',
};
