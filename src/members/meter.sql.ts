import { createHmac } from 'node:crypto';
import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import type { Access } from '#stories/access.js';
import { type MeterSettings, periodAt, type Spending, spend } from './meter.ts';

/** The period under which stories stand that a gift opened. */
const GIFT = 'gift';

/**
 * The stories that were opened one by one for an account. They are kept as hashes under the house's secret, so that no
 * row says what somebody read, and two readers of one story have nothing in common.
 *
 * goodUntil  when the first of them closes again, milliseconds since 1970
 */
export type OpenedStories = {
  readonly has: (story: StoryId) => boolean;
  readonly goodUntil: number;
};

type Whose = { readonly account: AccountId; readonly secret: string };

/** What the meter and gifts have opened for an account, and is open at `now`. */
export async function findOpened(db: Db, whose: Whose, now: Date): Promise<OpenedStories> {
  const rows = await db
    .selectFrom('meter_spent')
    .select(['period', 'story_hash', 'until_at'])
    .where('account_id', '=', whose.account)
    .where('until_at', '>', now.getTime())
    .execute();
  const hashes = new Set(rows.map((row) => row.story_hash));
  const periods = [...new Set(rows.map(({ period }) => period))];
  return {
    has: (story) => periods.some((period) => hashes.has(hashOf(whose, period, story))),
    goodUntil: Math.min(...rows.map((row) => row.until_at), Number.POSITIVE_INFINITY),
  };
}

/** How many stories an account has spent in the period that `now` falls into. */
export async function countSpent(
  db: Db,
  account: AccountId,
  settings: MeterSettings,
  now: Date,
): Promise<number> {
  const period = periodAt(settings, now);
  return period ? (await listHashes(db, account, period.name)).length : 0;
}

/** How many stories that others gave are open to an account. */
export async function countGiven(db: Db, account: AccountId, now: Date): Promise<number> {
  const rows = await db
    .selectFrom('meter_spent')
    .select('story_hash')
    .where('account_id', '=', account)
    .where('period', '=', GIFT)
    .where('until_at', '>', now.getTime())
    .execute();
  return rows.length;
}

/**
 * Spends one story of a registered reader's allowance, unless nothing is left of it. Two who ask at the same instant
 * ask one after the other.
 */
export async function spendStory(
  tx: Tx,
  wish: Whose & { settings: MeterSettings; story: StoryId; access: Access },
  now: Date,
): Promise<Spending> {
  const { account, settings, story, access } = wish;
  await lockAccount(tx, account);
  const period = periodAt(settings, now)?.name ?? '';
  const hash = hashOf(wish, period, story);
  const spent = await listHashes(tx, account, period);
  const had = spent.includes(hash);
  const outcome = spend({ settings, reader: 'registered', access, spent: spent.length, had }, now);
  if (outcome.is === 'spend')
    await open(tx, account, { period, story_hash: hash, until_at: outcome.period.endsAt }, now);
  return outcome;
}

/** Opens a story that somebody gave, until the gift ends. */
export async function openGiven(
  tx: Tx,
  wish: Whose & { story: StoryId; until: number },
  now: Date,
): Promise<void> {
  const hash = hashOf(wish, GIFT, wish.story);
  await open(tx, wish.account, { period: GIFT, story_hash: hash, until_at: wish.until }, now);
}

/** Forgets what was read in periods that are over. */
export async function pruneSpent(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('meter_spent').where('until_at', '<=', now.getTime()).execute();
}

type Opened = { period: string; story_hash: string; until_at: number };

async function open(tx: Tx, account: AccountId, row: Opened, now: Date): Promise<void> {
  await tx
    .insertInto('meter_spent')
    .values({ account_id: account, ...row })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'period', 'story_hash']).doUpdateSet({ until_at: row.until_at }),
    )
    .execute();
  await tell(tx, 'reader.changed', account, {}, now);
}

async function listHashes(db: Db, account: AccountId, period: string): Promise<string[]> {
  const rows = await db
    .selectFrom('meter_spent')
    .select('story_hash')
    .where('account_id', '=', account)
    .where('period', '=', period)
    .execute();
  return rows.map((row) => row.story_hash);
}

/** On Postgres several transactions write at once; on SQLite there is only one anyway. */
export async function lockAccount(tx: Tx, account: AccountId): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  await tx.selectFrom('account').select('id').where('id', '=', account).forUpdate().execute();
}

function hashOf({ account, secret }: Whose, period: string, story: StoryId): string {
  return createHmac('sha256', secret).update(`read\n${account}\n${period}\n${story}`).digest('base64url');
}
