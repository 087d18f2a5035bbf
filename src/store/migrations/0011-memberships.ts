import { type DialectName, type Migration, words } from './dialect.ts';

/** Tiers and their prices, who holds which, what was paid, and what payment providers told. */
export const memberships: Migration = { name: '0011-memberships', statements };

function statements(dialect: DialectName): readonly string[] {
  return [...ofTiers(dialect), ...ofHolding(dialect), ...ofMoney(dialect)];
}

function ofTiers(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table tier (id ${id}, slug text not null unique, name text not null, says text not null default '',
      benefits text not null default '[]', position ${int} not null default 0, state text not null default 'offered',
      made_at ${int} not null, changed_at ${int} not null)`,
    `create table price (id ${id}, tier_id ${int} not null references tier (id), period text not null, currency text not null,
      amount_minor ${int} not null, tax_bp ${int} not null default 0, trial_days ${int} not null default 0,
      state text not null default 'offered', provider_ref text, made_at ${int} not null, ended_at ${int})`,
    'create index price_tier on price (tier_id, state)',
    'create unique index price_ref on price (provider_ref) where provider_ref is not null',
    `create table offer (id ${id}, name text not null, code text unique, tier_id ${int} references tier (id), period text,
      kind text not null, amount ${int} not null, currency text, periods ${int}, newcomers ${int} not null default 0, uses_most ${int}, uses ${int} not null default 0,
      from_at ${int}, until_at ${int}, state text not null default 'running', provider_ref text, made_at ${int} not null)`,
  ];
}

function ofHolding(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table membership (id ${id}, account_id ${int} not null references account (id), tier_id ${int} not null references tier (id),
      source text not null, state text not null, price_id ${int} references price (id), offer_id ${int} references offer (id),
      access_from ${int} not null, access_until ${int}, paid_until ${int}, trial_until ${int}, grace_until ${int}, anchor_at ${int},
      ends_at_period ${int} not null default 0, cancelled_at ${int}, paused_until ${int}, story_id ${int}, group_id ${int},
      provider text, provider_ref text, customer_ref text, remark text not null default '', made_at ${int} not null,
      changed_at ${int} not null, ended_at ${int}, next_price_id ${int} references price (id), next_tier_id ${int} references tier (id),
      change_at ${int}, unique (provider, provider_ref))`,
    'create index membership_account on membership (account_id, access_until)',
    'create index membership_tier on membership (tier_id, state)',
    'create index membership_until on membership (access_until) where access_until is not null',
    'create index membership_customer on membership (customer_ref) where customer_ref is not null',
    'create index membership_story on membership (story_id, made_at) where story_id is not null',
    'create index membership_group on membership (group_id) where group_id is not null',
    'create index membership_state on membership (state, id)',
  ];
}

function ofMoney(dialect: DialectName): string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table payment (id ${id}, membership_id ${int} references membership (id), account_id ${int} references account (id),
      what text not null, state text not null, amount_minor ${int} not null, tax_minor ${int} not null, tax_bp ${int} not null,
      currency text not null, provider text not null, provider_ref text, period_from ${int}, period_to ${int}, due_at ${int},
      paid_at ${int}, refunded_minor ${int} not null default 0, reason text, attempts ${int} not null default 0, order_number text,
      next_try_at ${int}, made_at ${int} not null, changed_at ${int} not null, unique (provider, provider_ref))`,
    'create index payment_account on payment (account_id, id)',
    'create index payment_membership on payment (membership_id, id)',
    'create index payment_state on payment (state, changed_at)',
    'create index payment_paid on payment (paid_at) where paid_at is not null',
    `create table receipt (number text primary key, kind text not null, payment_id ${int} not null references payment (id),
      account_id ${int}, amount_minor ${int} not null, tax_minor ${int} not null, currency text not null, content text not null,
      made_at ${int} not null) ${clustered}`,
    'create index receipt_payment on receipt (payment_id)',
    'create index receipt_made on receipt (made_at)',
    `create table number_series (name text primary key, next ${int} not null) ${clustered}`,
    `create table provider_event (provider text not null, event_id text not null, kind text not null, happened_at ${int} not null,
      taken_at ${int} not null, outcome text not null, content text, primary key (provider, event_id)) ${clustered}`,
    `create table provider_difference (id ${id}, found_at ${int} not null, provider text not null, provider_ref text not null, account_id ${int},
      kind text not null, details text not null, settled_at ${int}, settled_how text)`,
    'create unique index provider_difference_open on provider_difference (provider, provider_ref, kind) where settled_at is null',
  ];
}
