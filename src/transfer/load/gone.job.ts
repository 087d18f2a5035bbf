import type { StoryId } from '#kit/ids.js';
import { listNewestRevisions } from '#stories/settle-references.sql.js';
import type { Loading } from './loading.ts';
import { countOrigins, listUnseen, type OriginRow } from './origin-rows.sql.ts';
import { withdrawGone } from './stories.job.ts';

/** More than this share of what came earlier is not withdrawn because it is missing: then the export is a part of the site only. */
const mostGone = 0.5;
const fewGone = 20;

/** Finds what came in earlier and is missing from this export, and withdraws it when that was asked for. */
export async function findGone(loading: Loading): Promise<void> {
  const { db } = loading.house.store;
  for (const kind of ['story', 'page'] as const) {
    const unseen: OriginRow[] = [];
    for (let after = ''; ; ) {
      const rows = await listUnseen(db, loading.system, kind, loading.run, after);
      unseen.push(...rows);
      const last = rows.at(-1);
      if (!last) break;
      after = last.origin_id;
    }
    if (unseen.length === 0) continue;
    const all = await countOrigins(db, loading.system, kind);
    // An export without any of this kind is one of another kind alone.
    if (unseen.length === all) continue;
    loading.book.report.gone += unseen.length;
    await withdrawMissing(unseen, all, loading);
  }
}

async function withdrawMissing(unseen: readonly OriginRow[], all: number, loading: Loading): Promise<void> {
  const { book, options } = loading;
  const missing = 'Came in with an earlier import and is missing from this export.';
  if (!options.followDeletions) {
    book.note('gone', `${missing} It stays as it is; --follow-deletions withdraws it.`, '', unseen.length);
    return;
  }
  if (unseen.length > fewGone && unseen.length > all * mostGone) {
    book.note(
      'gone',
      `${missing} That is more than half of what came earlier, so nothing was withdrawn: is this the whole export?`,
      '',
      unseen.length,
    );
    return;
  }
  const newest = await listNewestRevisions(
    loading.house.store.db,
    unseen.map((row) => row.target_id as StoryId),
  );
  await loading.house.store.db.transaction().execute(async (tx) => {
    for (const row of unseen) {
      const there = newest.get(row.target_id as StoryId);
      if (there?.revision === row.revision_id) await withdrawGone(tx, row, 'gone', loading.now);
      else
        book.note(
          'changed on both sides',
          'Gone at the source and changed here. It stays as it is.',
          there?.path ?? row.origin_id,
        );
    }
  });
  book.note('gone', `${missing} It was withdrawn.`, '', unseen.length);
}
