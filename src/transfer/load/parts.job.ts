import type { Db, Tx } from '#store/tables.js';
import type { BundlePart } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { originRow } from './names.sql.ts';
import { findOrigins, isSame, type OriginRow, saveOrigins } from './origin-rows.sql.ts';

/**
 * Notes items that came in as a part of something else. One that stands twice in an export, as a line of two menus does,
 * is known by how it stands there first.
 */
export async function loadParts(tx: Tx, records: readonly BundlePart[], loading: Loading): Promise<void> {
  const known = await countParts(tx, records, loading);
  const first = new Map<string, BundlePart>();
  for (const record of records) if (!first.has(record.origin.id)) first.set(record.origin.id, record);
  const fresh = [...first.values()].filter(({ origin }) => known.get(origin.id)?.run_id !== loading.run);
  await saveOrigins(
    tx,
    fresh.map((record) => originRow(record.origin, 'part', null, loading)),
  );
}

/** Counts them by what is remembered of them, which is given back. */
export async function countParts(
  db: Db,
  records: readonly BundlePart[],
  { system, book, run }: Loading,
): Promise<ReadonlyMap<string, OriginRow>> {
  const known = await findOrigins(
    db,
    system,
    'part',
    records.map((record) => record.origin.id),
  );
  const met = new Set<string>();
  for (const { origin } of records) {
    const row = known.get(origin.id);
    const again = met.has(origin.id) || row?.run_id === run;
    met.add(origin.id);
    if (again) book.count('already');
    else if (!row) book.count('made');
    else book.count(isSame(row, origin) ? 'already' : 'updated');
  }
  return known;
}
