import type {
  BylineView,
  ErrorView,
  MonthView,
  PlainPageView,
  SearchView,
  SectionView,
  TopicView,
} from '../../view.ts';
import { business, culture, latest, lead, mostRead, secondary, town } from './cards.fixture.ts';
import { courier, meta, picture } from './paper.fixture.ts';
import { readable } from './readable.ts';
import { paragraph, words } from './story.fixture.ts';

const mixed = [lead, ...secondary, ...business.slice(0, 3), ...town.slice(0, 3)];

export const section: SectionView = {
  paper: courier,
  meta: meta('Harbour'),
  name: 'Harbour',
  path: '/harbour',
  description: 'Boats, tides, fish and the people who live by them.',
  parents: [],
  children: [
    { label: 'Ferry', href: '/harbour/ferry' },
    { label: 'Fishing', href: '/harbour/fishing' },
  ],
  cards: mixed,
  mostRead,
  archiveHref: '/archive/harbour/2026/10',
  newerHref: null,
  olderHref: '/harbour?before=101',
};

export const topic: TopicView = {
  paper: courier,
  meta: meta('Estuary ferry'),
  name: 'Estuary ferry',
  path: '/topics/estuary-ferry',
  kind: 'subject',
  description:
    'The crossing between Aldermouth and Petherton, run since 1884 and by Estuary Lines since 1991.',
  picture: null,
  related: [
    { label: 'Estuary Lines', href: '/topics/estuary-lines' },
    { label: 'Petherton', href: '/topics/petherton' },
  ],
  cards: mixed.slice(0, 6),
  newerHref: null,
  olderHref: '/topics/estuary-ferry?before=101',
};

export const byline: BylineView = {
  paper: courier,
  meta: meta('Anna Keller'),
  name: 'Anna Keller',
  path: '/by/anna-keller',
  role: 'Harbour correspondent',
  agency: false,
  about: 'Has written on the harbour since 2014. Grew up on the Petherton side and still takes the boat.',
  portrait: picture('ruth', { width: 800, height: 1000, alt: 'Anna Keller', focalY: 0.35 }),
  links: [{ label: 'anna.keller@courier.example', href: 'mailto:anna.keller@courier.example' }],
  cards: mixed.slice(0, 5),
  newerHref: null,
  olderHref: '/by/anna-keller?before=101',
};

export const month: MonthView = {
  paper: courier,
  meta: meta('October 2026'),
  year: 2026,
  month: 10,
  section: null,
  days: [
    { date: '2026-10-12', cards: [lead, ...secondary] },
    { date: '2026-10-11', cards: latest.slice(5) },
    { date: '2026-10-10', cards: culture },
  ],
  months: [10, 9, 8, 7, 6].map((number) => ({ year: 2026, month: number, href: `/archive/2026/${number}` })),
  newerHref: null,
  olderHref: '/archive/2026/10?before=101',
};

export const search: SearchView = {
  paper: courier,
  meta: meta('Search', { robots: 'noindex' }),
  query: 'ferry "winter crossing"',
  section: 'harbour',
  topic: '',
  byline: '',
  from: '2026-01-01',
  to: '',
  order: 'newest',
  sections: [
    { value: 'harbour', label: 'Harbour' },
    { value: 'town', label: 'Town' },
  ],
  topics: [{ value: 'estuary-ferry', label: 'Estuary ferry' }],
  bylines: [{ value: 'anna-keller', label: 'Anna Keller' }],
  hits: [lead, ...secondary.slice(0, 3)].map((card) => ({
    card,
    snippet: [
      { text: '… the council voted by 21 to 19 to keep the ', hit: false },
      { text: 'winter crossing', hit: true },
      { text: ' to Petherton, and with it the last public ', hit: false },
      { text: 'ferry', hit: true },
      { text: ' on the estuary …', hit: false },
    ],
  })),
  total: { count: 34, atLeast: false },
  newerHref: null,
  olderHref: '/search?q=ferry&before=101',
};

export const plain: PlainPageView = {
  paper: courier,
  meta: meta('About us'),
  headline: 'About us',
  standfirst: 'The Courier has been printed in Aldermouth since 1887 and belongs to its readers since 2019.',
  updatedAt: '2026-09-01T10:00:00Z',
  blocks: readable([
    paragraph(
      'ab000001',
      'Eleven people make this paper. You find them in Fore Street, second floor, on weekdays from eight.',
    ),
    { type: 'crosshead', attrs: { id: 'ab000002', level: 2 }, content: [words('How we correct')] },
    paragraph(
      'ab000003',
      'What was wrong is said where it was wrong, with the date. Nothing is changed in silence.',
    ),
  ]),
  stories: new Map(),
  media: new Map(),
  files: new Map(),
};

export const notFound: ErrorView = {
  paper: courier,
  meta: meta('Not found', { robots: 'noindex', canonical: null }),
  status: 404,
  note: null,
  latest: latest.slice(0, 4),
};

export const gone: ErrorView = { ...notFound, status: 410, latest: [] };
