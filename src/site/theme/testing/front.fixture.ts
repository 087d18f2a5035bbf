import type { FrontView } from '../../view.ts';
import { business, culture, latest, lead, mostRead, opinion, secondary, town } from './cards.fixture.ts';
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
