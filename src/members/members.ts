import type { Accounts } from '#accounts/accounts.io.js';
import type { Clock } from '#kit/clock.js';
import type { Settings } from '#paper/settings.js';
import type { Store } from '#store/store.io.js';
import type { Networks } from './networks.io.ts';
import type { Providers } from './provider.ts';
import type { ReaderTable } from './reader-table.io.ts';

export type MembersLog = {
  info(facts: object, says: string): void;
  warn(facts: object, says: string): void;
  error(facts: object, says: string): void;
};

/**
 * What everything about readers and members works with.
 *
 * settings  asked anew each time, since settings change
 * address   where the paper stands, which links in letters begin with
 */
export type Members = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly address: () => string;
  readonly clock: Clock;
  readonly secret: string;
  readonly accounts: Accounts;
  readonly readers: ReaderTable;
  readonly networks: Networks;
  /** Who takes money. */
  readonly providers: Providers;
  readonly log: MembersLog;
};
