import type { Tables } from '#store/tables.js';

/**
 * Tables that an export carries, what is pointed at first. Their columns that name an account are listed, since an
 * account may get another number where it comes in; `by` are those by which rows are read in order.
 *
 * What stays behind: what readers read (meter_spent), which is nobody's to carry about.
 */
export const keptTables = {
  reader: { by: ['account_id'], accounts: ['account_id'] },
  consent: { by: ['id'], accounts: ['account_id'] },
  reader_task: { by: ['id'], accounts: ['account_id', 'done_by', 'made_by'] },
  feed_key: { by: ['account_id'], accounts: ['account_id'] },
  tier: { by: ['id'], accounts: [] },
  price: { by: ['id'], accounts: [] },
  offer: { by: ['id'], accounts: [] },
  membership: { by: ['id'], accounts: ['account_id'] },
  payment: { by: ['id'], accounts: ['account_id'] },
  member_group: { by: ['id'], accounts: ['owner_id'] },
  seat: { by: ['id'], accounts: ['account_id'] },
  receipt: { by: ['number'], accounts: ['account_id'] },
  number_series: { by: ['name'], accounts: [] },
  provider_event: { by: ['provider', 'event_id'], accounts: [] },
  provider_difference: { by: ['id'], accounts: ['account_id'] },
  code: { by: ['id'], accounts: ['bought_by', 'made_by'] },
  code_use: { by: ['code_id', 'account_id'], accounts: ['account_id'] },
  story_gift: { by: ['id'], accounts: ['account_id'] },
  outside_run: { by: ['id'], accounts: ['decided_by'] },
  outside_subscriber: { by: ['feed', 'number'], accounts: ['account_id'] },
  partner: { by: ['id'], accounts: [] },
  place: { by: ['id'], accounts: [] },
  device: { by: ['id'], accounts: [] },
  benefit: { by: ['id'], accounts: [] },
  voucher: { by: ['id'], accounts: ['account_id'] },
  benefit_code: { by: ['id'], accounts: [] },
  benefit_day: { by: ['benefit_id', 'day', 'place_id'], accounts: [] },
  redemption: { by: ['id'], accounts: [] },
  statement_sheet: { by: ['partner_id', 'month'], accounts: [] },
  member_act: { by: ['id'], accounts: ['account_id', 'staff_id'] },
} as const satisfies Partial<Record<keyof Tables, { by: readonly string[]; accounts: readonly string[] }>>;

export type KeptTable = keyof typeof keptTables;

export const keptTableNames = Object.keys(keptTables) as readonly KeptTable[];

/** What an export never carries. */
export const leftTables = ['meter_spent'] as const;
