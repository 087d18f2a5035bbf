import { type FilledCard, fillFront, namedStories, nextEnd, rulesOf } from '#fronts/fill.js';
import type { Container, Layout } from '#fronts/front.js';
import { findUpOf } from '#fronts/front.sql.js';
import { settleRules } from '#fronts/settled.sql.js';
import { loadSupply } from '#fronts/supply.sql.js';
import type { SectionId, TopicId } from '#kit/ids.js';
import { findPictures, type Picture } from '#media/picture.sql.js';
import { findTopics, type Topic } from '#stories/topic.sql.js';
import { sectionFamily, sectionLink } from './card-view.ts';
import { loadCardViews } from './cards.io.ts';
import type { Dependency, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { pictureView } from './picture-view.ts';
import type { CardView, ContainerView, LinkView } from './view.ts';

/** What editors arranged, as a page shows it, with what it was made of and when time alone changes it. */
export type ArrangedFront = {
  readonly containers: readonly ContainerView[];
  readonly dependsOn: readonly Dependency[];
  readonly turnsAt: number | null;
};

const LAYOUTS: Readonly<Record<Layout, ContainerView['layout']>> = {
  lead: 'lead',
  latest: 'latest',
  row: null,
  pair: 'pair',
  'row-3': 'three',
  'picture-left': 'picture',
  list: 'list',
  opinion: 'opinion',
};

/** What a page depends on that may show an arranged front, whether or not one was launched yet. */
export function dependsOnFront(section: SectionId | null): Dependency {
  return `front:${section ?? 0}`;
}

/**
 * The front that was launched for a section, or for the paper as a whole; undefined where nothing was.
 *
 * turnsAt  of undefined too: when a launch is waiting
 */
export async function loadArrangedFront(
  house: SiteHouse,
  section: SectionId | null,
  now: Date,
): Promise<{ front: ArrangedFront | undefined; turnsAt: number | null }> {
  const { up, next } = await house.parts.find(`front ${section ?? 0}`, now, async () => {
    const found = await findUpOf(house.db, section, now);
    const containers = found.up && (await settleRules(house.db, found.up.containers));
    const part = { ...found, up: found.up && containers && { ...found.up, containers } };
    return { part, dependsOn: [dependsOnFront(section)], turnsAt: part.next };
  });
  if (!up) return { front: undefined, turnsAt: next };
  const front = await showContainers(house, up.containers, now);
  return { front, turnsAt: earliest(next, front.turnsAt) };
}

/** Containers as pages show them at `now`: what is up, or the draft that an editor looks at. */
export async function showContainers(
  house: SiteHouse,
  containers: readonly Container[],
  now: Date,
): Promise<ArrangedFront> {
  const familyOf = (id: SectionId): SectionId[] => {
    const section = house.paper.sectionById.get(id);
    return section ? sectionFamily(house.paper, section) : [id];
  };
  const filled = fillFront(containers, await loadSupply(house.db, containers, familyOf, now), now);
  const cards = filled.flatMap((one) => one.cards);
  const own = cards.flatMap(({ hand }) => hand?.picture ?? []);
  const [views, pictures, topics] = await Promise.all([
    loadCardViews(
      house,
      cards.flatMap(({ story }) => story ?? []),
    ),
    findPictures(house.db, own),
    findTopicsOf(house, containers),
  ]);
  const shown = { views, pictures };
  return {
    containers: filled.map(({ container, cards: inIt }) => ({
      id: container.id,
      layout: LAYOUTS[container.layout],
      name: nameOf(house, container, topics),
      cards: inIt.flatMap((card, at) => showCard(card, at, shown) ?? []),
    })),
    dependsOn: dependsOn(containers, cards, familyOf),
    turnsAt: nextEnd(containers, now),
  };
}

type Shown = { views: ReadonlyMap<number, CardView>; pictures: ReadonlyMap<number, Picture> };

function showCard({ hand, story, sublinks }: FilledCard, at: number, shown: Shown): CardView | undefined {
  const view = story ? shown.views.get(story.id) : hand ? bareLink(hand.href, at) : undefined;
  if (!view || !hand) return view;
  const picture = hand.picture === null ? undefined : shown.pictures.get(hand.picture);
  return {
    ...view,
    headline: hand.headline || view.headline,
    kicker: hand.kicker || view.kicker,
    picture: picture ? pictureView(picture) : view.picture,
    ...(sublinks.length > 0 ? { sublinks: sublinks.map(({ href, text }) => ({ href, label: text })) } : {}),
  };
}

function bareLink(href: string, at: number): CardView {
  return {
    ...{ id: -1 - at, path: href, headline: '', kicker: null, standfirst: null, section: null, byline: null },
    ...{ publishedAt: '', picture: null, portrait: null, access: 'open' },
  };
}

async function findTopicsOf(
  house: SiteHouse,
  containers: readonly Container[],
): Promise<ReadonlyMap<TopicId, Topic>> {
  const ids = rulesOf(containers).flatMap((rule) => (rule.by === 'topic' ? rule.topic : []));
  if (ids.length === 0) return new Map();
  return house.parts.findMany('topic', ids, (missing) => findTopics(house.db, missing));
}

/** A container is called what its editor says, else what its rule is about; a lead needs no name. */
function nameOf(
  house: SiteHouse,
  { title, rule, layout }: Container,
  topics: ReadonlyMap<TopicId, Topic>,
): LinkView {
  const about = rule && linkOf(house, rule, topics);
  if (title) return { label: title, href: about?.href ?? '' };
  return about && layout !== 'lead' ? about : { label: '', href: '' };
}

function linkOf(
  house: SiteHouse,
  rule: NonNullable<Container['rule']>,
  topics: ReadonlyMap<TopicId, Topic>,
): LinkView | null {
  if (rule.by === 'newest') return null;
  if (rule.by === 'section') return sectionLink(house.paper, rule.section);
  const topic = topics.get(rule.topic);
  return topic ? { label: topic.name, href: paths.topic(topic.slug) } : null;
}

/** Stories named by hand count even while readers may not see them: their coming out changes the page. */
function dependsOn(
  containers: readonly Container[],
  cards: readonly FilledCard[],
  familyOf: (section: SectionId) => readonly SectionId[],
): Dependency[] {
  const named = namedStories(containers).map((id) => `card:${id}` as const);
  const found = cards.flatMap(({ story }) => (story ? [`card:${story.id}` as const] : []));
  const rules = rulesOf(containers).flatMap((rule): Dependency[] => {
    if (rule.by === 'newest') return ['latest'];
    if (rule.by === 'topic') return [`topic:${rule.topic}`];
    return familyOf(rule.section).map((id) => `section:${id}` as const);
  });
  return [...new Set([...named, ...found, ...rules])];
}

/** The earlier of two instants, where there are any. */
export function earliest(...instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
