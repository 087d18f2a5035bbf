import type { SectionId } from '#kit/ids.js';
import { dayIn, nextMidnight, partsIn } from '#kit/zone.js';
import type { Section } from '#paper/section.sql.js';
import { listSections, type Slice } from '#stories/cards.sql.js';
import { dependsOnCards, sectionFamily } from './card-view.ts';
import { dependsOnFront, earliest, loadArrangedFront } from './containers.io.ts';
import { type ListPage, loadCardsInOrder, loadListPage } from './list-pages.io.ts';
import { listMeta } from './meta.ts';
import type { Answer, Ask, Paper, Redirect, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { htmlAnswer } from './render.ts';
import type { ContainerView, LinkView, SectionView } from './view.ts';

const MOST_READ = 5;

/** `/politics`: the newest stories of a section and of those below it. */
export const sectionRoute: Route = { name: 'section', match: /^\/[^/]+$/, make: makeSection };

async function makeSection(house: SiteHouse, ask: Ask): Promise<Answer | Redirect | undefined> {
  const section = findSection(house.paper, ask.path.slice(1));
  if (!section) return undefined;
  const path = paths.section(section.slug);
  if (ask.rawPath !== path && decodeURIComponent(ask.rawPath) !== path) return { status: 301, to: path };
  const { list, family } = await listOf(house, section, ask);
  const { front, turnsAt } = list.first
    ? await loadArrangedFront(house, section.id, ask.now)
    : { front: undefined, turnsAt: null };
  const view = await viewOf(house, section, list, front?.containers, ask.now);
  return htmlAnswer(house, 'section', view, {
    dependsOn: [
      ...family.map((id) => `section:${id}` as const),
      'read',
      dependsOnFront(section.id),
      ...(front?.dependsOn ?? []),
      ...dependsOnCards([...list.cards, ...view.mostRead]),
    ],
    turnsAt: earliest(front ? midnightAfter(house, ask.now) : null, turnsAt, await house.nextTurn(ask.now)),
  });
}

/** A section's newest page with these containers on top, as an editor looks at them. */
export async function arrangedSectionView(
  house: SiteHouse,
  section: Section,
  containers: readonly ContainerView[],
  now: Date,
): Promise<SectionView> {
  const { list } = await listOf(house, section, { query: new URLSearchParams(), now });
  return viewOf(house, section, list, containers, now);
}

async function listOf(
  house: SiteHouse,
  section: Section,
  ask: Pick<Ask, 'query' | 'now'>,
): Promise<{ list: ListPage; family: readonly SectionId[] }> {
  const family = sectionFamily(house.paper, section);
  const read = (slice: Slice) => listSections(house.db, family, ask.now, slice);
  return { list: await loadListPage(house, ask, paths.section(section.slug), read), family };
}

async function viewOf(
  house: SiteHouse,
  section: Section,
  list: ListPage,
  containers: readonly ContainerView[] | undefined,
  now: Date,
): Promise<SectionView> {
  const { paper } = house;
  const { name, description } = section;
  const path = paths.section(section.slug);
  const parents = parentsOf(paper, section);
  const shown = new Set(containers?.flatMap(({ cards }) => cards.map(({ id }) => id)));
  return {
    ...{ paper: paper.view, name, path, parents },
    meta: listMeta(paper, { name, description, path, first: list.first, parents }),
    description: description || null,
    children: paper.sections.filter((other) => other.parent === section.id).map(toLink),
    // What stands above is not repeated in the list.
    cards: list.cards.filter(({ id }) => !shown.has(id)),
    newerHref: list.newerHref,
    olderHref: list.olderHref,
    mostRead: list.first ? (await loadCardsInOrder(house, house.mostRead(), now)).slice(0, MOST_READ) : [],
    archiveHref: archiveHref(paper, section, list.cards[0]?.publishedAt),
    ...(containers ? { containers, date: dayIn(paper.settings.timeZone, now) } : {}),
  };
}

/** Lists of the latest say the day of what is not today's. */
function midnightAfter(house: SiteHouse, now: Date): number {
  return nextMidnight(house.paper.settings.timeZone, now).getTime();
}

export function findSection(paper: Paper, slug: string): Section | undefined {
  return paper.sections.find((section) => section.slug === slug);
}

/** The sections above, from the top down. */
export function parentsOf(paper: Paper, section: Section): LinkView[] {
  const parent = section.parent === null ? undefined : paper.sectionById.get(section.parent);
  return parent ? [...parentsOf(paper, parent), toLink(parent)] : [];
}

function toLink(section: Section): LinkView {
  return { label: section.name, href: paths.section(section.slug) };
}

function archiveHref(paper: Paper, section: Section, newest: string | undefined): string | null {
  if (!newest) return null;
  const { year, month } = partsIn(paper.settings.timeZone, new Date(newest));
  return paths.month(year, month, section.slug);
}
