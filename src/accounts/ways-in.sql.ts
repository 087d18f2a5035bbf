import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/**
 * What a chance is for: coming in at the desk by letter, by link, or as its first admin; coming in as a reader; showing
 * that an address is one's own; agreeing to letters; taking the account away.
 */
export type WayInKind = 'letter' | 'link' | 'first' | 'reader' | 'address' | 'letters' | 'deletion';

/**
 * One chance to come in, kept as hashes only.
 *
 * account     whose; null where nobody has the address that was typed, so that nobody can tell the difference
 * email       the address that coming in shows to be somebody's own, where that makes or changes an account
 * wish        JSON: what was asked for with it
 * ticketHash  of the word that the browser which asked keeps: a code is good there alone, so no stranger's guesses
 *             use up anybody's tries
 * codeHash    of ticket and code together
 * tokenHash   of the word in the link
 */
export type WayInWish = {
  readonly account: AccountId | null;
  readonly kind: WayInKind;
  readonly email?: string;
  readonly wish?: string;
  readonly ticketHash: string | null;
  readonly codeHash: string | null;
  readonly tokenHash: string;
  readonly tries: number;
  readonly expiresAt: Date;
};

/** What somebody showed by a code or a link that came back. */
export type WayIn = Required<Pick<WayInWish, 'account' | 'kind'>> & {
  readonly email: string | null;
  readonly wish: string | null;
};

export async function addWayIn(tx: Tx, wish: WayInWish, now: Date): Promise<void> {
  await tx
    .insertInto('way_in')
    .values({
      account_id: wish.account,
      kind: wish.kind,
      email: wish.email ?? null,
      wish: wish.wish ?? null,
      ticket_hash: wish.ticketHash,
      code_hash: wish.codeHash,
      token_hash: wish.tokenHash,
      tries_left: wish.tries,
      made_at: now.getTime(),
      expires_at: wish.expiresAt.getTime(),
    })
    .execute();
}

/**
 * Uses up a code, which is good once and for one purpose, and one of its tries whether it is right or wrong.
 *
 * returns  what it shows; why it is not taken otherwise: 'wrong' may be tried again, 'over' not
 */
export async function takeCode(
  tx: Tx,
  given: { kind: WayInKind; ticketHash: string; codeHash: string },
  now: Date,
): Promise<WayIn | 'wrong' | 'over'> {
  const tried = await tx
    .updateTable('way_in')
    .set((row) => ({ tries_left: row('tries_left', '-', 1) }))
    .where('ticket_hash', '=', given.ticketHash)
    .where('kind', '=', given.kind)
    .where('tries_left', '>', 0)
    .where('expires_at', '>', now.getTime())
    .returning(['id', 'account_id', 'kind', 'email', 'wish', 'code_hash', 'tries_left'])
    .executeTakeFirst();
  if (!tried) return 'over';
  if (isNobodys(tried) || tried.code_hash !== given.codeHash) return tried.tries_left > 0 ? 'wrong' : 'over';
  await tx.deleteFrom('way_in').where('id', '=', tried.id).execute();
  return toWayIn(tried);
}

/** Uses up a link, which is good once; undefined where it was used, has expired or never was. */
export async function takeLink(
  tx: Tx,
  given: { kinds: readonly WayInKind[]; tokenHash: string },
  now: Date,
): Promise<WayIn | undefined> {
  const row = await tx
    .deleteFrom('way_in')
    .where('token_hash', '=', given.tokenHash)
    .where('kind', 'in', given.kinds)
    .where((way) => way.or([way('account_id', 'is not', null), way('email', 'is not', null)]))
    .where('expires_at', '>', now.getTime())
    .returning(['account_id', 'kind', 'email', 'wish'])
    .executeTakeFirst();
  return row && toWayIn(row);
}

/** Whether this link would let somebody in, without using it up; whose it is, for the page that asks. */
export async function findLink(db: Db, tokenHash: string, now: Date): Promise<WayIn | undefined> {
  const row = await db
    .selectFrom('way_in')
    .select(['account_id', 'kind', 'email', 'wish'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst();
  return row && toWayIn(row);
}

type Row = { account_id: number | null; kind: string; email: string | null; wish: string | null };

/** The answer to an address that nobody has. */
function isNobodys(row: Row): boolean {
  return row.account_id === null && row.email === null;
}

function toWayIn({ account_id, kind, email, wish }: Row): WayIn {
  return { account: account_id as AccountId | null, kind: kind as WayInKind, email, wish };
}

/** Uses up every link to the first account at once; true where this was one of them. */
export async function takeFirst(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
  const rows = await tx
    .deleteFrom('way_in')
    .where('kind', '=', 'first')
    .returning(['token_hash', 'expires_at'])
    .execute();
  return rows.some((row) => row.token_hash === tokenHash && row.expires_at > now.getTime());
}

/** Nothing that was sent to this person lets anybody in any more: they came in, or may not. */
export async function dropWaysIn(tx: Tx, account: AccountId): Promise<void> {
  await tx.deleteFrom('way_in').where('account_id', '=', account).execute();
}

/** Nothing that was sent to this address as a reader's lets anybody in any more. */
export async function dropReaderWaysIn(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('way_in').where('kind', '=', 'reader').where('email', '=', email).execute();
}
