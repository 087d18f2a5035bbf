import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { BenefitId, MediaId, PartnerId, PlaceId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import type { Benefit } from './benefit.ts';
import { memberFaults } from './faults.ts';

/** What staff set. What is counted is not among it. */
export type BenefitWish = Omit<Benefit, 'id' | 'claimed' | 'position'>;

/** Every benefit in the order of the page, drafts and ended ones too. */
export async function listBenefits(db: Db): Promise<Benefit[]> {
  const rows = await db.selectFrom('benefit').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(toBenefit);
}

/** What the public page shows at `now`: offered, and not over yet. */
export async function listOffered(db: Db, now: Date): Promise<Benefit[]> {
  const rows = await db
    .selectFrom('benefit')
    .innerJoin('partner', 'partner.id', 'benefit.partner_id')
    .selectAll('benefit')
    .where('benefit.state', '=', 'offered')
    .where('partner.state', '=', 'running')
    .where((of) => of.or([of('valid_until', 'is', null), of('valid_until', '>', now.getTime())]))
    .orderBy('benefit.position')
    .orderBy('benefit.id')
    .limit(500)
    .execute();
  return rows.map(toBenefit);
}

export async function findBenefit(db: Db, id: BenefitId): Promise<Benefit | undefined> {
  const row = await db.selectFrom('benefit').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toBenefit(row);
}

export async function findBenefitBySlug(db: Db, slug: string): Promise<Benefit | undefined> {
  const row = await db.selectFrom('benefit').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toBenefit(row);
}

/** throws  benefit-unknown */
export async function getBenefit(db: Db, id: BenefitId): Promise<Benefit> {
  const benefit = await findBenefit(db, id);
  if (!benefit) throw fault(memberFaults, 'benefit-unknown', { benefit: id });
  return benefit;
}

/** throws  benefit-slug-taken, partner-unknown, benefit-wrong */
export async function addBenefit(tx: Tx, wish: BenefitWish, now: Date): Promise<BenefitId> {
  await check(tx, wish);
  const last = await tx
    .selectFrom('benefit')
    .select(({ fn }) => fn.max<number | null>('position').as('position'))
    .executeTakeFirstOrThrow();
  const at = now.getTime();
  const { id } = await tx
    .insertInto('benefit')
    .values({
      ...toRow(wish),
      told_low_at: null,
      position: Number(last.position ?? 0) + 1,
      made_at: at,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'benefit.changed', id, {}, now);
  return id as BenefitId;
}

/**
 * Changes what is given. What members claimed already keeps the time it was claimed for.
 *
 * throws  benefit-unknown, benefit-slug-taken, partner-unknown, benefit-wrong
 */
export async function changeBenefit(
  tx: Tx,
  id: BenefitId,
  change: Partial<BenefitWish>,
  now: Date,
): Promise<void> {
  const before = await getBenefit(tx, id);
  const wish = { ...before, ...change };
  await check(tx, wish, id);
  if (wish.kind !== before.kind && before.claimed > 0) throw fault(memberFaults, 'benefit-kind-kept');
  await tx
    .updateTable('benefit')
    .set({ ...toRow(wish), changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'benefit.changed', id, {}, now);
}

/** Puts benefits in this order; those that are not named come after them. */
export async function orderBenefits(tx: Tx, order: readonly BenefitId[], now: Date): Promise<void> {
  const all = await tx.selectFrom('benefit').select('id').orderBy('position').orderBy('id').execute();
  const rest = all.map(({ id }) => id as BenefitId).filter((id) => !order.includes(id));
  for (const [position, id] of [...order, ...rest].entries())
    await tx.updateTable('benefit').set({ position }).where('id', '=', id).execute();
  await tell(tx, 'benefit.changed', null, {}, now);
}

async function check(tx: Tx, wish: BenefitWish, self?: BenefitId): Promise<void> {
  const { validFrom, validUntil, kind, sharedCode, partner, places } = wish;
  if (validFrom !== null && validUntil !== null && validUntil <= validFrom)
    throw fault(memberFaults, 'benefit-wrong', { problem: 'It would end before it begins.' });
  if (kind === 'shared' && !sharedCode?.trim())
    throw fault(memberFaults, 'benefit-wrong', { problem: 'Name the code that everybody shows.' });
  const same = await findBenefitBySlug(tx, wish.slug);
  if (same && same.id !== self) throw fault(memberFaults, 'benefit-slug-taken', { slug: wish.slug });
  const found = await tx.selectFrom('partner').select('id').where('id', '=', partner).executeTakeFirst();
  if (!found) throw fault(memberFaults, 'partner-unknown', { partner });
  if (places.length === 0) return;
  const own = await tx.selectFrom('place').select('id').where('partner_id', '=', partner).execute();
  if (places.some((place) => !own.some(({ id }) => id === place)))
    throw fault(memberFaults, 'benefit-wrong', { problem: 'One of its places belongs to somebody else.' });
}

function toRow(wish: BenefitWish) {
  return {
    ...{ partner_id: wish.partner, slug: wish.slug, title: wish.title, says: wish.says, terms: wish.terms },
    ...{ media_id: wish.media, worth_minor: wish.worthMinor, currency: wish.currency, kind: wish.kind },
    ...{ shared_code: wish.kind === 'shared' ? wish.sharedCode : null, link: wish.link },
    ...{ valid_from: wish.validFrom, valid_until: wish.validUntil, use_within_days: wish.useWithinDays },
    ...{ tiers: JSON.stringify(wish.tiers), places: JSON.stringify(wish.places) },
    ...{ per_member: wish.perMember, per_member_days: wish.perMemberDays, per_day: wish.perDay },
    ...{ per_place_day: wish.perPlaceDay, in_all: wish.inAll, settle_minor: wish.settleMinor },
    ...{ low_at: wish.lowAt, state: wish.state },
  };
}

export function toBenefit(row: Selectable<Tables['benefit']>): Benefit {
  return {
    ...{ id: row.id as BenefitId, partner: row.partner_id as PartnerId, slug: row.slug, title: row.title },
    ...{ says: row.says, terms: row.terms, media: row.media_id as MediaId | null, kind: row.kind },
    ...{ worthMinor: row.worth_minor, currency: row.currency, sharedCode: row.shared_code, link: row.link },
    ...{ validFrom: row.valid_from, validUntil: row.valid_until, useWithinDays: row.use_within_days },
    tiers: JSON.parse(row.tiers) as string[],
    places: JSON.parse(row.places) as PlaceId[],
    ...{ perMember: row.per_member, perMemberDays: row.per_member_days, perDay: row.per_day },
    ...{ perPlaceDay: row.per_place_day, inAll: row.in_all, claimed: row.claimed },
    ...{ settleMinor: row.settle_minor, lowAt: row.low_at, position: row.position, state: row.state },
  };
}
