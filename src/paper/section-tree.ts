import type { SectionId } from '#kit/ids.js';

type Placed = { readonly id: SectionId; readonly parent: SectionId | null };

/** Whether a section would stand below itself if it were put under `parent`. */
export function standsBelowItself(
  sections: readonly Placed[],
  section: SectionId,
  parent: SectionId | null,
): boolean {
  const parents = new Map(sections.map(({ id, parent: above }) => [id, above]));
  let above = parent;
  for (let step = 0; above !== null && step <= sections.length; step += 1) {
    if (above === section) return true;
    above = parents.get(above) ?? null;
  }
  return above !== null;
}

/** The form of a section's slug: it is the first part of addresses, and no part that the house answers itself. */
export function isSectionSlug(slug: string): boolean {
  return slug.length <= 80 && /^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u.test(slug);
}
