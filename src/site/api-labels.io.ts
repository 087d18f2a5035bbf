import { findNewestOf } from '#stories/sitemap.sql.js';
import { listTopics } from '#stories/topic.sql.js';
import type { TopicsQuery } from './api-shapes.ts';
import type { SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { siteUrl } from './structured.ts';

const LIMIT = 20;

/** All sections in the newsroom's order. */
export function listApiSections({ paper }: SiteHouse) {
  return paper.sections.map(({ id, slug, name, description, parent }) => ({
    id,
    slug,
    name,
    description,
    parent: (parent !== null && paper.sectionById.get(parent)?.slug) || null,
    href: siteUrl(paper, paths.section(slug)),
  }));
}

/** Topics by slug. One without a story that readers see is left out, so a page may be shorter than asked for. */
export async function listApiTopics(
  { slow, paper }: SiteHouse,
  { limit = LIMIT, after }: TopicsQuery,
  now: Date,
) {
  const found = await listTopics(slow, limit + 1, after);
  const shown = found.slice(0, limit);
  const newest = await findNewestOf(
    slow,
    'topic',
    shown.map(({ id }) => id),
    now,
  );
  const last = found.length > limit ? (shown.at(-1)?.slug ?? null) : null;
  return {
    topics: shown.flatMap(({ id, slug, name, kind, introduction, aliases }) => {
      const latest = newest.get(id);
      if (latest === undefined) return [];
      const href = siteUrl(paper, paths.topic(slug));
      return [
        {
          id,
          slug,
          name,
          kind,
          description: introduction,
          aliases,
          latest: new Date(latest).toISOString(),
          href,
        },
      ];
    }),
    after: last,
    next: last && siteUrl(paper, `/api/topics?${new URLSearchParams({ limit: String(limit), after: last })}`),
  };
}
