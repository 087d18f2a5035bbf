import { type DialectName, type Migration, words } from './dialect.ts';

/** Desk accounts, their sessions and keys, the audit log, and the letters that wait to be sent. */
export const accounts: Migration = { name: '0002-accounts', statements };

function statements(dialect: DialectName): readonly string[] {
  return [...ofPeople(dialect), ...ofSessions(dialect), ...ofSecondStep(dialect), ...ofRecords(dialect)];
}

function ofPeople(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table account (id ${id}, email text not null unique, email_verified ${int} not null default 0, name text not null,
      image text, made_at ${int} not null, changed_at ${int} not null)`,
    `create table staff (account_id ${int} primary key references account (id), role text not null,
      sections text not null default '"all"', granted text not null default '[]', denied text not null default '[]',
      byline_id ${int} references byline (id), active ${int} not null default 1, made_at ${int} not null, changed_at ${int} not null)`,
    'create index staff_byline on staff (byline_id) where byline_id is not null',
  ];
}

function ofSessions(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table session (id ${id}, account_id ${int} not null references account (id), token text not null unique,
      ip_address text, user_agent text, way text not null default '', second_step text not null default 'due',
      made_at ${int} not null, changed_at ${int} not null, expires_at ${int} not null)`,
    'create index session_account on session (account_id)',
    'create index session_expires on session (expires_at)',
    `create table credential (id ${id}, account_id ${int} not null references account (id), provider text not null,
      subject text not null, password text, access_token text, refresh_token text, id_token text,
      access_token_expires_at ${int}, refresh_token_expires_at ${int}, scope text, made_at ${int} not null,
      changed_at ${int} not null, unique (provider, subject))`,
    'create index credential_account on credential (account_id)',
    `create table verification (id ${id}, identifier text not null, value text not null, expires_at ${int} not null,
      made_at ${int} not null, changed_at ${int} not null)`,
    'create index verification_identifier on verification (identifier)',
    'create index verification_expires on verification (expires_at)',
    `create table passkey (id ${id}, account_id ${int} not null references account (id), name text, public_key text not null,
      credential_id text not null unique, counter ${int} not null, device_type text not null, backed_up ${int} not null,
      transports text, aaguid text, made_at ${int})`,
    'create index passkey_account on passkey (account_id)',
    `create table way_in (id ${id}, account_id ${int} references account (id), kind text not null, ticket_hash text,
      code_hash text, token_hash text unique, tries_left ${int} not null, made_at ${int} not null, expires_at ${int} not null)`,
    'create unique index way_in_ticket on way_in (ticket_hash) where ticket_hash is not null',
    'create index way_in_account on way_in (account_id) where account_id is not null',
    'create index way_in_expires on way_in (expires_at)',
  ];
}

function ofSecondStep(dialect: DialectName): string[] {
  const { int, clustered } = words(dialect);
  return [
    `create table second_step (account_id ${int} primary key references account (id), secret text not null,
      last_counter ${int} not null default 0, confirmed_at ${int}, made_at ${int} not null)`,
    `create table recovery_code (account_id ${int} not null references account (id), code_hash text not null, used_at ${int},
      primary key (account_id, code_hash)) ${clustered}`,
  ];
}

function ofRecords(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table audit (id ${id}, at ${int} not null, account_id ${int} references account (id), act text not null,
      about text not null, subject ${int}, details text not null default '{}')`,
    'create index audit_account on audit (account_id, id) where account_id is not null',
    'create index audit_about on audit (about, subject, id)',
    `create table letter (id ${id}, kind text not null, recipient text not null, subject text not null, body text,
      state text not null default 'waiting', attempts ${int} not null default 0, send_at ${int} not null, expires_at ${int},
      last_error text, made_at ${int} not null, ended_at ${int})`,
    "create index letter_waiting on letter (send_at, id) where state = 'waiting'",
  ];
}
