import { findLastBylineId, listBylinesBetween } from '#accounts/byline.sql.js';
import { findNewestOf } from '#stories/sitemap.sql.js';
import { findLastTopicId, listTopicsBetween } from '#stories/topic.sql.js';
import type { SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import type { SitemapEntry } from './sitemaps.ts';
import { siteUrl } from './structured.ts';

/** How long a new topic or byline may be missing from its part, in milliseconds. */
export const LABELS_KEPT_MS = 3_600_000;

/** Ids in one part: as many as a part may have addresses. */
const PART = 50_000;

const kinds = {
  topics: { of: 'topic', last: findLastTopicId, list: listTopicsBetween, path: paths.topic },
  bylines: { of: 'byline', last: findLastBylineId, list: listBylinesBetween, path: paths.byline },
} as const;

export type LabelKind = keyof typeof kinds;

/** Topics or bylines of one part, those without a story that readers see left out. Parts count from 1. */
export async function loadLabels(
  house: SiteHouse,
  kind: LabelKind,
  part: number,
  now: Date,
): Promise<SitemapEntry[]> {
  const { of, list, path } = kinds[kind];
  const found = await list(house.slow, (part - 1) * PART, part * PART);
  const newest = await findNewestOf(
    house.slow,
    of,
    found.map(({ id }) => id),
    now,
  );
  return found.flatMap(({ id, slug }) => {
    const changedAt = newest.get(id);
    return changedAt === undefined ? [] : [{ url: siteUrl(house.paper, path(slug)), changedAt }];
  });
}

/** Names of the parts that hold anything, 'topics-1' and so on, and when a story was last added to one of them. */
export async function listLabelParts(
  house: SiteHouse,
  kind: LabelKind,
  now: Date,
): Promise<{ part: string; changedAt: number }[]> {
  return house.parts.find(`sitemap ${kind}`, now, async () => ({
    part: await sumUp(house, kind, now),
    dependsOn: [],
    turnsAt: now.getTime() + LABELS_KEPT_MS,
  }));
}

async function sumUp(
  house: SiteHouse,
  kind: LabelKind,
  now: Date,
): Promise<{ part: string; changedAt: number }[]> {
  const last = await kinds[kind].last(house.db);
  const parts: { part: string; changedAt: number }[] = [];
  for (let part = 1; (part - 1) * PART <= last; part += 1) {
    const entries = await loadLabels(house, kind, part, now);
    const changedAt = entries.reduce((latest, entry) => Math.max(latest, entry.changedAt ?? 0), 0);
    if (entries.length > 0) parts.push({ part: `${kind}-${part}`, changedAt });
  }
  return parts;
}
