import { type Selectable, type SqlBool, sql } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, OfferId, TierId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import type { Offer } from './offer.ts';
import type { Period } from './tier.ts';

export type OfferWish = Omit<Offer, 'id' | 'uses' | 'ref'> & {
  readonly id?: OfferId;
  readonly ref?: string | null;
};

/** All offers, those that run first and the newest first. */
export async function listOffers(db: Db): Promise<Offer[]> {
  const rows = await db.selectFrom('offer').selectAll().orderBy('state').orderBy('id', 'desc').execute();
  return rows.map(toOffer);
}

export async function findOffer(db: Db, id: OfferId): Promise<Offer | undefined> {
  const row = await db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toOffer(row);
}

/** The offer with this code, typed large or small, with hyphens or without. */
export async function findOfferByCode(db: Db, typed: string): Promise<Offer | undefined> {
  const code = offerCode(typed);
  if (!code) return undefined;
  const row = await db.selectFrom('offer').selectAll().where('code', '=', code).executeTakeFirst();
  return row && toOffer(row);
}

/** A campaign's code as it is kept: capitals and figures alone. */
export function offerCode(typed: string): string {
  return typed
    .slice(0, 80)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/**
 * Makes an offer, or changes the one with this id; how often it was used is kept.
 *
 * throws  offer-unknown, offer-code-taken
 */
export async function saveOffer(tx: Tx, wish: OfferWish, now: Date): Promise<Offer> {
  const code = wish.code === null ? null : offerCode(wish.code) || null;
  await demandFree(tx, code, wish.id);
  const row = {
    ...{ name: wish.name, code, tier_id: wish.tier, period: wish.period, kind: wish.kind },
    ...{ amount: wish.amount, currency: wish.currency, periods: wish.periods, state: wish.state },
    newcomers: wish.newcomers ? 1 : 0,
    ...{ uses_most: wish.usesMost, from_at: wish.fromAt, until_at: wish.untilAt },
    provider_ref: wish.ref ?? null,
  };
  const saved =
    wish.id === undefined
      ? await tx
          .insertInto('offer')
          .values({ ...row, made_at: now.getTime() })
          .returningAll()
          .executeTakeFirst()
      : await tx.updateTable('offer').set(row).where('id', '=', wish.id).returningAll().executeTakeFirst();
  if (!saved) throw fault(memberFaults, 'offer-unknown', { offer: wish.id });
  await tell(tx, 'offer.changed', saved.id, {}, now);
  return toOffer(saved);
}

/**
 * Counts one use, unless it is used up: of several who take the last one at the same instant one gets it.
 *
 * returns  whether it was there
 */
export async function takeOffer(tx: Tx, id: OfferId): Promise<boolean> {
  const taken = await tx
    .updateTable('offer')
    .set({ uses: sql<number>`uses + 1` })
    .where('id', '=', id)
    .where(sql<SqlBool>`(uses_most is null or uses < uses_most)`)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Whether somebody held any tier before, so that offers for newcomers are not for them. */
export async function heldBefore(db: Db, account: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('membership')
    .select('id')
    .where('account_id', '=', account)
    .where('state', '!=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether somebody had time by this offer before: it is given once, however often they leave and come again. */
export async function hadOffer(
  db: Db,
  { account, offer }: { account: AccountId; offer: OfferId },
): Promise<boolean> {
  const row = await db
    .selectFrom('membership')
    .select('id')
    .where('account_id', '=', account)
    .where('offer_id', '=', offer)
    .whereRef('paid_until', '>', 'access_from')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function demandFree(tx: Tx, code: string | null, id: OfferId | undefined): Promise<void> {
  if (code === null) return;
  const row = await tx.selectFrom('offer').select('id').where('code', '=', code).executeTakeFirst();
  if (row && row.id !== id) throw fault(memberFaults, 'offer-code-taken', { code });
}

function toOffer(row: Selectable<Tables['offer']>): Offer {
  return {
    id: row.id as OfferId,
    name: row.name,
    code: row.code,
    tier: row.tier_id as TierId | null,
    period: row.period as Period | null,
    kind: row.kind,
    amount: row.amount,
    currency: row.currency,
    periods: row.periods,
    newcomers: row.newcomers === 1,
    usesMost: row.uses_most,
    uses: row.uses,
    fromAt: row.from_at,
    untilAt: row.until_at,
    state: row.state,
    ref: row.provider_ref,
  };
}
