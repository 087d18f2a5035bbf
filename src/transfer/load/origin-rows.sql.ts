import type { Db, Tables, Tx } from '#store/tables.js';
import type { BundleOrigin } from '../bundle.ts';

/** Kinds of things that are remembered by their origin. */
export type OriginKind =
  | 'section'
  | 'topic'
  | 'byline'
  | 'media'
  | 'story'
  | 'page'
  | 'comment'
  | 'part'
  | 'redirect';

/** What is remembered of one imported thing, without its source. */
export type OriginRow = Omit<Tables['origin'], 'source'>;

const columns = [
  'system',
  'kind',
  'origin_id',
  'target_id',
  'source_hash',
  'revision_id',
  'run_id',
  'left_as',
  'pending',
] as const;

/** One old site as origins name it: two sites of one system are two. */
export function systemOf(origin: Pick<BundleOrigin, 'system' | 'site'>): string {
  return origin.site === '' ? origin.system : `${origin.system}:${origin.site}`;
}

/** Whether what came is what came before. Parts that these files do not hold are taken for unchanged. */
export function isSame(row: OriginRow, { hash }: BundleOrigin): boolean {
  if (row.source_hash === hash) return true;
  return hash.endsWith('.?') && row.source_hash.split('.', 1)[0] === hash.split('.', 1)[0];
}

/** What is remembered of these, by their origin ids; some hundred at most. */
export async function findOrigins(
  db: Db,
  system: string,
  kind: OriginKind,
  ids: readonly string[],
): Promise<Map<string, OriginRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('origin')
    .select(columns)
    .where('system', '=', system)
    .where('kind', '=', kind)
    .where('origin_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.origin_id, row]));
}

/** Remembers these, whatever was remembered of them before. */
export async function saveOrigins(tx: Tx, rows: readonly Tables['origin'][]): Promise<void> {
  if (rows.length === 0) return;
  // The same thing may come twice in one batch; the later one counts.
  const last = new Map(rows.map((row) => [`${row.kind}\n${row.origin_id}`, row]));
  await tx
    .insertInto('origin')
    .values([...last.values()])
    .onConflict((conflict) =>
      conflict.columns(['system', 'kind', 'origin_id']).doUpdateSet((row) => ({
        target_id: row.ref('excluded.target_id'),
        source_hash: row.ref('excluded.source_hash'),
        revision_id: row.ref('excluded.revision_id'),
        run_id: row.ref('excluded.run_id'),
        left_as: row.ref('excluded.left_as'),
        pending: row.ref('excluded.pending'),
        source: row.ref('excluded.source'),
      })),
    )
    .execute();
}

/** Notes that these were in the files of this run. */
export async function markSeen(tx: Tx, rows: readonly OriginRow[], run: number): Promise<void> {
  const first = rows[0];
  if (!first) return;
  await tx
    .updateTable('origin')
    .set({ run_id: run })
    .where('system', '=', first.system)
    .where('kind', '=', first.kind)
    .where(
      'origin_id',
      'in',
      rows.map((row) => row.origin_id),
    )
    .execute();
}

/** Stories and pages of the site that were not in the files of this run, some at a time, after `afterId`. */
export async function listUnseen(
  db: Db,
  system: string,
  kind: OriginKind,
  run: number,
  afterId: string,
): Promise<OriginRow[]> {
  return db
    .selectFrom('origin')
    .select(columns)
    .where('system', '=', system)
    .where('kind', '=', kind)
    .where('run_id', '!=', run)
    .where('origin_id', '>', afterId)
    .orderBy('origin_id')
    .limit(500)
    .execute();
}

export async function countOrigins(db: Db, system: string, kind: OriginKind): Promise<number> {
  const row = await db
    .selectFrom('origin')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('system', '=', system)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** What points at something that had not come in yet, some at a time. */
export async function listPending(
  db: Db,
  system: string,
  kind: OriginKind,
  afterId: string,
): Promise<Tables['origin'][]> {
  return db
    .selectFrom('origin')
    .select([...columns, 'source'])
    .where('system', '=', system)
    .where('kind', '=', kind)
    .where('pending', '=', 1)
    .where('origin_id', '>', afterId)
    .orderBy('origin_id')
    .limit(200)
    .execute();
}

export async function settlePending(tx: Tx, rows: readonly OriginRow[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  await tx
    .updateTable('origin')
    .set({ pending: 0 })
    .where('system', '=', first.system)
    .where('kind', '=', first.kind)
    .where(
      'origin_id',
      'in',
      rows.map((row) => row.origin_id),
    )
    .execute();
}

/** Forgets how these stories were written where they came from: words were taken out of them here. */
export async function forgetSources(db: Db, stories: readonly number[]): Promise<void> {
  if (stories.length === 0) return;
  await db
    .updateTable('origin')
    .set({ source: null })
    .where('kind', 'in', ['story', 'page'])
    .where('target_id', 'in', stories)
    .execute();
}
