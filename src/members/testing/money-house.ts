import { type Settings, settingTable } from '#paper/settings.js';
import type { Store } from '#store/store.io.js';
import type { MoneyHouse } from '../money-house.ts';
import { offlineProvider } from '../offline.io.ts';
import type { PaymentProvider } from '../provider.ts';

/** What acts on money work with, at a clock that is set by hand. Settings are the standard ones and these. */
export function moneyHouse(
  store: Store,
  clock: () => Date,
  wish: { readonly settings?: Partial<Settings>; readonly stripe?: PaymentProvider } = {},
): MoneyHouse {
  const standard = Object.entries(settingTable).map(([name, entry]) => [name, entry.default]);
  const all = { ...(Object.fromEntries(standard) as Settings), ...wish.settings };
  const settings = () => all;
  const address = () => 'https://paper.example';
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const offline = offlineProvider({ store, settings, address });
  const providers = wish.stripe ? { offline, stripe: wish.stripe } : { offline };
  return { store, settings, address, clock, log, providers };
}
