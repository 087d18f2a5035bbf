import { findAccount } from '#accounts/account.sql.js';
import type { AccountId } from '#kit/ids.js';
import type { Settings } from '#paper/settings.js';
import type { Db } from '#store/tables.js';
import type { Access } from '#stories/access.js';
import { type Decision, decide, type Guarded, makeRights, opens } from '#stories/gate.js';
import { countGiven, countSpent } from './meter.sql.ts';
import { allowance, periodAt } from './meter.ts';
import type { NetworkGroup } from './networks.ts';
import { findReaderRow } from './readers.sql.ts';
import { visitorRights } from './visitor-rights.ts';

/** A tier somebody holds or held; times in milliseconds since 1970, `until` null without end. */
export type TracedTier = {
  readonly slug: string;
  readonly name: string;
  readonly state: string;
  readonly source: string;
  readonly from: number;
  readonly until: number | null;
  readonly runs: boolean;
  readonly opens: boolean;
};

/**
 * Why the gate shows a story to somebody, or does not. It goes by tiers and networks alone: which stories somebody
 * opened one by one is theirs, and only how many they were is told.
 */
export type GateTrace = {
  readonly reader: { account: AccountId; email: string; name: string; number: string } | null;
  readonly decision: Decision;
  readonly tiers: readonly TracedTier[];
  readonly meter: { spent: number; most: number; period: 'week' | 'month'; renewsAt: number } | null;
  readonly gifts: number;
  readonly network: { name: string; tier: string; opens: boolean } | null;
};

/** account null for somebody without one; network the group at the address they read from */
export async function traceGate(
  db: Db,
  asked: {
    story: Guarded;
    account: AccountId | null;
    network: NetworkGroup | undefined;
    settings: Settings;
  },
  now: Date,
): Promise<GateTrace> {
  const { story, account, network } = asked;
  const tiers = account === null ? [] : await listTraced(db, account, story.access, now);
  const held = new Set(tiers.filter(({ runs }) => runs).map(({ slug }) => slug));
  const own = makeRights({ registered: account !== null, tiers: held.size > 0 ? held : 'none' });
  const rights = visitorRights(own, { tier: network?.tier, opened: () => false });
  return {
    reader: account === null ? null : await readerAt(db, account),
    decision: decide(story, rights),
    tiers,
    meter: await meterAt(db, asked, now),
    gifts: account === null ? 0 : await countGiven(db, account, now),
    network: network
      ? { name: network.name, tier: network.tier, opens: opensBy(story.access, network.tier) }
      : null,
  };
}

async function readerAt(db: Db, account: AccountId): Promise<GateTrace['reader']> {
  const row = await findReaderRow(db, account);
  const person = row ?? (await findAccount(db, account));
  return person ? { account, email: person.email, name: person.name, number: row?.number ?? '' } : null;
}

async function meterAt(
  db: Db,
  { story, account, settings }: { story: Guarded; account: AccountId | null; settings: Settings },
  now: Date,
): Promise<GateTrace['meter']> {
  const period = periodAt(settings, now);
  const most = allowance(settings, account === null ? 'anonymous' : 'registered', story.access);
  if (!period || most === 0 || settings.meterPeriod === 'off') return null;
  // What somebody without an account has spent stands in their browser and nowhere else.
  const spent = account === null ? 0 : await countSpent(db, account, settings, now);
  return { spent, most, period: settings.meterPeriod, renewsAt: period.endsAt };
}

/** Every tier somebody held, the ones that run first. */
async function listTraced(db: Db, account: AccountId, access: Access, now: Date): Promise<TracedTier[]> {
  const at = now.getTime();
  const rows = await db
    .selectFrom('membership')
    .innerJoin('tier', 'tier.id', 'membership.tier_id')
    .select(['tier.slug', 'tier.name', 'membership.state', 'source', 'access_from', 'access_until'])
    .where('membership.account_id', '=', account)
    .orderBy('membership.id', 'desc')
    .limit(50)
    .execute();
  return rows
    .map(({ slug, name, state, source, access_from: from, access_until: until }) => ({
      ...{ slug, name, state, source, from, until },
      runs: from <= at && (until === null || at < until),
      opens: opensBy(access, slug),
    }))
    .sort((one, other) => Number(other.runs) - Number(one.runs));
}

function opensBy(access: Access, tier: string): boolean {
  return opens(access, makeRights({ registered: true, tiers: new Set([tier]) }));
}
