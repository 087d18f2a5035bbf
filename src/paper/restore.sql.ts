import { raiseIdsBehind } from '#store/sequences.sql.js';
import type { Tx } from '#store/tables.js';

/** Writes what merged sections became as an export holds it. No section gets one of their numbers again. */
export async function restoreMergedSections(
  tx: Tx,
  merged: readonly { id: number; into: number; at: number }[],
): Promise<void> {
  if (merged.length === 0) return;
  const rows = merged.map(({ id, into, at }) => ({ section_id: id, into_id: into, merged_at: at }));
  await tx.insertInto('section_merged').values(rows).execute();
  await raiseIdsBehind(tx, 'section', Math.max(...merged.map(({ id }) => id)));
}
