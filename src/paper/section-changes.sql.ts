import { fault } from '#kit/fault.js';
import type { SectionId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { paperFaults } from './faults.ts';
import { listSections, type Section } from './section.sql.ts';
import { isSectionSlug, standsBelowItself } from './section-tree.ts';

/**
 * A new section, behind all others.
 *
 * throws  section-slug-wrong, section-slug-taken
 */
export async function addSection(
  tx: Tx,
  section: Omit<Section, 'id' | 'position'>,
  now: Date,
): Promise<Section> {
  const sections = await listSections(tx);
  checkSlug(sections, section.slug);
  const position = Math.max(0, ...sections.map((one) => one.position)) + 1;
  const { parent, ...rest } = section;
  const saved = await tx
    .insertInto('section')
    .values({ ...rest, position, parent_id: parent })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'sections.changed', saved.id, {}, now);
  return { ...section, position, id: saved.id as SectionId };
}

/**
 * Changes what is named; gives the section before and after. Redirects from an old slug are the caller's.
 *
 * throws  section-not-found, section-slug-wrong, section-slug-taken, section-below-itself
 */
export async function changeSection(
  tx: Tx,
  id: SectionId,
  change: Partial<Omit<Section, 'id' | 'position'>>,
  now: Date,
): Promise<{ before: Section; after: Section }> {
  const sections = await listSections(tx);
  const before = getSection(sections, id);
  const after = { ...before, ...change };
  if (after.slug !== before.slug) checkSlug(sections, after.slug);
  if (standsBelowItself(sections, id, after.parent)) throw fault(paperFaults, 'section-below-itself', { id });
  const { slug, name, description, parent, access } = after;
  await tx
    .updateTable('section')
    .set({ slug, name, description, parent_id: parent, access })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'sections.changed', id, {}, now);
  return { before, after };
}

/**
 * Puts sections into this order and below these parents. Sections that are not named keep their place behind them.
 *
 * throws  section-not-found, section-below-itself
 */
export async function orderSections(
  tx: Tx,
  order: readonly { id: SectionId; parent: SectionId | null }[],
  now: Date,
): Promise<void> {
  const sections = await listSections(tx);
  const named = new Map(order.map((one) => [one.id, one]));
  const wanted = sections.map(({ id, parent }) => named.get(id) ?? { id, parent });
  for (const { id, parent } of order) {
    getSection(sections, id);
    if (standsBelowItself(wanted, id, parent)) throw fault(paperFaults, 'section-below-itself', { id });
  }
  const rest = sections.filter(({ id }) => !named.has(id));
  for (const [position, { id, parent }] of [...order, ...rest].entries()) {
    await tx.updateTable('section').set({ position, parent_id: parent }).where('id', '=', id).execute();
  }
  await tell(tx, 'sections.changed', null, {}, now);
}

/**
 * Takes a section away that was merged into another; those below it move there too. Its stories have been moved before.
 *
 * throws  section-not-found, section-merged-into-itself, section-below-itself
 */
export async function retireSection(tx: Tx, id: SectionId, into: SectionId, now: Date): Promise<void> {
  if (id === into) throw fault(paperFaults, 'section-merged-into-itself', { id });
  const sections = await listSections(tx);
  getSection(sections, id);
  getSection(sections, into);
  if (standsBelowItself(sections, id, into)) throw fault(paperFaults, 'section-below-itself', { id });
  await tx.updateTable('section').set({ parent_id: into }).where('parent_id', '=', id).execute();
  await tx.updateTable('section_merged').set({ into_id: into }).where('into_id', '=', id).execute();
  await tx
    .insertInto('section_merged')
    .values({ section_id: id, into_id: into, merged_at: now.getTime() })
    .execute();
  await tx.deleteFrom('section').where('id', '=', id).execute();
  await tell(tx, 'sections.changed', into, { merged: id }, now);
}

function getSection(sections: readonly Section[], id: SectionId): Section {
  const found = sections.find((section) => section.id === id);
  if (!found) throw fault(paperFaults, 'section-not-found', { id });
  return found;
}

function checkSlug(sections: readonly Section[], slug: string): void {
  if (!isSectionSlug(slug)) throw fault(paperFaults, 'section-slug-wrong', { slug });
  if (sections.some((section) => section.slug === slug)) {
    throw fault(paperFaults, 'section-slug-taken', { slug });
  }
}
