import type { ListKey } from '#stories/cards.sql.js';
import { listStoriesForSitemap } from '#stories/sitemap.sql.js';
import { monthKey } from './month.route.ts';
import type { Answer, Ask, SiteHouse } from './page.ts';
import { listSitemapMonths, PART, spanOf } from './sitemap-months.io.ts';
import { urlsetEnd, urlsetStart, writeEntries } from './sitemaps.ts';
import { siteUrl } from './structured.ts';

/** Stories read and written at a time, so that readers' requests come in between. */
const SLICE = 2_000;
/** Larger parts are made for each crawler anew: kept, they would push out the pages of readers. */
const LARGEST_KEPT_BYTES = 500_000;

/** One month of stories, and which piece of it where it has more than a part may hold. Pieces count from 1. */
type Wanted = { readonly year: number; readonly month: number; readonly piece: number };

/** Names of the parts of all months, 'stories-2026-10', and 'stories-2026-10-2' for what one part cannot hold. */
export async function listMonthParts(
  house: SiteHouse,
  now: Date,
): Promise<{ part: string; changedAt: number | null }[]> {
  const months = await listSitemapMonths(house, now);
  return months.flatMap(({ year, month, count, changedAt }) =>
    Array.from({ length: Math.ceil(count / PART) }, (_, at) => ({
      part: `stories-${monthKey(year, month)}${at > 0 ? `-${at + 1}` : ''}`,
      changedAt,
    })),
  );
}

/** One part of the stories; undefined where it would be empty. */
export async function makeStoriesPart(
  house: SiteHouse,
  { now }: Ask,
  wanted: Wanted,
): Promise<Answer | undefined> {
  const { year, month } = wanted;
  if (month < 1 || month > 12) return undefined;
  const body = await writePart(house, now, wanted);
  if (body === undefined) return undefined;
  const keep = body.length <= LARGEST_KEPT_BYTES;
  return {
    status: 200,
    type: 'application/xml; charset=utf-8',
    body,
    dependsOn: [`month:${monthKey(year, month)}`],
    turnsAt: await house.nextTurn(now),
    keep,
    ...(keep ? {} : { headers: { 'cache-control': 'public, max-age=0, s-maxage=30' } }),
  };
}

async function writePart(house: SiteHouse, now: Date, wanted: Wanted): Promise<Uint8Array | undefined> {
  const span = spanOf(house, wanted.year, wanted.month);
  const written: Uint8Array[] = [Buffer.from(urlsetStart)];
  let after: ListKey | undefined;
  let left = PART;
  let skip = (wanted.piece - 1) * PART;
  while (left > 0) {
    const limit = Math.min(SLICE, left);
    const stories = await listStoriesForSitemap(house.slow, span, now, { limit, after, skip });
    const entries = stories.map(({ path, changedAt }) => ({ url: siteUrl(house.paper, path), changedAt }));
    if (entries.length > 0) written.push(Buffer.from(writeEntries(entries)));
    after = stories.at(-1);
    left -= stories.length;
    skip = 0;
    if (stories.length < limit) break;
  }
  return written.length > 1 ? Buffer.concat([...written, Buffer.from(urlsetEnd)]) : undefined;
}
