import { listLinks } from '#stories/document.js';
import { feedOf } from './feed-items.ts';
import { findFeedSource } from './feed-sources.io.ts';
import { type FeedForm, feedForms } from './feeds.ts';
import type { Answer, Ask, Dependency, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { loadSyndicated, type SyndicatedStory } from './syndicated.io.ts';

/** `/feed.xml`, `/feed.atom`, `/feed.json`, and the same under a section, topic or byline: the 30 newest stories. */
export const feedsRoute: Route = {
  name: 'feed',
  match: /^(?:\/(?:topics\/|by\/)?[^/]+)?\/feed\.(?:xml|atom|json)$/,
  make: makeFeed,
};

async function makeFeed(house: SiteHouse, ask: Ask): Promise<Answer | undefined> {
  const at = ask.path.lastIndexOf('/feed.');
  const form = ask.path.slice(at + '/feed.'.length) as FeedForm;
  const source = await findFeedSource(house, ask.path.slice(0, at), ask.now);
  if (!source) return undefined;
  const { paper } = house;
  const stories = await loadSyndicated(house, source.cards, paper.settings.feedTexts, ask.now);
  const list = { ...source, self: paths.feed(source.path, form), updatedAt: ask.now.getTime() };
  const { type, write } = feedForms[form];
  return {
    ...{ status: 200, type, body: write(feedOf(paper, list, stories)) },
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
