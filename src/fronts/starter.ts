import type { SectionId } from '#kit/ids.js';
import type { Container, Layout, Rule } from './front.ts';

const LEAD_CARDS = 5;
const LATEST_CARDS = 10;
const ROW_CARDS = 6;
const SECTION_CARDS = 12;

/** What a front is about: the whole paper, or one section. */
export type FrontOf = { readonly section: SectionId | null };

/**
 * What an editor finds on a front that was never arranged: by rules alone, like the page readers see until then.
 *
 * sections  the sections that get a row of their own on the home front, in order
 * newId     gives a new id each time
 */
export function starterContainers(
  { section }: FrontOf,
  sections: readonly SectionId[],
  newId: () => string,
): Container[] {
  const container = (layout: Layout, limit: number, rule: Rule): Container => ({
    ...{ id: newId(), layout, title: '', rule, limit, cards: [] },
  });
  if (section !== null) {
    const rule: Rule = { by: 'section', section };
    return [container('lead', LEAD_CARDS, rule), container('row-3', SECTION_CARDS - LEAD_CARDS, rule)];
  }
  return [
    container('lead', LEAD_CARDS, { by: 'newest' }),
    container('latest', LATEST_CARDS, { by: 'newest' }),
    ...sections.map((one) => container('row', ROW_CARDS, { by: 'section', section: one })),
  ];
}
