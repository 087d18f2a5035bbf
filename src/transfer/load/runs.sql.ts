import type { Db, Tx } from '#store/tables.js';
import type { Outcome, SkippedItem } from '../import-report.ts';

/**
 * How far a run had come when its last batch landed.
 *
 * records  records of the bundle behind it
 * counts   what became of the items among them
 */
export interface RunProgress {
  records: number;
  counts: Record<Outcome, number>;
  access: Record<string, number>;
  /** Items that were skipped because of what is here. */
  skipped: SkippedItem[];
}

export interface ImportRun {
  id: number;
  /** Where an earlier run of the very same files stopped; null for a new one. */
  resumed: RunProgress | null;
}

/**
 * Begins a run, or goes on with the one that was stopped in the middle.
 *
 * files  says which files and decisions: another finger print is another run
 */
export async function beginRun(db: Db, system: string, files: string, now: Date): Promise<ImportRun> {
  const last = await db
    .selectFrom('import_run')
    .select(['id', 'state', 'files', 'progress'])
    .where('system', '=', system)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.state === 'running' && last.files === files) {
    return { id: last.id, resumed: last.progress === '' ? null : (JSON.parse(last.progress) as RunProgress) };
  }
  const row = await db
    .insertInto('import_run')
    .values({
      system,
      started_at: now.getTime(),
      ended_at: null,
      state: 'running',
      files,
      progress: '',
      report: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, resumed: null };
}

export async function saveProgress(tx: Tx, run: number, progress: RunProgress): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({ progress: JSON.stringify(progress) })
    .where('id', '=', run)
    .execute();
}

export async function endRun(db: Db, run: number, report: unknown, now: Date): Promise<void> {
  const ended = { state: 'ended', ended_at: now.getTime(), report: JSON.stringify(report) };
  await db.updateTable('import_run').set(ended).where('id', '=', run).execute();
}
