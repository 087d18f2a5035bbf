/** Everything the house keeps of one reader but what they read: given to them, or let go of. */
import { sql } from 'kysely';
import { findStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { listMemberships } from './membership.sql.ts';
import { accountPart, lettersPart } from './own-data/account.sql.ts';
import { codesPart } from './own-data/codes.sql.ts';
import { groupsPart, printPart } from './own-data/groups.sql.ts';
import { membershipsPart, paymentsPart } from './own-data/memberships.sql.ts';
import type { DataPart } from './own-data/part.ts';
import { actsPart, readerPart } from './own-data/reader.sql.ts';
import { vouchersPart } from './own-data/vouchers.sql.ts';
import { findReaderRow } from './readers.sql.ts';

/** In the order in which they are let go of: the account last, since all else is found by it. */
const parts: readonly DataPart[] = [
  membershipsPart,
  paymentsPart,
  vouchersPart,
  codesPart,
  groupsPart,
  printPart,
  actsPart,
  readerPart,
  lettersPart,
  accountPart,
];

/** Tables that these parts speak for. A test holds them against every table that names a reader. */
export const tablesOfReaders: readonly string[] = parts.flatMap(({ tables }) => tables);

/**
 * All that is kept of a reader, as one value to be written into a file.
 *
 * throws  reader-unknown
 */
export async function gatherOwnData(
  db: Db,
  account: AccountId,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const { email, number } = await getReader(db, account);
  const gathered: Record<string, unknown> = { writtenAt: now.toISOString(), number };
  for (const { name, gather } of parts.toReversed())
    gathered[name] = await gather(db, { account, email }, now);
  return gathered;
}

/** What a deletion takes and what it leaves, for the page that asks whether it is meant. */
export type Leaving = {
  /** Memberships that end, and until when they would have run. */
  readonly memberships: readonly { tier: string; until: number | null; isPaid: boolean }[];
  readonly vouchers: number;
  readonly groups: readonly string[];
  /** Receipts and invoices, which the law keeps. */
  readonly receipts: number;
  readonly openInvoices: number;
};

export async function lookAtLeaving(db: Db, account: AccountId, now: Date): Promise<Leaving> {
  const at = now.getTime();
  const held = await listMemberships(db, account);
  const tiers = await db.selectFrom('tier').select(['id', 'name']).execute();
  const running = held.filter(
    ({ accessUntil: until, state }) => state !== 'ended' && (until === null || until > at),
  );
  const groups = await db
    .selectFrom('member_group')
    .select('name')
    .where('owner_id', '=', account)
    .orderBy('id')
    .execute();
  return {
    memberships: running.map(({ tier, accessUntil: until, source }) => ({
      tier: tiers.find(({ id }) => id === tier)?.name ?? '',
      until,
      isPaid: source === 'stripe' || source === 'offline',
    })),
    vouchers: await countOf(db, 'voucher', { account, state: 'claimed' }),
    groups: groups.map(({ name }) => name),
    receipts: await countOf(db, 'receipt', { account }),
    openInvoices: await countOf(db, 'payment', { account, state: 'open' }),
  };
}

/**
 * Deletes a reader's account. Money that providers would still take must have been stopped before. What the law keeps
 * stays with name and sums; the account is a number without a name, and that number is nobody else's ever.
 *
 * staff   who at the desk does it, for somebody who asked by letter
 * throws  reader-unknown, reader-at-desk
 */
export async function forgetReader(
  tx: Tx,
  { account, staff = null }: { account: AccountId; staff?: AccountId | null },
  now: Date,
): Promise<void> {
  const { email } = await getReader(tx, account);
  await demandNotAtDesk(tx, account);
  for (const { forget } of parts) await forget(tx, { account, email }, now);
  await noteAct(tx, { account, staff, act: 'deleted' }, now);
  await tell(tx, 'reader.changed', account, { deleted: true }, now);
  await tell(tx, 'membership.changed', account, {}, now);
}

/** throws  reader-at-desk: an account of the desk is not changed by the readers' door */
export async function demandNotAtDesk(db: Db, account: AccountId): Promise<void> {
  if ((await findStaff(db, account))?.active) throw fault(memberFaults, 'reader-at-desk');
}

async function getReader(db: Db, account: AccountId) {
  const row = await findReaderRow(db, account);
  if (!row) throw fault(memberFaults, 'reader-unknown', { account });
  return row;
}

async function countOf(
  db: Db,
  table: 'voucher' | 'receipt' | 'payment',
  { account, state }: { account: AccountId; state?: string },
): Promise<number> {
  let rows = db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', account);
  if (state !== undefined) rows = rows.where(sql.ref('state'), '=', state);
  return Number((await rows.executeTakeFirst())?.count ?? 0);
}
