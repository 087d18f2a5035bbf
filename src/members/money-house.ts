import type { Clock } from '#kit/clock.js';
import type { Settings } from '#paper/settings.js';
import type { Store } from '#store/store.io.js';
import type { MembersLog } from './members.ts';
import type { Rules } from './membership.ts';
import type { Providers } from './provider.ts';

/** What everything about money works with; `Members` is one. */
export type MoneyHouse = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly address: () => string;
  readonly clock: Clock;
  readonly log: MembersLog;
  readonly providers: Providers;
};

/** What settings say about all memberships. */
export function rulesOf(settings: Pick<Settings, 'timeZone' | 'graceDays' | 'withdrawalDays'>): Rules {
  const { timeZone: zone, graceDays, withdrawalDays } = settings;
  return { zone, graceDays, withdrawalDays };
}

/** A day in words, as people of the paper's time zone read it: '3 December 2026'. */
export function wordDay(at: number, language: string, zone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone }).format(at);
}
