import { fault } from '#kit/fault.js';
import type { PriceId, TierId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { readAccess } from '#stories/access.js';
import { listStoriesFor } from '#stories/access-uses.sql.js';
import { memberFaults } from './faults.ts';
import { getTier } from './tier.sql.ts';

/**
 * Who holds a tier and what names it.
 *
 * holders   memberships that are not over
 * stories   that only this tier (and others named beside it) opens; the first few, and how many in all
 * sections  whose new stories name it
 */
export type TierUses = {
  readonly holders: number;
  readonly ended: number;
  readonly stories: { readonly count: number; readonly first: readonly { id: number; headline: string }[] };
  readonly sections: readonly string[];
  readonly codes: number;
  readonly groups: number;
};

const SHOWN = 10;

export async function listTierUses(db: Db, id: TierId, now: Date): Promise<TierUses> {
  const { slug } = await getTier(db, id);
  const [holders, all] = [await countHolders(db, id, now), await countHeld(db, id)];
  const codes = await db
    .selectFrom('code')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('tier_id', '=', id)
    .where('state', '!=', 'void')
    .executeTakeFirstOrThrow();
  const groups = await db
    .selectFrom('member_group')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('tier_id', '=', id)
    .executeTakeFirstOrThrow();
  const sections = (await listSections(db)).filter(({ access }) => names(access, slug));
  const stories = await listStoriesFor(db, slug, SHOWN, now);
  return {
    ...{ holders, ended: all - holders, stories, sections: sections.map(({ name }) => name) },
    ...{ codes: Number(codes.count), groups: Number(groups.count) },
  };
}

/**
 * Removes a tier that nobody holds or held and that nothing names.
 *
 * throws  tier-in-use, with who and what
 */
export async function removeTier(tx: Tx, id: TierId, now: Date): Promise<void> {
  const { name } = await getTier(tx, id);
  const { holders, ended, stories, sections, codes, groups } = await listTierUses(tx, id, now);
  const uses = [
    holders > 0 ? `${holders} ${holders === 1 ? 'member holds' : 'members hold'} it` : '',
    ended > 0 ? `${ended} held it before, and their receipts name it` : '',
    stories.count > 0
      ? `${stories.count === 1 ? 'a story names' : `${stories.count} stories name`} it${listed(stories.first)}`
      : '',
    sections.length > 0 ? `the sections ${sections.join(', ')} name it` : '',
    codes > 0 ? `${codes} codes give it` : '',
    groups > 0 ? `${groups} groups have it` : '',
  ].filter(Boolean);
  if (uses.length > 0) throw fault(memberFaults, 'tier-in-use', { name, uses: uses.join('; ') });
  await tx.deleteFrom('offer').where('tier_id', '=', id).execute();
  await tx.deleteFrom('price').where('tier_id', '=', id).execute();
  await tx.deleteFrom('tier').where('id', '=', id).execute();
  await tell(tx, 'tier.changed', id, {}, now);
}

/** How many have each price and are not over. */
export async function countByPrice(db: Db, now: Date): Promise<Map<PriceId, number>> {
  const rows = await db
    .selectFrom('membership')
    .select('price_id')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('price_id', 'is not', null)
    .where('state', 'not in', ['ended', 'waiting'])
    .where((of) => of.or([of('access_until', 'is', null), of('access_until', '>', now.getTime())]))
    .groupBy('price_id')
    .execute();
  return new Map(rows.map(({ price_id: id, count }) => [id as PriceId, Number(count)]));
}

/** How many hold each tier now. */
export async function countByTier(db: Db, now: Date): Promise<Map<TierId, number>> {
  const rows = await db
    .selectFrom('membership')
    .select('tier_id')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('state', 'not in', ['ended', 'waiting'])
    .where((of) => of.or([of('access_until', 'is', null), of('access_until', '>', now.getTime())]))
    .groupBy('tier_id')
    .execute();
  return new Map(rows.map(({ tier_id: id, count }) => [id as TierId, Number(count)]));
}

async function countHolders(db: Db, id: TierId, now: Date): Promise<number> {
  return (await countByTier(db, now)).get(id) ?? 0;
}

async function countHeld(db: Db, id: TierId): Promise<number> {
  const { count } = await db
    .selectFrom('membership')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('tier_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function listed(stories: readonly { headline: string }[]): string {
  return stories.length > 0 ? ` (${stories.map(({ headline }) => headline).join(' · ')})` : '';
}

function names(access: string, slug: string): boolean {
  const read = readAccess(access);
  return read.to === 'tiers' && read.tiers.includes(slug);
}
