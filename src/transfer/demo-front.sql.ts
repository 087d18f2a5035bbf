import { type Container, type FrontCard, nothingUp, type Rule, storyCard } from '#fronts/front.js';
import { openFront } from '#fronts/front.sql.js';
import { launchNow } from '#fronts/launch.sql.js';
import { givePlaceId } from '#fronts/starter.sql.js';
import { wishFor } from '#fronts/up.js';
import type { SectionId, StoryId, TopicId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import type { DemoContainer } from './demo-folder.io.ts';

/** What the demonstration's sections, topics and stories became, by their slugs. */
export type DemoPlaces = {
  readonly sections: ReadonlyMap<string, SectionId>;
  readonly topics: ReadonlyMap<string, TopicId>;
  readonly stories: ReadonlyMap<string, { readonly id: StoryId }>;
};

/** Launches the home front of the demonstration, so that the desk has one to change. */
export async function launchDemoFront(
  tx: Tx,
  arranged: readonly DemoContainer[],
  places: DemoPlaces,
  now: Date,
): Promise<void> {
  const { id } = await openFront(tx, null, now);
  const containers = arranged.map((container) => containerOf(container, places));
  await launchNow(tx, id, wishFor(nothingUp, containers), { by: null, how: 'imported' }, now);
}

function containerOf(
  { layout, title = '', limit, cards, ...wish }: DemoContainer,
  places: DemoPlaces,
): Container {
  return {
    ...{ id: givePlaceId(), layout, title, rule: ruleOf(wish, places), limit },
    cards: cards.flatMap((card) => cardOf(card, places) ?? []),
  };
}

function ruleOf(
  { newest, section, topic }: Pick<DemoContainer, 'newest' | 'section' | 'topic'>,
  places: DemoPlaces,
): Rule | null {
  if (newest) return { by: 'newest' };
  const [inSection, onTopic] = [places.sections.get(section ?? ''), places.topics.get(topic ?? '')];
  if (inSection !== undefined) return { by: 'section', section: inSection };
  return onTopic === undefined ? null : { by: 'topic', topic: onTopic };
}

function cardOf(card: DemoContainer['cards'][number], { stories }: DemoPlaces): FrontCard | undefined {
  const story = stories.get(card.story);
  if (!story) return undefined;
  const sublinks = (card.sublinks ?? []).flatMap(({ story: slug, text }) => {
    const linked = stories.get(slug);
    return linked ? [{ story: linked.id, href: '', text }] : [];
  });
  const { headline = '', kicker = '' } = card;
  return { ...storyCard(givePlaceId(), story.id), headline, kicker, sublinks };
}
