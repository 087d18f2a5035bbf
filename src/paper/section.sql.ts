import type { SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { raiseIds } from '#store/sequences.sql.js';
import type { Db, Tx } from '#store/tables.js';

/** Where stories live in the paper. `access` is what a new story in it starts with. */
export type Section = {
  id: SectionId;
  slug: string;
  name: string;
  description: string;
  parent: SectionId | null;
  position: number;
  access: string;
};

/** All sections in the newsroom's order. There are few; callers keep the list. */
export async function listSections(db: Db): Promise<Section[]> {
  const rows = await db.selectFrom('section').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(({ id, parent_id, ...row }) => ({
    ...row,
    id: id as SectionId,
    parent: parent_id as SectionId | null,
  }));
}

/** Makes a section or brings it up to date, found again by its slug. */
export async function saveSection(tx: Tx, section: Omit<Section, 'id'>, now: Date): Promise<SectionId> {
  const { parent, ...rest } = section;
  const row = { ...rest, parent_id: parent };
  const saved = await tx
    .insertInto('section')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'sections.changed', saved.id, {}, now);
  return saved.id as SectionId;
}

/** What sections became that were merged, by their old ids. There are few. */
export async function listMergedSections(db: Db): Promise<Map<SectionId, SectionId>> {
  const rows = await db.selectFrom('section_merged').select(['section_id', 'into_id']).execute();
  return new Map(rows.map((row) => [row.section_id as SectionId, row.into_id as SectionId]));
}

/** Writes sections as an export holds them, ids kept, where there are none. It tells nobody. */
export async function restoreSections(tx: Tx, sections: readonly Section[]): Promise<void> {
  if (sections.length === 0) return;
  // In one statement, so that a section may stand before the one it belongs to.
  const rows = sections.map(({ parent, ...section }) => ({ ...section, parent_id: parent }));
  await tx.insertInto('section').values(rows).execute();
  await raiseIds(tx, 'section');
}
