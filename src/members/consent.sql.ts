import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';

/** What readers may agree to: letters that they did not ask for one by one. */
export type ConsentKind = 'letters';

/**
 * One yes or no.
 *
 * source  where it was said: join, account, staff, import:ghost, import:csv, import:stripe
 * says    the words that were agreed to
 */
export type Consent = {
  readonly kind: ConsentKind;
  readonly given: boolean;
  readonly source: string;
  readonly says: string;
  readonly at: number;
};

/** Keeps a yes or a no beside all that were said before; the newest holds. */
export async function saveConsent(
  tx: Tx,
  wish: { account: AccountId; kind: ConsentKind; given: boolean; source: string; says: string },
  now: Date,
): Promise<void> {
  const { account, kind, given, source, says } = wish;
  await tx
    .insertInto('consent')
    .values({ account_id: account, kind, given: given ? 1 : 0, source, says, at: now.getTime() })
    .execute();
  await noteAct(
    tx,
    { account, act: given ? 'consent.given' : 'consent.taken-back', details: { kind, source } },
    now,
  );
  await tell(tx, 'reader.changed', account, {}, now);
}

/** What holds: the newest of this kind; undefined where nothing was ever said. */
export async function findConsent(
  db: Db,
  account: AccountId,
  kind: ConsentKind,
): Promise<Consent | undefined> {
  const row = await select(db, account)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toConsent(row);
}

/** All that was ever said, the oldest first. */
export async function listConsents(db: Db, account: AccountId): Promise<Consent[]> {
  return (await select(db, account).orderBy('id').limit(1000).execute()).map(toConsent);
}

function select(db: Db, account: AccountId) {
  return db
    .selectFrom('consent')
    .select(['kind', 'given', 'source', 'says', 'at'])
    .where('account_id', '=', account);
}

function toConsent(row: { kind: string; given: number; source: string; says: string; at: number }): Consent {
  return { ...row, kind: row.kind as ConsentKind, given: row.given === 1 };
}
