import type { Db, Tx } from '#store/tables.js';
import type { SkippedItem } from '../import-report.ts';
import { restoring } from './kept-rows.sql.ts';

/** How many lines of each file are in, and what was told of them. */
export type RestoreProgress = { done: Record<string, number>; made: number; skipped: SkippedItem[] };
export type RestoreRun = { id: number } & RestoreProgress;

const [RUNNING, ENDED] = restoring;
const SYSTEM = 'standfirst';

/** The restoring that broke off in the middle, if one did. `export` tells which export it was. */
export async function findRestore(db: Db): Promise<(RestoreRun & { export: string }) | undefined> {
  const row = await db
    .selectFrom('import_run')
    .select(['id', 'files', 'progress'])
    .where('state', '=', RUNNING)
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  return { id: row.id, export: row.files, ...(JSON.parse(row.progress) as RestoreProgress) };
}

/** Whether nothing of a publication is here yet but settings. */
export async function isEmpty(db: Db): Promise<boolean> {
  for (const table of [
    'story',
    'section',
    'topic',
    'byline',
    'media',
    'front_launch',
    'import_run',
    'tier',
    'partner',
  ] as const) {
    const row = await db.selectFrom(table).select('id').limit(1).executeTakeFirst();
    if (row) return false;
  }
  const launched = await db.selectFrom('front_version').select('number').limit(1).executeTakeFirst();
  return launched === undefined;
}

export async function beginRestore(db: Db, name: string, now: Date): Promise<RestoreRun> {
  const row = await db
    .insertInto('import_run')
    .values({
      id: RUN_ID,
      system: SYSTEM,
      started_at: now.getTime(),
      ended_at: null,
      state: RUNNING,
      files: name,
      progress: JSON.stringify(nothing),
      report: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, ...nothing };
}

/** Ids of runs begin with 1, so this one is in nobody's way. */
const RUN_ID = 0;
const nothing: RestoreProgress = { done: {}, made: 0, skipped: [] };
/** Kept through a crash; more broken lines than that are counted as made then. */
const MOST_SKIPPED = 500;

export async function saveRestore(tx: Tx, id: number, progress: RestoreProgress): Promise<void> {
  const kept = { ...progress, skipped: progress.skipped.slice(0, MOST_SKIPPED) };
  await tx
    .updateTable('import_run')
    .set({ progress: JSON.stringify(kept) })
    .where('id', '=', id)
    .execute();
}

export async function endRestore(db: Db, run: RestoreRun, report: unknown, now: Date): Promise<void> {
  await db
    .updateTable('import_run')
    .set({ state: ENDED, ended_at: now.getTime(), report: JSON.stringify(report) })
    .where('id', '=', run.id)
    .execute();
}
