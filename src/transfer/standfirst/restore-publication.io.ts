import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SectionId } from '#kit/ids.js';
import { restoreSections } from '#paper/section.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import { readSettings } from '#paper/settings.js';
import type { Db } from '#store/tables.js';
import { restoreStages } from '#stories/restore-work.sql.js';
import { Publication, readerOf } from './form.ts';
import { progressOf, type Restoring } from './restore-lines.io.ts';
import { saveRestore } from './restore-run.sql.ts';

const FILE = 'publication.json';

/**
 * Brings settings and sections in, once. A setting that was made here already stays; one that this version does not
 * know, or not in this form, is told of.
 *
 * returns  the sections by slug
 */
export async function restorePublicationFile(work: Restoring): Promise<Map<string, number>> {
  const publication = readPublicationFile(work);
  const sections = new Map(publication.sections.map(({ slug, id }) => [slug, id]));
  if (FILE in work.run.done) return sections;
  await saveSettings(work.store.db, await listNew(work, publication.settings), work.now);
  const done = { ...work.run.done, [FILE]: 1 };
  await work.store.db.transaction().execute(async (tx) => {
    await restoreSections(
      tx,
      publication.sections.map(({ id, parent, ...section }) => ({
        ...section,
        id: id as SectionId,
        parent: parent as SectionId | null,
      })),
    );
    await restoreStages(tx, publication.stages ?? []);
    await saveRestore(tx, work.run.id, { ...progressOf(work), done });
  });
  work.run.done = done;
  return sections;
}

function readPublicationFile({ folder, book }: Restoring): Publication {
  const skip = (why: string): void => book.skip({ item: FILE, file: FILE, line: 1, why });
  const nothing = { form: 'standfirst export', version: 1, settings: {}, sections: [] } as const;
  try {
    const read = readerOf(Publication)(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
    if (read.ok) return read.value;
    skip(read.refusal);
  } catch (error) {
    skip(error instanceof Error ? error.message : String(error));
  }
  return { ...nothing, settings: {}, sections: [] };
}

async function listNew(
  { store, book }: Restoring,
  settings: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const here = new Set(await listSaved(store.db));
  const fit = Object.entries(settings).filter(([name, value]) => {
    if (here.has(name)) return false;
    try {
      readSettings([{ from: FILE, values: { [name]: value } }]);
      return true;
    } catch (error) {
      book.note('settings', error instanceof Error ? error.message : String(error), name);
      return false;
    }
  });
  return Object.fromEntries(fit);
}

async function listSaved(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('setting').select('name').execute();
  return rows.map(({ name }) => name);
}
