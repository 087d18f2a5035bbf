import { forgetAccount, gatherAccount } from '#accounts/forget-account.sql.js';
import { findStaff } from '#accounts/staff.sql.js';
import { dropReaderWaysIn } from '#accounts/ways-in.sql.js';
import { forgetLettersTo, listLettersTo } from '#store/letters.sql.js';
import { type DataPart, isoOf } from './part.ts';

/** Name, address, devices and passkeys. It is forgotten last: all else is found by it. */
export const accountPart: DataPart = {
  name: 'account',
  tables: ['account', 'session', 'passkey', 'credential', 'second_step', 'recovery_code', 'way_in'],
  gather: (db, { account }, now) => gatherAccount(db, account, now),
  forget: async (tx, { account, email }, now) => {
    await dropReaderWaysIn(tx, email);
    const keepsName = (await findStaff(tx, account)) !== undefined;
    await forgetAccount(tx, account, { keepsName }, now);
  },
};

/** That letters went out. What they said is not kept. */
export const lettersPart: DataPart = {
  name: 'lettersSent',
  tables: ['letter'],
  gather: async (db, { email }) => {
    const letters = await listLettersTo(db, email);
    return letters.map(({ kind, state, madeAt, endedAt }) => {
      return { kind, state, writtenAt: isoOf(madeAt), sentAt: state === 'sent' ? isoOf(endedAt) : null };
    });
  },
  forget: (tx, { email }) => forgetLettersTo(tx, email),
};
