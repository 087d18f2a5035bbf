import { findByline } from '#accounts/byline.sql.js';
import { type Card, listByline, listNewest, listSections, listTopic } from '#stories/cards.sql.js';
import { listLinks } from '#stories/document.js';
import { findTopic } from '#stories/topic.sql.js';
import { sectionFamily } from './card-view.ts';
import { feedOf } from './feed-items.ts';
import { writeAtom, writeJsonFeed, writeRss } from './feeds.ts';
import type { Answer, Ask, Dependency, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { findSection } from './section.route.ts';
import { loadSyndicated, type SyndicatedStory } from './syndicated.io.ts';

const ITEMS = 30;

const forms = {
  xml: { type: 'application/rss+xml; charset=utf-8', write: writeRss },
  atom: { type: 'application/atom+xml; charset=utf-8', write: writeAtom },
  json: { type: 'application/feed+json; charset=utf-8', write: writeJsonFeed },
} as const;

/** `/feed.xml`, `/feed.atom`, `/feed.json`, and the same under a section, topic or byline: the 30 newest stories. */
export const feedsRoute: Route = {
  name: 'feed',
  match: /^(?:\/(?:topics\/|by\/)?[^/]+)?\/feed\.(?:xml|atom|json)$/,
  make: makeFeed,
};

async function makeFeed(house: SiteHouse, ask: Ask): Promise<Answer | undefined> {
  const at = ask.path.lastIndexOf('/feed.');
  const form = ask.path.slice(at + '/feed.'.length) as keyof typeof forms;
  const source = await findSource(house, ask, ask.path.slice(0, at));
  if (!source) return undefined;
  const { paper } = house;
  const stories = await loadSyndicated(house, source.cards, paper.settings.feedTexts, ask.now);
  const list = { ...source, self: paths.feed(source.path, form), updatedAt: ask.now.getTime() };
  const feed = feedOf(paper, list, stories);
  return {
    status: 200,
    type: forms[form].type,
    body: forms[form].write(feed),
    dependsOn: [...source.dependsOn, ...stories.flatMap(dependenciesOf)],
    turnsAt: await house.nextTurn(ask.now),
    keep: true,
  };
}

/** A whole text names the stories it refers to; one that is not out yet appears in it later. */
function dependenciesOf({ story, read, html }: SyndicatedStory): Dependency[] {
  const shown = html === null ? [] : [...read.blocks];
  const linked = listLinks({ type: 'doc', content: shown }).flatMap((link) => link.story ?? []);
  return [`story:${story.id}`, ...linked.map((id) => `card:${id}` as const)];
}

/** A list that has a feed. `path` is the list's own page. */
type Source = {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly cards: readonly Card[];
  readonly dependsOn: readonly Dependency[];
};

async function findSource(house: SiteHouse, { now }: Ask, path: string): Promise<Source | undefined> {
  if (path === '') return frontSource(house, now);
  if (path.startsWith('/topics/')) return topicSource(house, now, path.slice('/topics/'.length));
  if (path.startsWith('/by/')) return bylineSource(house, now, path.slice('/by/'.length));
  return sectionSource(house, now, path.slice(1));
}

async function frontSource({ db }: SiteHouse, now: Date): Promise<Source> {
  return {
    name: '',
    description: '',
    path: paths.front,
    cards: await listNewest(db, now, { limit: ITEMS }),
    dependsOn: ['latest'],
  };
}

async function sectionSource({ db, paper }: SiteHouse, now: Date, slug: string): Promise<Source | undefined> {
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

async function topicSource({ db }: SiteHouse, now: Date, slug: string): Promise<Source | undefined> {
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

async function bylineSource({ db }: SiteHouse, now: Date, slug: string): Promise<Source | undefined> {
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
