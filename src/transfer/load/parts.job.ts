import type { Db, Tx } from '#store/tables.js';
import type { BundlePart } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { originRow } from './names.sql.ts';
import { findOrigins, saveOrigins } from './origin-rows.sql.ts';

/** Notes items that came in as a part of something else. */
export async function loadParts(tx: Tx, records: readonly BundlePart[], loading: Loading): Promise<void> {
  await countParts(tx, records, loading);
  await saveOrigins(
    tx,
    records.map((record) => originRow(record.origin, 'part', null, loading)),
  );
}

/** Counts them by what is remembered of them. */
export async function countParts(
  db: Db,
  records: readonly BundlePart[],
  { system, book }: Loading,
): Promise<void> {
  const known = await findOrigins(
    db,
    system,
    'part',
    records.map((record) => record.origin.id),
  );
  for (const { origin } of records) {
    const row = known.get(origin.id);
    if (!row) book.count('made');
    else book.count(row.source_hash === origin.hash ? 'already' : 'updated');
  }
}
