import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import type { Accounts } from './accounts.io.ts';
import { type NoticeKind, writeNotice } from './notice-letter.ts';
import type { Staff } from './staff.ts';

/** Tells somebody that how they sign in has changed, in the transaction that changes it. */
export async function postNotice(tx: Tx, accounts: Accounts, to: Staff, kind: NoticeKind): Promise<void> {
  const { name: paper, language } = accounts.settings();
  const href = `${accounts.address()}/desk/account`;
  const letter = writeNotice(kind, { paper, language, name: to.name, href });
  await post(tx, { kind: 'notice', to: to.email, ...letter }, accounts.clock());
}
