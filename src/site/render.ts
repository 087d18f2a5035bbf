import type { Answer, Dependency, SiteHouse } from './page.ts';
import { renderPage } from './theme/render-page.tsx';
import type { PageKind, Views } from './view.ts';

type Facts = Pick<Answer, 'turnsAt' | 'views' | 'frameHosts' | 'headers' | 'closed'> & {
  dependsOn: readonly Dependency[];
};

/** Draws a page with the theme in use and makes it an answer that may be kept. */
export function htmlAnswer<Kind extends PageKind>(
  house: SiteHouse,
  kind: Kind,
  view: Views[Kind],
  facts: Facts,
): Answer {
  const body = renderPage(kind, view, house.paper.theme);
  return { status: 200, type: 'text/html; charset=utf-8', keep: true, body, ...facts };
}
