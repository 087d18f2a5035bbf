import { hashWord } from '#accounts/hash.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Db, Tx } from '#store/tables.js';
import { lockAccount } from './meter.sql.ts';
import { type GiftSettings, giftEnd, giftMonth, giftToken, type StoryGift } from './story-gift.ts';

/** Gifts are remembered this long after they ended, so that their link can say so. */
const REMEMBERED_MS = 60 * 86_400_000;

export type GiftRefusal = { readonly code: 'none-left'; readonly renewsAt: number };

/**
 * Gives a story: the word of its link. The same story in the same month is the same gift and counts once.
 *
 * returns  the word, how many gifts are left this month, when the link ends; or when there will be more
 */
export async function giveStory(
  tx: Tx,
  wish: { account: AccountId; story: StoryId; settings: GiftSettings; secret: string },
  now: Date,
): Promise<Result<{ token: string; left: number; expiresAt: number }, GiftRefusal>> {
  const { account, story, settings, secret } = wish;
  const month = giftMonth(settings, now);
  await lockAccount(tx, account);
  const given = await listGiven(tx, account, month.name);
  const token = giftToken({ account, story, month: month.name }, secret);
  const before = given.find((gift) => gift.story === story);
  const left = settings.storyGifts - given.length;
  if (before) return yes({ token, left: Math.max(0, left), expiresAt: before.expiresAt });
  if (left <= 0) return no({ code: 'none-left', renewsAt: month.endsAt });
  const expiresAt = giftEnd(settings, now);
  const times = { month: month.name, made_at: now.getTime(), expires_at: expiresAt };
  await tx
    .insertInto('story_gift')
    .values({ token_hash: hashWord(token), story_id: story, account_id: account, ...times })
    .execute();
  return yes({ token, left: left - 1, expiresAt });
}

/** How many stories an account may still give this month. */
export async function countGiftsLeft(
  db: Db,
  account: AccountId,
  settings: GiftSettings,
  now: Date,
): Promise<number> {
  const given = await listGiven(db, account, giftMonth(settings, now).name);
  return Math.max(0, settings.storyGifts - given.length);
}

/** What a link gives, whether or not it is over. */
export async function findGift(db: Db, token: string): Promise<StoryGift | undefined> {
  const row = await db
    .selectFrom('story_gift')
    .selectAll()
    .where('token_hash', '=', hashWord(token))
    .executeTakeFirst();
  return row && toGift(row);
}

/** Takes one opening off a gift. undefined where it is over, used up or was never given. */
export async function openGift(
  tx: Tx,
  token: string,
  { storyGiftOpens }: GiftSettings,
  now: Date,
): Promise<StoryGift | undefined> {
  const row = await tx
    .updateTable('story_gift')
    .set(({ eb }) => ({ opened: eb('opened', '+', 1) }))
    .where('token_hash', '=', hashWord(token))
    .where('opened', '<', storyGiftOpens)
    .where('expires_at', '>', now.getTime())
    .returningAll()
    .executeTakeFirst();
  return row && toGift(row);
}

/** Forgets gifts that ended long ago. */
export async function pruneGifts(db: Db, now: Date): Promise<void> {
  const before = now.getTime() - REMEMBERED_MS;
  await db.deleteFrom('story_gift').where('expires_at', '<', before).execute();
}

async function listGiven(
  db: Db,
  account: AccountId,
  month: string,
): Promise<{ story: StoryId; expiresAt: number }[]> {
  const rows = await db
    .selectFrom('story_gift')
    .select(['story_id', 'expires_at'])
    .where('account_id', '=', account)
    .where('month', '=', month)
    .execute();
  return rows.map((row) => ({ story: row.story_id as StoryId, expiresAt: row.expires_at }));
}

function toGift(row: {
  story_id: number;
  account_id: number;
  opened: number;
  made_at: number;
  expires_at: number;
}): StoryGift {
  return {
    ...{ story: row.story_id as StoryId, giver: row.account_id as AccountId },
    ...{ opened: row.opened, madeAt: row.made_at, expiresAt: row.expires_at },
  };
}
