import { raiseIds } from '#store/sequences.sql.js';
import type { Tx } from '#store/tables.js';
import type { ImportLine, OriginLine } from './form.ts';

/** Writes runs of importers as an export holds them. */
export async function restoreImports(tx: Tx, lines: readonly ImportLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ id, system, started_at, ended_at, state, files, progress, report }) => {
    return { id, system, started_at, ended_at, state, files, progress, report };
  });
  await tx.insertInto('import_run').values(rows).execute();
  await raiseIds(tx, 'import_run');
}

/** Writes what importers remember of each thing as an export holds it. */
export async function restoreOrigins(tx: Tx, lines: readonly OriginLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => {
    const { system, kind, origin_id, target_id, source_hash, revision_id, run_id, left_as, pending, source } =
      line;
    return { system, kind, origin_id, target_id, source_hash, revision_id, run_id, left_as, pending, source };
  });
  await tx.insertInto('origin').values(rows).execute();
}
