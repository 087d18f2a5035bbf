import { listTopic } from '#stories/cards.sql.js';
import { findTopic } from '#stories/topic.sql.js';
import { dependsOnCards } from './card-view.ts';
import { loadListPage } from './list-pages.io.ts';
import { listMeta } from './meta.ts';
import type { Answer, Ask, Redirect, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { htmlAnswer } from './render.ts';
import type { TopicView } from './view.ts';

/** `/topics/harbour-bridge`: everything on one topic, newest first. */
export const topicRoute: Route = { name: 'topic', match: /^\/topics\/[^/]+$/, make: makeTopic };

async function makeTopic(house: SiteHouse, ask: Ask): Promise<Answer | Redirect | undefined> {
  const topic = await findTopic(house.db, ask.path.slice('/topics/'.length));
  if (!topic) return undefined;
  const path = paths.topic(topic.slug);
  if (ask.rawPath !== path && decodeURIComponent(ask.rawPath) !== path) return { status: 301, to: path };
  const list = await loadListPage(house, ask, path, (slice) => listTopic(house.db, topic.id, ask.now, slice));
  const view: TopicView = {
    paper: house.paper.view,
    meta: listMeta(house.paper, {
      name: topic.name,
      description: topic.introduction,
      path,
      first: list.first,
      parents: [],
      hidden: !topic.listed,
    }),
    name: topic.name,
    path,
    kind: topic.kind,
    description: topic.introduction || null,
    picture: null,
    related: [],
    cards: list.cards,
    newerHref: list.newerHref,
    olderHref: list.olderHref,
  };
  return htmlAnswer(house, 'topic', view, {
    dependsOn: [`topic:${topic.id}`, ...dependsOnCards(list.cards)],
    turnsAt: await house.nextTurn(ask.now),
  });
}
