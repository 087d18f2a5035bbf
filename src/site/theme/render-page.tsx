import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { findTexts, type Messages, makeMessages } from '../messages/messages.ts';
import type { IslandName, PageKind, PaperView, Views } from '../view.ts';
import { type Given, given } from './given.ts';
import { escapeHtml, filesHtml, islandHtml, metaHtml } from './head.ts';
import type { Theme } from './theme.ts';

/**
 * Draws a reader page as a whole document. Pure: the same view gives the same bytes.
 *
 * What is the same on every page of a paper (masthead, footer, formatters) is made once for each paper object and theme
 * and kept as text.
 */
export function renderPage<Kind extends PageKind>(kind: Kind, view: Views[Kind], theme: Theme): string {
  const { paper, meta } = view;
  const standing = standingFor(paper, theme);
  const main = render(drawMain(kind, view, standing.given));
  const { masthead, pageClass } = frameOf(kind, view, standing);
  const islands = islandsOf(kind, main, paper).map((name) => islandHtml(paper, name));
  return [
    standing.opening,
    metaHtml(meta),
    standing.files,
    kind === 'account' ? `<link rel="stylesheet" href="${paper.assets.accountSheet}">` : '',
    ...islands,
    `</head><body class="${pageClass}">`,
    standing.skip,
    masthead,
    '<main id="content" tabindex="-1">',
    main,
    '</main>',
    standing.footer,
    '</body></html>',
  ].join('');
}

/** What does not change from page to page. */
type Standing = {
  readonly given: Given;
  readonly opening: string;
  readonly files: string;
  readonly skip: string;
  readonly footer: string;
  readonly mastheads: Map<string, string>;
};

const standings = new WeakMap<PaperView, WeakMap<Theme, Standing>>();

function standingFor(paper: PaperView, theme: Theme): Standing {
  const ofPaper = standings.get(paper) ?? new WeakMap<Theme, Standing>();
  const known = ofPaper.get(theme);
  if (known) return known;
  const standing = makeStanding(paper, theme);
  ofPaper.set(theme, standing);
  standings.set(paper, ofPaper);
  return standing;
}

function makeStanding(paper: PaperView, theme: Theme): Standing {
  const { language, direction, timeZone } = paper;
  const t: Messages = makeMessages(language, timeZone, findTexts(language, theme.texts));
  const everything = { theme, t, paper };
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">';
  return {
    given: everything,
    opening: `<!doctype html><html lang="${escapeHtml(language)}" dir="${direction}"><head>${head}`,
    files: filesHtml(paper),
    skip: `<a class="skip" href="#content">${escapeHtml(t.texts.skipToContent)}</a>`,
    footer: render(<theme.Footer {...everything} feedHref="/feed.xml" />),
    mastheads: new Map(),
  };
}

/** Sections are few, but a path is only as trusted as its caller. */
const KEPT_MASTHEADS = 200;

function frameOf<Kind extends PageKind>(kind: Kind, view: Views[Kind], standing: Standing) {
  const front = kind === 'front';
  const day = 'date' in view ? view.date : '';
  const current = currentSection(view);
  const key = `${kind === 'front' ? 'front' : 'page'} ${day} ${current}`;
  const known = standing.mastheads.get(key);
  if (known !== undefined) return { masthead: known, pageClass: `page-${kind}` };
  const { Masthead } = standing.given.theme;
  const masthead = render(<Masthead {...standing.given} front={front} day={day} current={current} />);
  if (standing.mastheads.size >= KEPT_MASTHEADS) standing.mastheads.clear();
  standing.mastheads.set(key, masthead);
  return { masthead, pageClass: `page-${kind}` };
}

function currentSection(view: Views[PageKind]): string {
  if ('parents' in view) return view.parents[0]?.href ?? view.path;
  return 'section' in view && view.section && typeof view.section === 'object' ? view.section.href : '';
}

function drawMain<Kind extends PageKind>(kind: Kind, view: Views[Kind], everything: Given): VNode {
  return pages[kind](view, given(everything));
}

type Pages = { readonly [Kind in PageKind]: (view: Views[Kind], everything: Given) => VNode };

const pages: Pages = {
  front: (view, all) => <all.theme.Front {...all} view={view} />,
  section: (view, all) => <all.theme.Section {...all} view={view} />,
  story: (view, all) => <all.theme.Story {...all} view={view} />,
  topic: (view, all) => <all.theme.Topic {...all} view={view} />,
  byline: (view, all) => <all.theme.Byline {...all} view={view} />,
  month: (view, all) => <all.theme.Month {...all} view={view} />,
  search: (view, all) => <all.theme.Search {...all} view={view} />,
  corrections: (view, all) => <all.theme.CorrectionsPage {...all} view={view} />,
  page: (view, all) => <all.theme.PlainPage {...all} view={view} />,
  error: (view, all) => <all.theme.ErrorPage {...all} view={view} />,
  account: (view, all) => <all.theme.AccountPage {...all} view={view} />,
};

/** Only what the page has use for. */
function islandsOf(kind: PageKind, main: string, paper: PaperView): IslandName[] {
  const needed: IslandName[] = [];
  if (paper.accountHref) needed.push('account');
  if (main.includes('data-print')) needed.push('voucher');
  if (kind === 'account' && main.includes('data-passkey')) needed.push('passkey');
  if (kind === 'search') needed.push('search');
  if ((kind === 'story' || kind === 'page') && main.includes(' data-frame="')) needed.push('embed');
  if (kind === 'story' && main.includes(' data-gate="')) needed.push('gate');
  return needed;
}
