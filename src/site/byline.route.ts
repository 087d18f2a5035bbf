import { findByline } from '#accounts/byline.sql.js';
import { findPicture } from '#media/picture.sql.js';
import { listByline } from '#stories/cards.sql.js';
import { dependsOnCards } from './card-view.ts';
import { loadListPage } from './list-pages.io.ts';
import { bylineMeta } from './meta.ts';
import type { Answer, Ask, Redirect, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { pictureView } from './picture-view.ts';
import { htmlAnswer } from './render.ts';
import type { BylineView } from './view.ts';

/** `/by/ada-finch`: who it is and what they wrote. */
export const bylineRoute: Route = { name: 'byline', match: /^\/by\/[^/]+$/, make: makeByline };

async function makeByline(house: SiteHouse, ask: Ask): Promise<Answer | Redirect | undefined> {
  const byline = await findByline(house.db, ask.path.slice('/by/'.length));
  if (!byline) return undefined;
  const path = paths.byline(byline.slug);
  if (ask.rawPath !== path && decodeURIComponent(ask.rawPath) !== path) return { status: 301, to: path };
  const list = await loadListPage(house, ask, path, (slice) =>
    listByline(house.db, byline.id, ask.now, slice),
  );
  const portrait = byline.portrait === null ? undefined : await findPicture(house.db, byline.portrait);
  const view: BylineView = {
    paper: house.paper.view,
    meta: bylineMeta(house.paper, { ...byline, path, first: list.first }),
    name: byline.name,
    path,
    role: byline.role || null,
    agency: byline.kind === 'agency',
    about: byline.about || null,
    portrait: portrait ? pictureView(portrait) : null,
    links: [],
    cards: list.cards,
    newerHref: list.newerHref,
    olderHref: list.olderHref,
  };
  return htmlAnswer(house, 'byline', view, {
    dependsOn: [`byline:${byline.id}`, ...dependsOnCards(list.cards)],
    turnsAt: await house.nextTurn(ask.now),
  });
}
