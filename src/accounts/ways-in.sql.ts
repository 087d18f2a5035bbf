import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/**
 * One chance to come in, kept as hashes only.
 *
 * account     whose; null where nobody has the address that was typed, so that nobody can tell the difference
 * ticketHash  of the word that the browser which asked keeps: a code is good there alone, so no stranger's guesses
 *             use up anybody's tries
 * codeHash    of ticket and code together
 * tokenHash   of the word in the link
 */
export type WayInWish = {
  readonly account: AccountId | null;
  readonly kind: 'letter' | 'link' | 'first';
  readonly ticketHash: string | null;
  readonly codeHash: string | null;
  readonly tokenHash: string;
  readonly tries: number;
  readonly expiresAt: Date;
};

export async function addWayIn(tx: Tx, wish: WayInWish, now: Date): Promise<void> {
  await tx
    .insertInto('way_in')
    .values({
      account_id: wish.account,
      kind: wish.kind,
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
 * Uses up a code, which is good once, and one of its tries whether it is right or wrong.
 *
 * returns  whose it is; why it is not taken otherwise: 'wrong' may be tried again, 'over' not
 */
export async function takeCode(
  tx: Tx,
  given: { ticketHash: string; codeHash: string },
  now: Date,
): Promise<AccountId | 'wrong' | 'over'> {
  const tried = await tx
    .updateTable('way_in')
    .set((row) => ({ tries_left: row('tries_left', '-', 1) }))
    .where('ticket_hash', '=', given.ticketHash)
    .where('tries_left', '>', 0)
    .where('expires_at', '>', now.getTime())
    .returning(['id', 'account_id', 'code_hash', 'tries_left'])
    .executeTakeFirst();
  if (!tried) return 'over';
  if (tried.account_id === null || tried.code_hash !== given.codeHash)
    return tried.tries_left > 0 ? 'wrong' : 'over';
  await tx.deleteFrom('way_in').where('id', '=', tried.id).execute();
  return tried.account_id as AccountId;
}

/** Uses up a link, which is good once; undefined where it was used, has expired or never was. */
export async function takeLink(
  tx: Tx,
  tokenHash: string,
  now: Date,
): Promise<{ account: AccountId; kind: string } | undefined> {
  const row = await tx
    .deleteFrom('way_in')
    .where('token_hash', '=', tokenHash)
    .where('kind', '!=', 'first')
    .where('account_id', 'is not', null)
    .where('expires_at', '>', now.getTime())
    .returning(['account_id', 'kind'])
    .executeTakeFirst();
  return row && { account: row.account_id as AccountId, kind: row.kind };
}

/** Whether this link would let somebody in, without using it up; whose it is, for the page that asks. */
export async function findLink(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ account: AccountId | null; kind: string } | undefined> {
  const row = await db
    .selectFrom('way_in')
    .select(['account_id', 'kind'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst();
  return row && { account: row.account_id as AccountId | null, kind: row.kind };
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
