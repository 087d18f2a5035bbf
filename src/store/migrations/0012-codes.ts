import { type DialectName, type Migration, words } from './dialect.ts';

/** Access that somebody else gave: codes, gifts of stories, groups with seats, the subscribers of a circulation system. */
export const codes: Migration = { name: '0012-codes', statements };

function statements(dialect: DialectName): readonly string[] {
  return [...ofCodes(dialect), ...ofGroups(dialect), ...ofOutside(dialect)];
}

function ofCodes(dialect: DialectName): string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table code (id ${id}, code text not null unique, kind text not null, tier_id ${int} references tier (id), months ${int},
      offer_id ${int} references offer (id), group_id ${int}, payment_id ${int} references payment (id), bought_by ${int}, for_email text,
      for_name text not null default '', words text not null default '', send_at ${int}, sent_at ${int}, uses_most ${int} not null default 1,
      uses ${int} not null default 0, expires_at ${int}, state text not null default 'good', batch text not null default '',
      made_by ${int}, made_at ${int} not null)`,
    'create index code_bought on code (bought_by, id) where bought_by is not null',
    'create index code_payment on code (payment_id) where payment_id is not null',
    "create index code_batch on code (batch, id) where batch <> ''",
    'create index code_send on code (send_at) where sent_at is null and send_at is not null',
    `create table code_use (code_id ${int} not null references code (id), account_id ${int} not null references account (id),
      membership_id ${int}, at ${int} not null, primary key (code_id, account_id)) ${clustered}`,
    'create index code_use_account on code_use (account_id, at)',
    `create table story_gift (id ${id}, token_hash text not null unique, story_id ${int} not null, account_id ${int} not null references account (id),
      month text not null, opened ${int} not null default 0, made_at ${int} not null, expires_at ${int} not null)`,
    'create index story_gift_account on story_gift (account_id, month)',
    'create index story_gift_expires on story_gift (expires_at)',
  ];
}

function ofGroups(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table member_group (id ${id}, name text not null, tier_id ${int} not null references tier (id), owner_id ${int} references account (id),
      seats ${int} not null, domain text, networks text not null default '[]', order_number text not null default '',
      invoice_to text not null default '', payment_id ${int} references payment (id), from_at ${int} not null, until_at ${int},
      state text not null default 'running',
      remark text not null default '', made_at ${int} not null, changed_at ${int} not null)`,
    'create index member_group_owner on member_group (owner_id) where owner_id is not null',
    'create unique index member_group_domain on member_group (domain) where domain is not null',
    `create table seat (id ${id}, group_id ${int} not null references member_group (id), email text not null, account_id ${int},
      membership_id ${int}, way text not null, token_hash text unique, state text not null, invited_at ${int} not null,
      confirmed_at ${int}, confirm_by ${int},
      made_at ${int} not null, unique (group_id, email))`,
    'create index seat_account on seat (account_id) where account_id is not null',
    "create index seat_confirm on seat (confirm_by) where state = 'taken' and confirm_by is not null",
  ];
}

function ofOutside(dialect: DialectName): string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table outside_subscriber (feed text not null, number text not null, name text not null, postcode text not null, product text not null,
      from_at ${int} not null, until_at ${int}, account_id ${int}, membership_id ${int}, connected_at ${int}, gone_at ${int}, primary key (feed, number)) ${clustered}`,
    'create index outside_subscriber_account on outside_subscriber (account_id) where account_id is not null',
    `create table outside_run (id ${id}, feed text not null, source text not null, state text not null, rows ${int} not null, added ${int} not null,
      changed ${int} not null, ended ${int} not null, refused text not null default '[]', content text, made_at ${int} not null,
      decided_at ${int}, decided_by ${int})`,
    'create index outside_run_feed on outside_run (feed, id)',
  ];
}
