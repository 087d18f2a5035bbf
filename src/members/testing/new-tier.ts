import type { Store } from '#store/store.io.js';
import { addPrice, saveTier } from '../tier.sql.ts';
import type { Period, Price, Tier } from '../tier.ts';

/** Amounts in the smallest unit; EUR, 19 % and no trial where nothing is said. */
export type NewTier = {
  readonly slug: string;
  readonly name?: string;
  readonly benefits?: readonly string[];
  readonly position?: number;
  readonly prices?: readonly {
    readonly period: Period;
    readonly amountMinor: number;
    readonly currency?: string;
    readonly taxBp?: number;
    readonly trialDays?: number;
  }[];
};

/** Makes a tier with its prices, offered from now on. */
export async function newTier(
  { db }: Pick<Store, 'db'>,
  wish: NewTier,
  now: Date,
): Promise<{ tier: Tier; prices: Price[] }> {
  return db.transaction().execute(async (tx) => {
    const { slug, name = slug, benefits = [], position = 0 } = wish;
    const tier = await saveTier(tx, { slug, name, says: '', benefits, position, state: 'offered' }, now);
    const prices: Price[] = [];
    for (const { currency = 'EUR', taxBp = 1900, trialDays = 0, ...price } of wish.prices ?? []) {
      prices.push(await addPrice(tx, { ...price, currency, taxBp, trialDays, tier: tier.id }, now));
    }
    return { tier, prices };
  });
}
