import { sql } from 'kysely';
import { findStaff } from '#accounts/staff.sql.js';
import type { AccountId, MembershipId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { makeRights } from '#stories/gate.js';
import { findOpened } from './meter.sql.ts';
import type { HeldTier, Reader } from './reader.ts';

/** A reader as they stand at one instant, and until when that holds if nothing happens: milliseconds since 1970. */
export type Standing = { readonly reader: Omit<Reader, 'session'>; readonly goodUntil: number };

/**
 * What somebody is to the paper at `now`; undefined for an account that neither reads nor works here.
 *
 * asStaff  whether the session has shown all that the desk asks of staff: such a session reads everything
 * secret   of the house, by which the stories are told that were opened one by one
 */
export async function findStanding(
  db: Db,
  { account, asStaff, secret }: { account: AccountId; asStaff: boolean; secret: string },
  now: Date,
): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('account')
    .leftJoin('reader', 'reader.account_id', 'account.id')
    .select(['account.email', 'account.name', 'reader.number', 'reader.language'])
    .where('account.id', '=', account)
    .executeTakeFirst();
  if (!row) return undefined;
  const staff = asStaff && (await findStaff(db, account))?.active === true;
  if (row.number === null && !staff) return undefined;
  const { tiers, goodUntil } = await listHeld(db, account, now);
  const held = new Set(tiers.map(({ slug }) => slug));
  const opened = await findOpened(db, { account, secret }, now);
  const rights = makeRights({
    registered: true,
    tiers: staff ? 'any' : held.size > 0 ? held : 'none',
    opened: opened.has,
  });
  const { name, email } = row;
  const reader = { id: account, name, email, number: row.number ?? '', language: row.language ?? '' };
  return { reader: { ...reader, staff, tiers, rights }, goodUntil: Math.min(goodUntil, opened.goodUntil) };
}

/** Tiers held at `now`, and the next instant at which time alone changes that. */
async function listHeld(
  db: Db,
  account: AccountId,
  now: Date,
): Promise<{ tiers: HeldTier[]; goodUntil: number }> {
  const at = now.getTime();
  const rows = await db
    .selectFrom('membership')
    .innerJoin('tier', (join) => join.on('tier.id', '=', tierAt(at)))
    .select(['membership.id', 'membership.source', 'membership.state', 'access_from', 'access_until'])
    .select(['tier.slug', 'tier.name', 'change_at'])
    .where('membership.account_id', '=', account)
    .where((of) => of.or([of('access_until', 'is', null), of('access_until', '>', at)]))
    .orderBy('tier.position')
    .orderBy('membership.id')
    .execute();
  const turns = rows.flatMap((row) => [row.access_from, row.access_until ?? at, row.change_at ?? at]);
  const tiers = rows
    .filter((row) => row.access_from <= at)
    .map(({ id, slug, name, source, state, access_until: until }) => ({
      ...{ membership: id as MembershipId, slug, name, source, state, until },
    }));
  return { tiers, goodUntil: Math.min(...turns.filter((turn) => turn > at), Number.POSITIVE_INFINITY) };
}

/** A change of tier that was planned for a time holds from that time on, whether or not anybody wrote it down. */
function tierAt(at: number) {
  return sql<number>`case when membership.change_at <= ${at} then coalesce(membership.next_tier_id, membership.tier_id) else membership.tier_id end`;
}
