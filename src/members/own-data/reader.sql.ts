import { listActs } from '../acts.sql.ts';
import { listConsents } from '../consent.sql.ts';
import { findReaderRow } from '../readers.sql.ts';
import { type DataPart, isoOf } from './part.ts';

const ACTS = 5_000;

/** What the paper knows of somebody as a reader. The hashes of the meter are forgotten unseen. */
export const readerPart: DataPart = {
  name: 'reader',
  tables: ['reader', 'consent', 'feed_key', 'meter_spent'],
  gather: async (db, { account }) => {
    const row = await findReaderRow(db, account);
    const consents = await listConsents(db, account);
    return {
      number: row?.number ?? '',
      joinedAt: isoOf(row?.madeAt ?? null),
      joinedBy: row?.cameBy ?? '',
      languageOfLetters: row?.language ?? '',
      lastSignedIn: isoOf(row?.seenAt ?? null),
      labels: row?.labels ?? [],
      remarkOfStaff: row?.remark ?? '',
      consents: consents.map(({ at, ...consent }) => ({ ...consent, at: isoOf(at) })),
    };
  },
  forget: async (tx, { account }) => {
    for (const table of ['feed_key', 'meter_spent', 'consent', 'reader'] as const)
      await tx.deleteFrom(table).where('account_id', '=', account).execute();
  },
};

/** That something happened stays, for counting; who and what it was about goes. */
export const actsPart: DataPart = {
  name: 'history',
  tables: ['member_act', 'reader_task'],
  gather: async (db, { account }) => {
    const acts = await listActs(db, { account, limit: ACTS });
    return acts.map(({ at, act, details: { story: _read, ...details } }) => ({
      at: isoOf(at),
      act,
      details,
    }));
  },
  forget: async (tx, { account }) => {
    await tx.updateTable('member_act').set({ details: '{}' }).where('account_id', '=', account).execute();
    await tx
      .updateTable('reader_task')
      .set({ account_id: null, about: '', remark: '' })
      .where('account_id', '=', account)
      .execute();
  },
};
