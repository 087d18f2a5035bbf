import { createHash } from 'node:crypto';
import type { Files } from '#store/files.io.js';
import { savePublicationName } from '#store/publication.sql.js';
import type { Store } from '#store/store.io.js';
import { type ImportReport, ReportBook } from './import-report.ts';
import type { Manifest } from './standfirst/form.ts';
import { restorePublicationFile } from './standfirst/restore-publication.io.ts';
import { beginRestore, endRestore, findRestore, isEmpty } from './standfirst/restore-run.sql.ts';
import { restoreAllLines } from './standfirst/restore-steps.io.ts';
import type { WebhookKeeper } from './standfirst/webhook-keeper.ts';

/** Whether an export can be put back here as it was: nothing is here yet, or a part of the same export. */
export async function canRestore(store: Store, manifest: Manifest): Promise<boolean> {
  const begun = await findRestore(store.db);
  return begun ? begun.export === nameOf(manifest) : isEmpty(store.db);
}

/** Whether putting an export back was stopped in the middle here. */
export async function isHalfRestored(store: Store): Promise<boolean> {
  return (await findRestore(store.db)) !== undefined;
}

/**
 * Puts a whole publication back as an export holds it, ids kept, where nothing is yet. It can be stopped at any moment
 * and goes on from there when it is called again.
 *
 * folder  with the export
 */
export async function restorePublication(
  house: { store: Store; files: Files; webhooks?: WebhookKeeper | undefined },
  source: { folder: string; manifest: Manifest },
  progress: (says: string, share: number) => void,
  now: Date,
): Promise<ImportReport> {
  const { store } = house;
  const { folder, manifest } = source;
  const run = (await findRestore(store.db)) ?? (await beginRestore(store.db, nameOf(manifest), now));
  const book = new ReportBook(false);
  book.count('made', run.made);
  for (const skipped of run.skipped) book.skip(skipped);
  const work = { store, folder, manifest, run, book, progress, now };
  const sections = await restorePublicationFile(work);
  await restoreAllLines(work, house, sections);
  await store.db.transaction().execute((tx) => savePublicationName(tx, manifest.publication));
  const report = book.finish();
  await endRestore(store.db, run, report, now);
  return report;
}

/** Tells one export from another. */
function nameOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
