/** Two accounts of one person become one. */
import { changeAccount } from '#accounts/account.sql.js';
import { dropAccount } from '#accounts/drop-account.sql.js';
import { findStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { listMemberships } from './membership.sql.ts';
import { refuseMerge } from './merge-refusal.ts';
import { findReaderRow, type ReaderRow } from './readers.sql.ts';

/**
 * Gives all that the reader `gone` holds, paid, claimed and said to the reader `keep`, and ends the account `gone`. Its
 * address and number stand in the history of the one that stays.
 *
 * throws  reader-unknown, merge-same, merge-staff, merge-two-subscriptions
 */
export async function mergeReaders(
  tx: Tx,
  { keep, gone, staff }: { keep: AccountId; gone: AccountId; staff: AccountId },
  now: Date,
): Promise<void> {
  const [kept, left] = [await getToMerge(tx, keep), await getToMerge(tx, gone)];
  const refusal = refuseMerge(kept, left);
  if (refusal) throw fault(memberFaults, refusal, { keep, gone });
  await moveRows(tx, keep, gone);
  await moveVouchers(tx, keep, gone);
  await joinReaders(tx, kept.reader, left.reader, now);
  await dropReader(tx, gone, now);
  const { number, email } = left.reader;
  await noteAct(tx, { account: keep, staff, act: 'merged', details: { number, email } }, now);
  await tell(tx, 'reader.changed', keep, { merged: gone }, now);
  await tell(tx, 'membership.changed', keep, {}, now);
  await tell(tx, 'reader.changed', gone, {}, now);
}

async function getToMerge(tx: Tx, id: AccountId) {
  // Whoever pays, claims or signs in meanwhile waits.
  if (dialectOf(tx) === 'postgres')
    await tx.selectFrom('reader').select('account_id').where('account_id', '=', id).forUpdate().execute();
  const reader = await findReaderRow(tx, id);
  if (!reader) throw fault(memberFaults, 'reader-unknown', { reader: id });
  const isStaff = (await findStaff(tx, id)) !== undefined;
  return { id, reader, isStaff, held: await listMemberships(tx, id) };
}

const owned = [
  'membership',
  'payment',
  'receipt',
  'consent',
  'reader_task',
  'member_act',
  'story_gift',
  'seat',
  'outside_subscriber',
] as const;

async function moveRows(tx: Tx, keep: AccountId, gone: AccountId): Promise<void> {
  for (const table of owned)
    await tx.updateTable(table).set({ account_id: keep }).where('account_id', '=', gone).execute();
  await tx.updateTable('code').set({ bought_by: keep }).where('bought_by', '=', gone).execute();
  await tx.updateTable('member_group').set({ owner_id: keep }).where('owner_id', '=', gone).execute();
  await tx
    .updateTable('provider_difference')
    .set({ account_id: keep })
    .where('account_id', '=', gone)
    .execute();
  // A code that both used stays used once.
  const used = tx.selectFrom('code_use').select('code_id').where('account_id', '=', keep);
  await tx
    .updateTable('code_use')
    .set({ account_id: keep })
    .where('account_id', '=', gone)
    .where('code_id', 'not in', used)
    .execute();
  await tx.deleteFrom('code_use').where('account_id', '=', gone).execute();
}

/** Vouchers are counted for each member and benefit: those that come are counted on from those that are there. */
async function moveVouchers(tx: Tx, keep: AccountId, gone: AccountId): Promise<void> {
  const counted = await tx
    .selectFrom('voucher')
    .select(['benefit_id', (of) => of.fn.max('ordinal').as('last')])
    .where('account_id', '=', keep)
    .groupBy('benefit_id')
    .execute();
  const last = new Map(counted.map(({ benefit_id: benefit, last: ordinal }) => [benefit, Number(ordinal)]));
  const moving = await tx
    .selectFrom('voucher')
    .select(['id', 'benefit_id'])
    .where('account_id', '=', gone)
    .orderBy('id')
    .execute();
  for (const { id, benefit_id: benefit } of moving) {
    const ordinal = (last.get(benefit) ?? 0) + 1;
    last.set(benefit, ordinal);
    await tx.updateTable('voucher').set({ account_id: keep, ordinal }).where('id', '=', id).execute();
  }
}

/** The one that stays keeps its address, name and number; labels and remarks are put together, and the older date of joining holds. */
async function joinReaders(tx: Tx, keep: ReaderRow, gone: ReaderRow, now: Date): Promise<void> {
  const remark = [keep.remark, gone.remark].filter(Boolean).join('\n');
  const labels = JSON.stringify([...new Set([...keep.labels, ...gone.labels])]);
  const older = keep.madeAt <= gone.madeAt ? keep : gone;
  await tx
    .updateTable('reader')
    .set({
      ...{ remark, labels, changed_at: now.getTime() },
      ...{ made_at: older.madeAt, came_by: older.cameBy, came_story_id: older.cameStory },
    })
    .where('account_id', '=', keep.account)
    .execute();
  if (!keep.name && gone.name) await changeAccount(tx, keep.account, { name: gone.name }, now);
}

/** Ways in of the account that goes are no ways into the one that stays: passkeys and sessions end with it. */
async function dropReader(tx: Tx, gone: AccountId, now: Date): Promise<void> {
  for (const table of ['feed_key', 'meter_spent', 'reader'] as const)
    await tx.deleteFrom(table).where('account_id', '=', gone).execute();
  await dropAccount(tx, gone, now);
}
