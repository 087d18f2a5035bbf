/** What staff change of a reader. */
import { changeAccount, findAccountByEmail } from '#accounts/account.sql.js';
import { checkEmail } from '#accounts/email.js';
import { dropAllPasskeys } from '#accounts/passkeys.sql.js';
import { endSessions } from '#accounts/session.sql.js';
import { findStaff } from '#accounts/staff.sql.js';
import { dropWaysIn } from '#accounts/ways-in.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { memberFaults } from './faults.ts';
import { dropFeedKey } from './feed-key.sql.ts';
import { findReaderRow, type ReaderRow, searchText } from './readers.sql.ts';

const LABELS = 40;

type By = { readonly account: AccountId; readonly staff: AccountId };

/** Notes for colleagues: a remark, and labels to find people by. */
export async function saveNotes(
  tx: Tx,
  { account, staff, remark, labels }: By & { remark: string; labels: readonly string[] },
  now: Date,
): Promise<void> {
  const before = await getReader(tx, account);
  const tidy = [...new Set(labels.map((label) => label.trim()).filter(Boolean))].slice(0, LABELS);
  await tx
    .updateTable('reader')
    .set({ remark: remark.trim(), labels: JSON.stringify(tidy), changed_at: now.getTime() })
    .where('account_id', '=', account)
    .execute();
  const isSame = before.remark === remark.trim();
  const details = { labels: tidy, ...(!isSame && { remark: 'changed' }) };
  await noteAct(tx, { account, staff, act: 'notes.changed', details }, now);
}

/**
 * Corrects name and address, as somebody asked by letter or telephone. With another address every way in ends: whoever
 * reads its letters is the one who signs in.
 *
 * throws  reader-unknown, reader-is-staff, email-wrong, reader-address-taken
 */
export async function correctReader(
  tx: Tx,
  { account, staff, name, email }: By & { name: string; email: string },
  now: Date,
): Promise<void> {
  const before = await getReader(tx, account);
  if (await findStaff(tx, account)) throw fault(memberFaults, 'reader-is-staff', { reader: account });
  const next = { name: name.trim().replace(/\s+/g, ' '), email: checkEmail(email) };
  const holder = await findAccountByEmail(tx, next.email);
  if (holder && holder.id !== account)
    throw fault(memberFaults, 'reader-address-taken', { email: next.email, reader: holder.id });
  const isOther = next.email !== before.email;
  await changeAccount(tx, account, isOther ? { ...next, isVerified: false } : { name: next.name }, now);
  await tx
    .updateTable('reader')
    .set({ search_text: searchText({ ...next, number: before.number }), changed_at: now.getTime() })
    .where('account_id', '=', account)
    .execute();
  if (isOther) await dropWaysOf(tx, account, now);
  const details = {
    ...(isOther && { email: [before.email, next.email] }),
    ...nameChange(before.name, next.name),
  };
  await noteAct(tx, { account, staff, act: isOther ? 'email-changed' : 'name-changed', details }, now);
  await tell(tx, 'reader.changed', account, {}, now);
}

/** Sessions, passkeys, feeds and what letters promised: nothing of it leads to this account any more. */
async function dropWaysOf(tx: Tx, account: AccountId, now: Date): Promise<void> {
  await endSessions(tx, account, 'all', now);
  await dropAllPasskeys(tx, account);
  await dropWaysIn(tx, account);
  await dropFeedKey(tx, account);
}

/** Signs a reader out everywhere. returns  how many sessions ended */
export async function signOutReader(tx: Tx, { account, staff }: By, now: Date): Promise<number> {
  await getReader(tx, account);
  if (await findStaff(tx, account)) throw fault(memberFaults, 'reader-is-staff', { reader: account });
  const ended = await endSessions(tx, account, 'all', now);
  await noteAct(tx, { account, staff, act: 'sessions-ended', details: { sessions: ended } }, now);
  await tell(tx, 'reader.changed', account, {}, now);
  return ended;
}

async function getReader(tx: Tx, account: AccountId): Promise<ReaderRow> {
  const reader = await findReaderRow(tx, account);
  if (!reader) throw fault(memberFaults, 'reader-unknown', { reader: account });
  return reader;
}

function nameChange(before: string, after: string) {
  return before === after ? {} : { name: [before, after] };
}
