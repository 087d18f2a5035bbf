import { dayIn, nextMidnight } from '#kit/zone.js';
import type { Section } from '#paper/section.sql.js';
import { type Card, listNewest, listSections, listSticky } from '#stories/cards.sql.js';
import { dependsOnCards, sectionFamily } from './card-view.ts';
import { loadCardViews } from './cards.io.ts';
import { type ArrangedFront, dependsOnFront, earliest, loadArrangedFront } from './containers.io.ts';
import { loadCardsInOrder } from './list-pages.io.ts';
import { frontMeta } from './meta.ts';
import { readOldAddress } from './old-endings.ts';
import type { Answer, Ask, Paper, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { htmlAnswer } from './render.ts';
import type { CardView, ContainerView, FrontView, SectionRowView } from './view.ts';

const SECONDARY = 4;
const LATEST = 10;
const ROW_CARDS = 6;
const ROWS = 8;
const MOST_READ = 5;
/** How far back the lead is looked for among the newest, so that one with a picture leads. */
const LEAD_WITHIN = 8;

/** The front: what editors arranged and launched, else what is held at the top, then the newest, then a row a section. */
export const frontRoute: Route = { name: 'front', match: '/', make: makeFront };

async function makeFront(house: SiteHouse, ask: Ask): Promise<Answer | undefined> {
  // `/?p=7` and `/?s=words` are addresses of their own.
  if (readOldAddress('/', ask.query)) return undefined;
  const { front, turnsAt } = await loadArrangedFront(house, null, ask.now);
  return front ? makeArranged(house, ask, front, turnsAt) : makeByRule(house, ask, turnsAt);
}

/** The front page of these containers: what is up, or a draft that is looked at. */
export async function arrangedFrontView(
  house: SiteHouse,
  containers: readonly ContainerView[],
  now: Date,
): Promise<FrontView> {
  const { paper } = house;
  const lead = containers.find(({ layout }) => layout === 'lead')?.cards[0] ?? null;
  return {
    ...{ paper: paper.view, meta: frontMeta(paper, lead), date: dayIn(paper.settings.timeZone, now) },
    ...{ lead: null, secondary: [], rows: [], latest: [], containers },
    mostRead: (await loadCardsInOrder(house, house.mostRead(), now)).slice(0, MOST_READ),
  };
}

async function makeArranged(
  house: SiteHouse,
  ask: Ask,
  front: ArrangedFront,
  turnsAt: number | null,
): Promise<Answer> {
  const view = await arrangedFrontView(house, front.containers, ask.now);
  const midnight = nextMidnight(house.paper.settings.timeZone, ask.now).getTime();
  return htmlAnswer(house, 'front', view, {
    dependsOn: [dependsOnFront(null), 'read', ...front.dependsOn, ...dependsOnCards(view.mostRead)],
    turnsAt: earliest(midnight, turnsAt, await house.nextTurn(ask.now)),
  });
}

async function makeByRule(house: SiteHouse, ask: Ask, launchAt: number | null): Promise<Answer> {
  const { paper } = house;
  const newest = await listNewest(house.db, ask.now, { limit: LATEST + SECONDARY + LEAD_WITHIN });
  const sticky = await listSticky(house.db, ask.now, 1 + SECONDARY);
  const order = [...sticky, ...newest.filter((card) => !sticky.some((held) => held.id === card.id))];
  const lead = sticky[0] ?? order.slice(0, LEAD_WITHIN).find((card) => card.lead !== null) ?? order[0];
  const secondary = order.filter((card) => card !== lead).slice(0, SECONDARY);
  const placed = new Set([lead?.id, ...secondary.map((card) => card.id)]);
  const latest = newest.filter((card) => !placed.has(card.id)).slice(0, LATEST);
  const rows = await loadRows(house, ask.now, placed);
  const all = [lead, ...secondary, ...latest, ...rows.flatMap((row) => row.cards)].filter(
    (card) => card !== undefined,
  );
  const views = await loadCardViews(house, all);
  const show = (cards: readonly Card[]): CardView[] => cards.flatMap((card) => views.get(card.id) ?? []);
  const view: FrontView = {
    paper: paper.view,
    meta: frontMeta(paper, lead ? (views.get(lead.id) ?? null) : null),
    date: dayIn(paper.settings.timeZone, ask.now),
    lead: lead ? (views.get(lead.id) ?? null) : null,
    secondary: show(secondary),
    rows: rows.map(({ section, cards }) => rowView(section, show(cards))),
    latest: show(latest),
    mostRead: (await loadCardsInOrder(house, house.mostRead(), ask.now)).slice(0, MOST_READ),
  };
  const midnight = nextMidnight(paper.settings.timeZone, ask.now).getTime();
  return htmlAnswer(house, 'front', view, {
    dependsOn: [dependsOnFront(null), 'latest', 'read', ...dependsOnCards([...all, ...view.mostRead])],
    turnsAt: earliest(midnight, launchAt, await house.nextTurn(ask.now)),
  });
}

async function loadRows(
  house: SiteHouse,
  now: Date,
  placed: ReadonlySet<number | undefined>,
): Promise<{ section: Section; cards: Card[] }[]> {
  const top = rowSections(house.paper);
  const lists = await Promise.all(
    top.map((section) =>
      listSections(house.db, sectionFamily(house.paper, section), now, { limit: ROW_CARDS + placed.size }),
    ),
  );
  return top
    .map((section, at) => ({
      section,
      cards: (lists[at] ?? []).filter((card) => !placed.has(card.id)).slice(0, ROW_CARDS),
    }))
    .filter(({ cards }) => cards.length > 0);
}

function rowSections(paper: Paper): Section[] {
  return paper.sections.filter((section) => section.parent === null).slice(0, ROWS);
}

function rowView(section: Section, cards: CardView[]): SectionRowView {
  return { section: { label: section.name, href: paths.section(section.slug) }, shape: null, cards };
}
