import type { CardView, ContainerView, FrontView, LinkView } from '../../view.ts';
import {
  business,
  card,
  culture,
  latest,
  lead,
  mostRead,
  opinion,
  secondary,
  town,
} from './cards.fixture.ts';
import { courier, meta } from './paper.fixture.ts';

export const front: FrontView = {
  paper: courier,
  meta: meta('News from the town, the harbour and the valley'),
  date: '2026-10-12',
  lead,
  secondary,
  latest,
  mostRead,
  rows: [
    { section: { label: 'Culture', href: '/culture' }, shape: 'picture', cards: culture },
    { section: { label: 'Business', href: '/business' }, shape: 'three', cards: business },
    { section: { label: 'Opinion', href: '/opinion' }, shape: 'opinion', cards: opinion },
    { section: { label: 'Town', href: '/town' }, shape: 'list', cards: town },
  ],
};

const container = (
  id: string,
  layout: ContainerView['layout'],
  cards: readonly CardView[],
  name: LinkView = { label: '', href: '' },
): ContainerView => ({ id, layout, name, cards });

const tides = {
  ...card('Harbour', 'Tide tables for the week', { publishedAt: '', section: null, byline: null }),
  id: -1,
  path: 'https://tides.example',
};

/** Every layout an editor may choose, with names, without, with bare links and lines under cards. */
const containers: readonly ContainerView[] = [
  container('lead0001', 'lead', [
    {
      ...lead,
      sublinks: [
        { href: '/harbour/vote', label: 'How each councillor voted' },
        { href: '/harbour/winter', label: 'What a winter without the boat was like' },
      ],
    },
    ...secondary,
  ]),
  container('latest01', 'latest', [tides, ...latest]),
  container('pair0001', 'pair', culture.slice(0, 2)),
  container('pair0002', 'pair', business.slice(0, 2), { label: 'Work', href: '/business' }),
  container('three001', 'three', business.slice(0, 3), { label: 'The winter crossing', href: '' }),
  container('picture1', 'picture', culture, { label: 'Culture', href: '/culture' }),
  container('opinion1', 'opinion', opinion, { label: 'Opinion', href: '/opinion' }),
  container('list0001', 'list', [tides, ...town], { label: 'Town', href: '/town' }),
  container('lead0002', 'lead', [lead], { label: 'Last winter', href: '' }),
  container('latest02', 'latest', latest.slice(0, 5), { label: 'At sea', href: '' }),
  container('row00001', null, town),
  container('empty001', 'list', [], { label: 'Nothing here', href: '' }),
];

export const arranged: FrontView = { ...front, containers };
