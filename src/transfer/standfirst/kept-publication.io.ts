import { listSections } from '#paper/section.sql.js';
import { listOwnSettings } from '#paper/settings.io.js';
import type { Db } from '#store/tables.js';
import { FORM, FORM_VERSION, type Publication } from './form.ts';

/** What `publication.json` holds: the settings, without what is secret, and the sections. */
export async function readPublication(db: Db, folder: string): Promise<Publication> {
  const sections = await listSections(db);
  return {
    form: FORM,
    version: FORM_VERSION,
    settings: await listOwnSettings(db, folder),
    sections: sections
      .map(({ id, slug, name, description, parent, position, access }) => {
        return { id, slug, name, description, parent, position, access };
      })
      .sort((one, other) => one.id - other.id),
    stages: await listOwnStages(db),
  };
}

/** Stages that the newsroom has set. */
async function listOwnStages(db: Db): Promise<NonNullable<Publication['stages']>> {
  return db.selectFrom('stage').select(['slug', 'name', 'kind']).orderBy('position').orderBy('id').execute();
}
