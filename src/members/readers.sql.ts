import { ensureAccount as ensure, findAccount } from '#accounts/account.sql.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { nextNumber } from './number-series.sql.ts';

/** How somebody came to have an account as a reader. */
export type CameBy = 'joined' | 'imported' | 'gift' | 'group' | 'external' | 'staff';

/** A reader as the house keeps them. Times are milliseconds since 1970. */
export type ReaderRow = {
  readonly account: AccountId;
  readonly email: string;
  readonly name: string;
  readonly number: string;
  readonly language: string;
  readonly cameBy: string;
  readonly cameStory: StoryId | null;
  readonly remark: string;
  readonly labels: readonly string[];
  readonly seenAt: number | null;
  readonly madeAt: number;
};

/** Finds the account of this address, in letters of any size, or makes one. A name that is there already stays. */
export function ensureAccount(tx: Tx, wish: { email: string; name: string }, now: Date): Promise<AccountId> {
  return ensure(tx, wish, now);
}

/**
 * Makes somebody with an account a reader, with a number of their own. Whoever is one already stays as they are.
 *
 * story  the story whose gate made them join
 */
export async function addReader(
  tx: Tx,
  wish: { account: AccountId; cameBy: CameBy; story?: StoryId | null; language?: string },
  now: Date,
): Promise<void> {
  const { account, cameBy } = wish;
  const person = await findAccount(tx, account);
  if (!person) throw new Error(`There is no account ${account} to make a reader of.`);
  if (await findReaderRow(tx, account)) return;
  const number = numberOf(await nextNumber(tx, 'readers'));
  const made = await tx
    .insertInto('reader')
    .values({
      ...{ account_id: account, number, came_by: cameBy, came_story_id: wish.story ?? null },
      ...{ language: wish.language ?? '', search_text: searchText({ ...person, number }) },
      ...{ seen_at: null, made_at: now.getTime(), changed_at: now.getTime() },
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .returning('account_id')
    .executeTakeFirst();
  if (!made) return;
  await noteAct(tx, { account, act: 'joined', details: { by: cameBy, story: wish.story ?? null } }, now);
  await tell(tx, 'reader.changed', account, {}, now);
}

/** A series only counts on, so a number is given once. */
function numberOf(ordinal: number): string {
  return `R-${String(ordinal).padStart(6, '0')}`;
}

/** What a reader is searched by. */
export function searchText(reader: { name: string; email: string; number: string }): string {
  return `${reader.name} ${reader.email} ${reader.number}`.toLowerCase();
}

/** When a reader was last here, to some hours. */
export async function noteSeen(db: Db, account: AccountId, now: Date): Promise<void> {
  await db.updateTable('reader').set({ seen_at: now.getTime() }).where('account_id', '=', account).execute();
}

/** Writes what a reader is searched by anew, and the language of their letters where it is given. */
export async function renewReader(
  tx: Tx,
  account: AccountId,
  wish: { language?: string },
  now: Date,
): Promise<void> {
  const row = await findReaderRow(tx, account);
  if (!row) return;
  const language = wish.language === undefined ? {} : { language: wish.language };
  await tx
    .updateTable('reader')
    .set({ ...language, search_text: searchText(row), changed_at: now.getTime() })
    .where('account_id', '=', account)
    .execute();
  await tell(tx, 'reader.changed', account, {}, now);
}

export async function findReaderRow(db: Db, account: AccountId): Promise<ReaderRow | undefined> {
  const row = await db
    .selectFrom('reader')
    .innerJoin('account', 'account.id', 'reader.account_id')
    .select(['account.email', 'account.name', 'number', 'language', 'came_by', 'came_story_id', 'remark'])
    .select(['labels', 'seen_at', 'reader.made_at'])
    .where('reader.account_id', '=', account)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...{ account, email: row.email, name: row.name, number: row.number, language: row.language },
    ...{ cameBy: row.came_by, cameStory: row.came_story_id as StoryId | null, remark: row.remark },
    labels: JSON.parse(row.labels) as string[],
    ...{ seenAt: row.seen_at, madeAt: row.made_at },
  };
}
