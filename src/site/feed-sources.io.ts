import { findByline } from '#accounts/byline.sql.js';
import { type Card, listByline, listNewest, listSections, listTopic } from '#stories/cards.sql.js';
import { findTopic } from '#stories/topic.sql.js';
import { sectionFamily } from './card-view.ts';
import type { Dependency, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { findSection } from './section.route.ts';

const ITEMS = 30;

/** A list that has a feed. `path` is the list's own page. */
export type FeedSource = {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly cards: readonly Card[];
  readonly dependsOn: readonly Dependency[];
};

/** The list of an address without its `/feed.xml`: '' for the whole paper, '/news', '/topics/ferry', '/by/ada'. */
export async function findFeedSource(
  house: SiteHouse,
  path: string,
  now: Date,
): Promise<FeedSource | undefined> {
  if (path === '') return frontSource(house, now);
  if (path.startsWith('/topics/')) return topicSource(house, now, path.slice('/topics/'.length));
  if (path.startsWith('/by/')) return bylineSource(house, now, path.slice('/by/'.length));
  return sectionSource(house, now, path.slice(1));
}

async function frontSource({ db }: SiteHouse, now: Date): Promise<FeedSource> {
  return {
    name: '',
    description: '',
    path: paths.front,
    cards: await listNewest(db, now, { limit: ITEMS }),
    dependsOn: ['latest'],
  };
}

async function sectionSource(
  { db, paper }: SiteHouse,
  now: Date,
  slug: string,
): Promise<FeedSource | undefined> {
  const section = findSection(paper, slug);
  if (!section) return undefined;
  const family = sectionFamily(paper, section);
  return {
    name: section.name,
    description: section.description,
    path: paths.section(section.slug),
    cards: await listSections(db, family, now, { limit: ITEMS }),
    dependsOn: family.map((id) => `section:${id}` as const),
  };
}

async function topicSource({ db }: SiteHouse, now: Date, slug: string): Promise<FeedSource | undefined> {
  const topic = await findTopic(db, slug);
  if (!topic) return undefined;
  return {
    name: topic.name,
    description: topic.introduction,
    path: paths.topic(topic.slug),
    cards: await listTopic(db, topic.id, now, { limit: ITEMS }),
    dependsOn: [`topic:${topic.id}`],
  };
}

async function bylineSource({ db }: SiteHouse, now: Date, slug: string): Promise<FeedSource | undefined> {
  const byline = await findByline(db, slug);
  if (!byline) return undefined;
  return {
    name: byline.name,
    description: byline.about,
    path: paths.byline(byline.slug),
    cards: await listByline(db, byline.id, now, { limit: ITEMS }),
    dependsOn: [`byline:${byline.id}`],
  };
}
