import type { FastifyRequest } from 'fastify';
import { holds } from '#accounts/rights.js';
import type { SectionId } from '#kit/ids.js';
import type { Section } from '#paper/section.sql.js';
import type { Asker } from '#stories/work-listed.js';
import type { Desk } from './desk.ts';
import { editorOf } from './manners.ts';

/** Who asks for a list, and what of the unpublished they may read. */
export function askerOf(desk: Pick<Desk, 'clock'>, request: FastifyRequest): Asker {
  const staff = editorOf(request);
  return { account: staff.id, readsUnpublished: holds(staff, 'read-unpublished'), now: desk.clock() };
}

/** A section with those below it. */
export function sectionsUnder(sections: readonly Section[], id: SectionId): SectionId[] {
  const under = new Set<SectionId>([id]);
  for (let before = 0; before !== under.size; ) {
    before = under.size;
    for (const section of sections) if (section.parent && under.has(section.parent)) under.add(section.id);
  }
  return [...under];
}
