import { dayIn, nextMidnight, partsIn } from '#kit/zone.js';
import type { Section } from '#paper/section.sql.js';
import { listSections } from '#stories/cards.sql.js';
import { dependsOnCards, sectionFamily } from './card-view.ts';
import { dependsOnFront, earliest, loadArrangedFront } from './containers.io.ts';
import { loadCardsInOrder, loadListPage } from './list-pages.io.ts';
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
  const family = sectionFamily(house.paper, section);
  const path = paths.section(section.slug);
  if (ask.rawPath !== path && decodeURIComponent(ask.rawPath) !== path) return { status: 301, to: path };
  const list = await loadListPage(house, ask, path, (slice) =>
    listSections(house.db, family, ask.now, slice),
  );
  const { paper } = house;
  const { front, turnsAt } = list.first
    ? await loadArrangedFront(house, section.id, ask.now)
    : { front: undefined, turnsAt: null };
  const arranged = front ? arrangedParts(house, front.containers, ask.now) : undefined;
  const view: SectionView = {
    paper: paper.view,
    meta: listMeta(paper, {
      name: section.name,
      description: section.description,
      path,
      first: list.first,
      parents: parentsOf(paper, section),
    }),
    name: section.name,
    path,
    description: section.description || null,
    parents: parentsOf(paper, section),
    children: paper.sections.filter((other) => other.parent === section.id).map(toLink),
    cards: arranged ? list.cards.filter(({ id }) => !arranged.shown.has(id)) : list.cards,
    newerHref: list.newerHref,
    olderHref: list.olderHref,
    mostRead: list.first
      ? (await loadCardsInOrder(house, house.mostRead(), ask.now)).slice(0, MOST_READ)
      : [],
    archiveHref: archiveHref(paper, section, list.cards[0]?.publishedAt),
    ...arranged?.view,
  };
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

/** What an arranged front brings to a section's page; what stands on it is left out of the list below. */
export function arrangedParts(
  house: SiteHouse,
  containers: readonly ContainerView[],
  now: Date,
): { view: Required<Pick<SectionView, 'containers' | 'date'>>; shown: ReadonlySet<number> } {
  const date = dayIn(house.paper.settings.timeZone, now);
  return {
    view: { containers, date },
    shown: new Set(containers.flatMap(({ cards }) => cards.map(({ id }) => id))),
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
