import { type DialectName, type Migration, words } from './dialect.ts';

/** Partners with their places, the benefits they offer, and the vouchers that members claimed. */
export const benefits: Migration = { name: '0013-benefits', statements };

function statements(dialect: DialectName): readonly string[] {
  return [...ofPartners(dialect), ...ofBenefits(dialect), ...ofVouchers(dialect)];
}

function ofPartners(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table partner (id ${id}, name text not null, about text not null default '', link text not null default '', email text not null default '',
      invoice_to text not null default '', tax_bp ${int} not null default 0, language text not null default '', state text not null default 'running',
      made_at ${int} not null, changed_at ${int} not null)`,
    `create table place (id ${id}, partner_id ${int} not null references partner (id), name text not null, address text not null default '',
      pin_hash text, let_in_hash text unique, let_in_until ${int}, wrong_pins ${int} not null default 0, wrong ${int} not null default 0,
      wrong_since ${int}, locked_until ${int}, state text not null default 'running', made_at ${int} not null)`,
    'create index place_partner on place (partner_id, id)',
    `create table device (id ${id}, place_id ${int} not null references place (id), token_hash text not null unique, name text not null,
      let_in_at ${int} not null, seen_at ${int} not null, wrong ${int} not null default 0, wrong_since ${int}, locked_until ${int},
      shut_out_at ${int})`,
    'create index device_place on device (place_id, id)',
  ];
}

function ofBenefits(dialect: DialectName): string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table benefit (id ${id}, partner_id ${int} not null references partner (id), slug text not null unique, title text not null,
      says text not null default '', terms text not null default '', media_id ${int}, worth_minor ${int}, currency text not null default 'EUR',
      kind text not null, shared_code text, link text not null default '', valid_from ${int}, valid_until ${int}, use_within_days ${int}, tiers text not null default '[]',
      places text not null default '[]', per_member ${int} not null default 1, per_member_days ${int}, per_day ${int}, per_place_day ${int},
      in_all ${int}, claimed ${int} not null default 0, settle_minor ${int} not null default 0, low_at ${int} not null default 0,
      told_low_at ${int}, position ${int} not null default 0, state text not null default 'draft', made_at ${int} not null, changed_at ${int} not null)`,
    'create index benefit_state on benefit (state, position, id)',
    'create index benefit_partner on benefit (partner_id)',
    `create table benefit_code (id ${id}, benefit_id ${int} not null references benefit (id), code text not null, voucher_id ${int}, batch text not null default '',
      made_at ${int} not null, unique (benefit_id, code))`,
    'create index benefit_code_free on benefit_code (benefit_id, id) where voucher_id is null',
    `create table benefit_day (benefit_id ${int} not null, day text not null, place_id ${int} not null, count ${int} not null,
      primary key (benefit_id, day, place_id)) ${clustered}`,
  ];
}

function ofVouchers(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table voucher (id ${id}, benefit_id ${int} not null references benefit (id), account_id ${int} references account (id),
      ordinal ${int} not null, code text not null, word_code text unique, token text unique, state text not null default 'claimed', claimed_at ${int} not null,
      expires_at ${int}, used_at ${int}, place_id ${int}, reminded_at ${int}, ended_at ${int}, unique (benefit_id, account_id, ordinal))`,
    'create index voucher_account on voucher (account_id, id)',
    'create index voucher_benefit on voucher (benefit_id, state)',
    "create index voucher_expires on voucher (expires_at) where state = 'claimed' and expires_at is not null",
    `create table redemption (id ${id}, voucher_id ${int} not null references voucher (id), place_id ${int} not null references place (id),
      device_id ${int} not null references device (id), at ${int} not null, entered_at ${int} not null, late ${int} not null default 0,
      counts ${int} not null, undone_at ${int}, once text unique, settle_minor ${int} not null default 0, currency text not null default 'EUR')`,
    'create index redemption_voucher on redemption (voucher_id, id)',
    'create index redemption_place on redemption (place_id, at)',
    'create unique index redemption_counts on redemption (voucher_id) where counts = 1 and undone_at is null',
    `create table statement_sheet (partner_id ${int} not null references partner (id), month text not null, number text not null unique, content text not null,
      made_at ${int} not null, sent_at ${int}, primary key (partner_id, month))`,
  ];
}
