import { type Byline, findBylines } from '#accounts/byline.sql.js';
import type { BylineId, TopicId } from '#kit/ids.js';
import { findPictures, type Picture } from '#media/picture.sql.js';
import { hasNetworks } from '#members/networks.io.js';
import { listPrices, listTiers } from '#members/tier.sql.js';
import { findCards, listSections } from '#stories/cards.sql.js';
import { type Comment, listComments } from '#stories/comment.sql.js';
import { type Block, listLinks, listMedia } from '#stories/document.js';
import type { Opening, Whole } from '#stories/gate.js';
import { listNotes, type Note } from '#stories/note.sql.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { findTopics, type Topic } from '#stories/topic.sql.js';
import { dependsOnCards } from './card-view.ts';
import { loadCardViews } from './cards.io.ts';
import type { GateOffer } from './gate-view.ts';
import { loadCardsInOrder } from './list-pages.io.ts';
import type { SiteHouse } from './page.ts';
import { fileAddress, pictureView } from './picture-view.ts';
import type { BodyReferences, CardView } from './view.ts';

const MORE = 6;
const MOST_READ = 5;
const COMMENTS = 500;

/**
 * What stands on a story's page beside its own text.
 *
 * linked  numbers of the stories that the text refers to, those that readers may not see yet too
 */
export type StoryParts = {
  references: BodyReferences & { pictures: ReadonlyMap<number, Picture>; linked: readonly number[] };
  topics: Topic[];
  bylines: Map<BylineId, Byline>;
  notes: Note[];
  comments: Comment[];
  more: CardView[];
  mostRead: CardView[];
  /** What the gate has to offer; null where the whole is shown. */
  offer: GateOffer | null;
};

export async function loadParts(
  house: SiteHouse,
  now: Date,
  story: ReadableStory,
  read: Opening | Whole,
): Promise<StoryParts> {
  const { db, parts } = house;
  const { content } = story;
  const topics = await parts.findMany('topic', content.topics, (ids) => findTopics(db, ids));
  const writers = content.credits.map((credit) => credit.byline);
  const mostRead = await loadMostRead(house, now);
  return {
    references: await loadReferences(house, now, read.blocks, content.lead?.media ?? null),
    // Two topics of a story may have become one since.
    topics: distinct(content.topics.flatMap((id: TopicId) => topics.get(id) ?? [])),
    bylines: await parts.findMany('byline', writers, (ids) => findBylines(db, ids)),
    notes: story.hasNotes ? await listNotes(db, story.id) : [],
    comments: story.hasComments ? await listComments(db, story.id, COMMENTS) : [],
    more: await loadMore(house, now, story),
    mostRead: mostRead.filter((card) => card.id !== story.id).slice(0, MOST_READ),
    offer: read.audience === 'opening' ? await loadOffer(house, now) : null,
  };
}

/** Stories and pictures that the shown blocks refer to; what the gate keeps back is not even looked up. */
export async function loadReferences(
  house: SiteHouse,
  now: Date,
  blocks: readonly Block[],
  lead: number | null,
): Promise<StoryParts['references']> {
  const body = { type: 'doc' as const, content: [...blocks] };
  const linked = listLinks(body).flatMap((link) => link.story ?? []);
  const used = [...listMedia(body), ...(lead === null ? [] : [lead])];
  const cards = await findCards(house.db, linked, now);
  const pictures = await findPictures(house.db, used);
  return {
    stories: await loadCardViews(house, [...cards.values()]),
    media: mapKnown(pictures, (picture) => pictureView(picture)),
    files: mapKnown(pictures, fileAddress),
    pictures,
    linked,
  };
}

async function loadMore(house: SiteHouse, now: Date, story: ReadableStory): Promise<CardView[]> {
  const section = story.section === null ? undefined : house.paper.sectionById.get(story.section);
  if (!section) return [];
  const newest = await house.parts.find(`more ${section.id}`, now, async () => {
    const cards = await listSections(house.db, [section.id], now, { limit: MORE + 1 });
    const views = await loadCardViews(house, cards);
    const part = cards.flatMap((card) => views.get(card.id) ?? []);
    return {
      part,
      dependsOn: [`section:${section.id}`, ...dependsOnCards(part)],
      turnsAt: await house.nextTurn(now),
    };
  });
  return newest.filter((card) => card.id !== story.id).slice(0, MORE);
}

async function loadMostRead(house: SiteHouse, now: Date): Promise<CardView[]> {
  return house.parts.find('most read', now, async () => {
    const part = await loadCardsInOrder(house, house.mostRead(), now);
    return { part, dependsOn: ['read', ...dependsOnCards(part)], turnsAt: await house.nextTurn(now) };
  });
}

/** What every gate has to offer; a change of a tier, a price or a group is a change of the paper. */
export function loadOffer({ db, parts }: SiteHouse, now: Date): Promise<GateOffer> {
  return parts.find('offer', now, async () => {
    const prices = (await listPrices(db)).filter(({ state }) => state === 'offered');
    const tiers = (await listTiers(db)).map((tier) => ({
      tier,
      prices: prices.filter((price) => price.tier === tier.id),
    }));
    return { part: { tiers, byNetwork: await hasNetworks(db) }, dependsOn: ['paper'], turnsAt: null };
  });
}

/** Each only once, in order. */
export function distinct<One extends { readonly id: number }>(things: readonly One[]): One[] {
  return [...new Map(things.map((one) => [one.id, one])).values()];
}

function mapKnown<From, To>(
  from: ReadonlyMap<number, From>,
  change: (one: From) => To | null,
): Map<number, To> {
  const made = new Map<number, To>();
  for (const [id, one] of from) {
    const to = change(one);
    if (to !== null) made.set(id, to);
  }
  return made;
}
