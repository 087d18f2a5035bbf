import type { Clock } from '#kit/clock.js';
import type { Settings } from '#paper/settings.js';
import type { Store } from '#store/store.io.js';
import type { MembersLog } from '../members.ts';

/** What everything that speaks to Stripe works with; `Members` is one. */
export type StripeHouse = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: MembersLog;
};
