import { listNews, listPagesForSitemap } from '#stories/sitemap.sql.js';
import type { Answer, Ask, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { LABELS_KEPT_MS, type LabelKind, listLabelParts, loadLabels } from './sitemap-labels.io.ts';
import { listMonthParts, makeStoriesPart } from './sitemap-stories.io.ts';
import { writeIndex, writeNews, writeUrlset } from './sitemaps.ts';
import { siteUrl } from './structured.ts';

const NEWS_WITHIN_MS = 2 * 86_400_000;
const NEWS_LIMIT = 1_000;
const PAGES_LIMIT = 10_000;
const XML = 'application/xml; charset=utf-8';

/** `/sitemap.xml`: the list of parts. */
export const sitemapRoute: Route = { name: 'sitemap', match: paths.sitemap, make: makeIndex };

/** `/sitemaps/pages.xml`, `/sitemaps/topics-1.xml`, `/sitemaps/stories-2026-10.xml` and its like. */
export const sitemapPartRoute: Route = {
  name: 'sitemap part',
  match: /^\/sitemaps\/[a-z]+(?:-\d{1,6}){0,3}\.xml$/,
  make: makePart,
};

/** `/news-sitemap.xml`: the stories of two days, at most 1,000. */
export const newsSitemapRoute: Route = { name: 'news sitemap', match: paths.newsSitemap, make: makeNews };

async function makeIndex(house: SiteHouse, { now }: Ask): Promise<Answer> {
  const parts = [
    { part: 'pages', changedAt: null },
    ...(await listLabelParts(house, 'topics', now)),
    ...(await listLabelParts(house, 'bylines', now)),
    ...(await listMonthParts(house, now)),
  ];
  const body = writeIndex(
    parts.map(({ part, changedAt }) => ({ url: siteUrl(house.paper, paths.sitemapPart(part)), changedAt })),
  );
  return {
    status: 200,
    type: XML,
    body,
    dependsOn: ['latest'],
    turnsAt: await house.nextTurn(now),
    keep: true,
  };
}

async function makePart(house: SiteHouse, ask: Ask): Promise<Answer | undefined> {
  const name = ask.path.slice('/sitemaps/'.length, -'.xml'.length);
  if (name === 'pages') return makePages(house, ask);
  const stories = /^stories-(\d{4})-(\d{2})(?:-([2-9]|[1-9]\d+))?$/.exec(name);
  if (stories) {
    const [year, month, piece] = [Number(stories[1]), Number(stories[2]), Number(stories[3] ?? 1)];
    return makeStoriesPart(house, ask, { year, month, piece });
  }
  const labels = /^(topics|bylines)-([1-9]\d*)$/.exec(name);
  return labels ? makeLabels(house, ask, labels[1] as LabelKind, Number(labels[2])) : undefined;
}

/** The front, the sections and the newsroom's own pages. */
async function makePages(house: SiteHouse, { now }: Ask): Promise<Answer> {
  const { paper } = house;
  const pages = await listPagesForSitemap(house.db, now, PAGES_LIMIT);
  const entries = [
    { url: siteUrl(paper, paths.front), changedAt: null },
    ...paper.sections.map(({ slug }) => ({ url: siteUrl(paper, paths.section(slug)), changedAt: null })),
    ...pages.map(({ path, changedAt }) => ({ url: siteUrl(paper, path), changedAt })),
  ];
  return {
    status: 200,
    type: XML,
    body: writeUrlset(entries),
    dependsOn: ['latest'],
    turnsAt: await house.nextTurn(now),
    keep: true,
  };
}

async function makeLabels(
  house: SiteHouse,
  { now }: Ask,
  kind: LabelKind,
  part: number,
): Promise<Answer | undefined> {
  const entries = await loadLabels(house, kind, part, now);
  if (entries.length === 0) return undefined;
  const turnsAt = now.getTime() + LABELS_KEPT_MS;
  return { status: 200, type: XML, body: writeUrlset(entries), dependsOn: [], turnsAt, keep: true };
}

async function makeNews(house: SiteHouse, { now }: Ask): Promise<Answer> {
  const { paper } = house;
  const stories = await listNews(house.db, new Date(now.getTime() - NEWS_WITHIN_MS), now, NEWS_LIMIT);
  const body = writeNews(
    paper.settings.name,
    stories.map(({ path, headline, language, publishedAt }) => ({
      url: siteUrl(paper, path),
      title: headline,
      language: language || paper.settings.language,
      publishedAt,
    })),
  );
  const oldest = stories.at(-1);
  const turns = [oldest && oldest.publishedAt + NEWS_WITHIN_MS + 1, await house.nextTurn(now)];
  const next = turns.filter((turn) => typeof turn === 'number');
  return {
    status: 200,
    type: XML,
    body,
    dependsOn: ['latest', ...stories.map(({ id }) => `card:${id}` as const)],
    turnsAt: next.length > 0 ? Math.min(...next) : null,
    keep: true,
  };
}
