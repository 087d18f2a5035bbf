import type { PageKind, Views } from '../../view.ts';
import { renderPage } from '../render-page.tsx';
import type { Theme } from '../theme.ts';
import { arranged, front } from './front.fixture.ts';
import { byline, gone, month, notFound, plain, search, section, topic } from './pages.fixture.ts';
import { gated, story } from './story.fixture.ts';

/** Every kind of reader page of the Courier, drawn by a theme. */
export function everyPage(theme: Theme): ReadonlyMap<string, string> {
  const draw = <Kind extends PageKind>(name: string, kind: Kind, view: Views[Kind]): [string, string] => [
    name,
    renderPage(kind, view, theme),
  ];
  return new Map([
    draw('front', 'front', front),
    draw('arranged', 'front', arranged),
    draw('section', 'section', section),
    draw('section-front', 'section', {
      ...section,
      containers: arranged.containers?.slice(0, 3) ?? [],
      date: arranged.date,
    }),
    draw('story', 'story', story),
    draw('opening', 'story', gated),
    draw('topic', 'topic', topic),
    draw('byline', 'byline', byline),
    draw('month', 'month', month),
    draw('search', 'search', search),
    draw('page', 'page', plain),
    draw('not-found', 'error', notFound),
    draw('gone', 'error', gone),
  ]);
}
