import type { AccountId } from '#kit/ids.js';
import { readSettings } from '#paper/settings.js';
import type { Store } from '#store/store.io.js';
import { listMemberships } from '../membership.sql.ts';
import type { Membership } from '../membership.ts';
import type { MoneyHouse } from '../money-house.ts';
import { addReader, ensureAccount } from '../readers.sql.ts';
import { addPrice, saveTier } from '../tier.sql.ts';
import type { Price, Tier } from '../tier.ts';

/** A house that speaks to the Stripe of a test, with one tier, one price and one reader, by a clock set by hand. */
export type StripeHere = Omit<MoneyHouse, 'providers'> & {
  readonly tier: Tier;
  readonly price: Price;
  readonly account: AccountId;
  at(iso: string): void;
  held(): Promise<Membership[]>;
};

export type StripeHereWish = { url: string; key: string; secret: string };

export async function newStripeHere(
  store: Store,
  local: StripeHereWish,
  time: { now: Date },
  price: Partial<Price> = {},
): Promise<StripeHere> {
  const values = {
    ...{ stripeKey: local.key, stripeAddress: local.url, stripeWebhookSecret: ['whsec_older', local.secret] },
    ...{ name: 'Harbour Post', timeZone: 'Europe/Berlin', graceDays: 7 },
  };
  const settings = readSettings([{ from: 'the test', values }]);
  const made = await store.db.transaction().execute(async (tx) => {
    const wish = {
      slug: 'gold',
      name: 'Gold',
      says: '',
      benefits: [],
      position: 1,
      state: 'offered' as const,
    };
    const tier = await saveTier(tx, wish, time.now);
    const terms = { period: 'month', currency: 'EUR', amountMinor: 990, taxBp: 1900, trialDays: 0 } as const;
    const account = await ensureAccount(tx, { email: 'rosa@reader.example', name: 'Rosa Reader' }, time.now);
    await addReader(tx, { account, cameBy: 'joined' }, time.now);
    return { tier, price: await addPrice(tx, { ...terms, ...price, tier: tier.id }, time.now), account };
  });
  return {
    ...{
      store,
      settings: () => settings,
      address: () => 'http://paper.example',
      clock: () => time.now,
      log: quiet,
    },
    ...made,
    at: (iso) => {
      time.now = new Date(iso);
    },
    held: () => listMemberships(store.db, made.account),
  };
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
