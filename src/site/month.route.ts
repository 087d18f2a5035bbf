import { dayIn, partsIn, startOfDay } from '#kit/zone.js';
import type { Section } from '#paper/section.sql.js';
import { type Card, findOldest, listBetween, listNewest, listSections } from '#stories/cards.sql.js';
import { dependsOnCards } from './card-view.ts';
import { loadListPage } from './list-pages.io.ts';
import { listMeta } from './meta.ts';
import type { Answer, Ask, Redirect, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { htmlAnswer } from './render.ts';
import { findSection } from './section.route.ts';
import type { CardView, LinkView, MonthView } from './view.ts';

/** `/archive/2026/10` and `/politics/archive/2026/10`: a month, day by day; `/archive` leads to the newest. */
export const monthRoute: Route = {
  name: 'month',
  match: /^(?:\/[^/]+)?\/archive(?:\/\d{4}\/\d{1,2})?$/,
  make: makeMonth,
};

const PATTERN = /^(?:\/([^/]+))?\/archive(?:\/(\d{4})\/(\d{1,2}))?$/;

async function makeMonth(house: SiteHouse, ask: Ask): Promise<Answer | Redirect | undefined> {
  const [, slug, yearText, monthText] = PATTERN.exec(ask.path) ?? [];
  const section = slug === undefined ? undefined : findSection(house.paper, slug);
  if (slug !== undefined && !section) return undefined;
  const ends = await findEnds(house, section, ask.now);
  if (!ends) return undefined;
  if (!yearText) return { status: 302, to: monthPath(house, new Date(ends.newest.publishedAt), section) };
  const [year, month] = [Number(yearText), Number(monthText)];
  if (month < 1 || month > 12) return undefined;
  return answerMonth(house, ask, { year, month, section, ends });
}

type Wanted = {
  year: number;
  month: number;
  section: Section | undefined;
  ends: { newest: Card; oldest: Card };
};

async function answerMonth(
  house: SiteHouse,
  ask: Ask,
  { year, month, section, ends }: Wanted,
): Promise<Answer | undefined> {
  const { paper } = house;
  const zone = paper.settings.timeZone;
  const window = {
    from: startOfDay(zone, year, month, 1),
    to: startOfDay(zone, year, month + 1, 1),
    ...(section ? { section: section.id } : {}),
  };
  const path = paths.month(year, month, section?.slug);
  const list = await loadListPage(house, ask, path, (slice) => listBetween(house.db, window, ask.now, slice));
  if (list.cards.length === 0) return undefined;
  const link: LinkView | null = section ? { label: section.name, href: paths.section(section.slug) } : null;
  const view: MonthView = {
    paper: paper.view,
    meta: listMeta(paper, {
      name: monthName(paper.settings.language, year, month),
      description: '',
      path,
      first: list.first,
      parents: link ? [link] : [],
    }),
    year,
    month,
    section: link,
    days: byDay(zone, list.cards),
    months: monthsBetween(zone, ends, section?.slug),
    newerHref: list.newerHref,
    olderHref: list.olderHref,
  };
  return htmlAnswer(house, 'month', view, {
    dependsOn: [`month:${monthKey(year, month)}`, ...dependsOnCards(list.cards)],
    turnsAt: await house.nextTurn(ask.now),
  });
}

async function findEnds(
  house: SiteHouse,
  section: Section | undefined,
  now: Date,
): Promise<{ newest: Card; oldest: Card } | undefined> {
  const list = section
    ? listSections(house.db, [section.id], now, { limit: 1 })
    : listNewest(house.db, now, { limit: 1 });
  const [newest] = await list;
  const oldest = await findOldest(house.db, section?.id, now);
  return newest && oldest ? { newest, oldest } : undefined;
}

function byDay(zone: string, cards: readonly CardView[]): { date: string; cards: CardView[] }[] {
  const days = new Map<string, CardView[]>();
  for (const card of cards) {
    const date = dayIn(zone, new Date(card.publishedAt));
    days.set(date, [...(days.get(date) ?? []), card]);
  }
  return [...days].map(([date, ofDay]) => ({ date, cards: ofDay }));
}

function monthsBetween(
  zone: string,
  ends: { newest: Card; oldest: Card },
  section: string | undefined,
): MonthView['months'] {
  const first = partsIn(zone, new Date(ends.oldest.publishedAt));
  let { year, month } = partsIn(zone, new Date(ends.newest.publishedAt));
  const months: { year: number; month: number; href: string }[] = [];
  while (year > first.year || (year === first.year && month >= first.month)) {
    months.push({ year, month, href: paths.month(year, month, section) });
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
  }
  return months;
}

function monthPath(house: SiteHouse, at: Date, section: Section | undefined): string {
  const { year, month } = partsIn(house.paper.settings.timeZone, at);
  return paths.month(year, month, section?.slug);
}

function monthName(language: string, year: number, month: number): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 15),
  );
}

export function monthKey(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
