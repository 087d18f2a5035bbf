import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { PriceId, TierId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import type { Price, Tier } from './tier.ts';

export type TierWish = Omit<Tier, 'id'> & { readonly id?: TierId };
export type PriceWish = Omit<Price, 'id' | 'state' | 'ref'> & { readonly ref?: string | null };

/** All tiers in their order, those out of sight too. */
export async function listTiers(db: Db): Promise<Tier[]> {
  const rows = await db.selectFrom('tier').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(toTier);
}

export async function findTier(db: Db, id: TierId): Promise<Tier | undefined> {
  const row = await db.selectFrom('tier').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTier(row);
}

/** throws  tier-unknown */
export async function getTier(db: Db, id: TierId): Promise<Tier> {
  const tier = await findTier(db, id);
  if (!tier) throw fault(memberFaults, 'tier-unknown', { tier: id });
  return tier;
}

export async function findTierBySlug(db: Db, slug: string): Promise<Tier | undefined> {
  const row = await db.selectFrom('tier').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toTier(row);
}

/**
 * Makes a tier, or changes the one with this id. The slug of one that exists stays, since stories name it.
 *
 * throws  tier-slug-taken, tier-unknown
 */
export async function saveTier(tx: Tx, wish: TierWish, now: Date): Promise<Tier> {
  const { id, slug, benefits, ...rest } = wish;
  const row = { ...rest, benefits: JSON.stringify(benefits), changed_at: now.getTime() };
  const saved =
    id === undefined
      ? await addTier(tx, { ...row, slug, made_at: now.getTime() })
      : await tx.updateTable('tier').set(row).where('id', '=', id).returningAll().executeTakeFirst();
  if (!saved) throw fault(memberFaults, 'tier-unknown', { tier: id });
  await tell(tx, 'tier.changed', saved.id, {}, now);
  return toTier(saved);
}

async function addTier(tx: Tx, row: Omit<Selectable<Tables['tier']>, 'id'>) {
  const made = await tx
    .insertInto('tier')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!made) throw fault(memberFaults, 'tier-slug-taken', { slug: row.slug });
  return made;
}

/** Prices of one tier, or of all: those offered first, then by currency and period. */
export async function listPrices(db: Db, tier?: TierId): Promise<Price[]> {
  let query = db
    .selectFrom('price')
    .selectAll()
    .orderBy('tier_id')
    .orderBy('state', 'desc')
    .orderBy('currency')
    .orderBy('period')
    .orderBy('id');
  if (tier !== undefined) query = query.where('tier_id', '=', tier);
  return (await query.execute()).map(toPrice);
}

export async function findPrice(db: Db, id: PriceId): Promise<Price | undefined> {
  const row = await db.selectFrom('price').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPrice(row);
}

/** throws  price-unknown */
export async function getPrice(db: Db, id: PriceId): Promise<Price> {
  const price = await findPrice(db, id);
  if (!price) throw fault(memberFaults, 'price-unknown', { price: id });
  return price;
}

/** The price with this id at a payment provider. */
export async function findPriceByRef(db: Db, ref: string): Promise<Price | undefined> {
  const row = await db.selectFrom('price').selectAll().where('provider_ref', '=', ref).executeTakeFirst();
  return row && toPrice(row);
}

/** Offers a tier at this price from now on. The one it takes the place of (same period and currency) is former then. */
export async function addPrice(tx: Tx, wish: PriceWish, now: Date): Promise<Price> {
  const { tier, period, currency, amountMinor, taxBp, trialDays, ref = null } = wish;
  const earlier = tx.updateTable('price').set({ state: 'former', ended_at: now.getTime() });
  await earlier
    .where('tier_id', '=', tier)
    .where('period', '=', period)
    .where('currency', '=', currency)
    .where('state', '=', 'offered')
    .execute();
  const money = { currency, amount_minor: amountMinor, tax_bp: taxBp, trial_days: trialDays };
  const row = await tx
    .insertInto('price')
    .values({ tier_id: tier, period, ...money, provider_ref: ref, made_at: now.getTime(), ended_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(tx, 'tier.changed', tier, {}, now);
  return toPrice(row);
}

/** Offers this price to nobody new. */
export async function endPrice(tx: Tx, id: PriceId, now: Date): Promise<Price> {
  const set = { state: 'former' as const, ended_at: now.getTime() };
  const row = await tx.updateTable('price').set(set).where('id', '=', id).returningAll().executeTakeFirst();
  if (!row) throw fault(memberFaults, 'price-unknown', { price: id });
  await tell(tx, 'tier.changed', row.tier_id, {}, now);
  return toPrice(row);
}

/** Notes what the payment provider calls a price. */
export async function setPriceRef(tx: Tx, id: PriceId, ref: string | null): Promise<void> {
  await tx.updateTable('price').set({ provider_ref: ref }).where('id', '=', id).execute();
}

function toTier(row: Selectable<Tables['tier']>): Tier {
  const { slug, name, says, position, state } = row;
  const benefits = JSON.parse(row.benefits) as string[];
  return { id: row.id as TierId, slug, name, says, benefits, position, state };
}

function toPrice(row: Selectable<Tables['price']>): Price {
  return {
    id: row.id as PriceId,
    tier: row.tier_id as TierId,
    period: row.period,
    currency: row.currency,
    amountMinor: row.amount_minor,
    taxBp: row.tax_bp,
    trialDays: row.trial_days,
    state: row.state,
    ref: row.provider_ref,
  };
}
