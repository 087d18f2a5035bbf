import { partsIn, startOfDay } from '#kit/zone.js';
import {
  countPublished,
  findFirstPublished,
  listStoriesForSitemap,
  type Span,
  sumUpListed,
} from '#stories/sitemap.sql.js';
import { monthKey } from './month.route.ts';
import type { SiteHouse } from './page.ts';

/**
 * A month of the paper in its own time zone.
 *
 * count      stories that search engines may list; never fewer than there are
 * changedAt  when one of them last changed, for this month and the two before; null for older ones
 */
export type SitemapMonth = {
  readonly year: number;
  readonly month: number;
  readonly count: number;
  readonly changedAt: number | null;
};

/** Months summed up at the same time, the first time; each is a walk through its stories. */
const AT_ONCE = 4;
/** Months that ended within this time say when a story of them last changed. */
const RECENT_MS = 62 * 86_400_000;
/** Addresses in one part at most, by sitemaps.org. */
export const PART = 50_000;

/**
 * Months with stories that search engines may list, oldest first. Each month is summed up once and again only when a
 * story of it changed, so that a large archive costs nothing.
 */
export async function listSitemapMonths(house: SiteHouse, now: Date): Promise<SitemapMonth[]> {
  const named = await listMonths(house, now);
  const months: SitemapMonth[] = [];
  for (let from = 0; from < named.length; from += AT_ONCE) {
    const some = named.slice(from, from + AT_ONCE);
    months.push(...(await Promise.all(some.map(({ year, month }) => sumUpMonth(house, year, month, now)))));
  }
  return months.filter(({ count }) => count > 0);
}

/** Months in which anything was published. One step in the index each: a story dated to the year 1 costs no more. */
async function listMonths(house: SiteHouse, now: Date): Promise<{ year: number; month: number }[]> {
  const zone = house.paper.settings.timeZone;
  const months: { year: number; month: number }[] = [];
  let at = await findFirstPublished(house.db, Number.MIN_SAFE_INTEGER);
  while (at !== null && at <= now.getTime()) {
    const { year, month } = partsIn(zone, new Date(at));
    months.push({ year, month });
    at = await findFirstPublished(house.db, Math.max(at + 1, spanOf(house, year, month).to));
  }
  return months;
}

async function sumUpMonth(house: SiteHouse, year: number, month: number, now: Date): Promise<SitemapMonth> {
  const key = monthKey(year, month);
  return house.parts.find(`sitemap ${key}`, now, async () => ({
    part: { year, month, ...(await countMonth(house, spanOf(house, year, month), now)) },
    dependsOn: [`month:${key}`],
    // A story whose time comes is told of by the clock within a second or two; a count may wait for that.
    turnsAt: null,
  }));
}

/** Old months are only counted off the index: to read each story of a large archive would take a cold disk a minute. */
async function countMonth(
  { slow }: SiteHouse,
  span: Span,
  now: Date,
): Promise<{ count: number; changedAt: number | null }> {
  const published = await countPublished(slow, span);
  const isRecent = now.getTime() - span.to < RECENT_MS;
  if (isRecent || published > PART) return sumUpListed(slow, span, now);
  const [any] = await listStoriesForSitemap(slow, span, now, { limit: 1 });
  return { count: any ? published : 0, changedAt: null };
}

/** The month's first and last instant in the paper's time zone. */
export function spanOf({ paper }: SiteHouse, year: number, month: number): Span {
  const zone = paper.settings.timeZone;
  return {
    from: startOfDay(zone, year, month, 1).getTime(),
    to: startOfDay(zone, year, month + 1, 1).getTime(),
  };
}
