import type { CardView } from '../../view.ts';
import { picture } from './paper.fixture.ts';

let lastId = 100;

/** A card of the Courier; the section's address and the story's are made of the section's name. */
export function card(section: string, headline: string, given: Partial<CardView> = {}): CardView {
  lastId += 1;
  const href = `/${section.toLowerCase()}`;
  return {
    id: lastId,
    path: `${href}/story-${lastId}`,
    headline,
    kicker: null,
    standfirst: null,
    section: { label: section, href },
    byline: 'Anna Keller',
    publishedAt: '2026-10-12T09:20:00Z',
    picture: null,
    portrait: null,
    access: 'open',
    ...given,
  };
}

export const lead = card(
  'Harbour',
  'The last ferry stays: council votes by two to keep the winter crossing',
  {
    kicker: 'Crossing saved',
    standfirst:
      'After a night in which eleven people spoke and none asked for the money to go elsewhere, Aldermouth keeps its boat until spring. Who pays after March is open.',
    byline: 'Anna Keller and Tom Weir',
    publishedAt: '2026-10-12T13:05:00Z',
    picture: picture('ferry', {
      alt: 'The ferry Grey Heron leaving the slipway at dusk, its lamps lit',
      focalX: 0.62,
      focalY: 0.55,
      credit: 'Lena Ode',
    }),
  },
);

export const secondary: readonly CardView[] = [
  card('Business', 'Quarry owner asks for nine more years and a second road', {
    kicker: 'Hollin Edge',
    standfirst: 'The plan goes to the county in November. The village has counted the lorries: 212 a day.',
    picture: picture('quarry', { alt: 'Terraces of the quarry at Hollin Edge', focalX: 0.4 }),
  }),
  card('Town', 'Swimming baths close for a week, then for a year', {
    standfirst: 'Engineers found the roof sound and the pipes not. The school clubs move to Petherton.',
    access: 'members',
  }),
  card('Town', 'Teachers, parents, one headteacher: what 340 letters to the county say', {
    kicker: 'Schools',
  }),
  card('Sport', 'Rowers take the Estuary Cup by a canvas', {
    standfirst: 'A finish nobody on the bank could call. The photograph could.',
  }),
];

export const latest: readonly CardView[] = [
  card('Town', 'Bin strike called off after talks through the night', {
    publishedAt: '2026-10-12T12:41:00Z',
  }),
  card('Harbour', 'Dredger returns a month early', { publishedAt: '2026-10-12T11:55:00Z' }),
  card('Culture', 'Theatre names its first director from the valley', {
    publishedAt: '2026-10-12T10:30:00Z',
  }),
  card('Town', 'Two lanes of the Mill Bridge shut until Thursday', { publishedAt: '2026-10-12T08:10:00Z' }),
  card('Business', 'Cannery takes on forty for the herring season', { publishedAt: '2026-10-12T07:02:00Z' }),
  card('Sport', 'Thistle draw away, and stay third', { publishedAt: '2026-10-11T17:45:00Z' }),
  card('Town', 'Coroner opens inquest into death at the weir', { publishedAt: '2026-10-11T15:00:00Z' }),
  card('Culture', 'A lost reel of the 1931 regatta turns up in a chapel', {
    publishedAt: '2026-10-11T09:30:00Z',
  }),
];

export const culture: readonly CardView[] = [
  card('Culture', 'She built the organ by ear. Now the town hears it', {
    kicker: 'St Brannoc’s',
    standfirst: 'Marit Oster had never made an instrument of more than six strings. Then the chapel flooded.',
    picture: picture('organ', { alt: 'Rows of organ pipes in evening light', focalY: 0.3 }),
    byline: 'Jo Tamsin',
  }),
  card('Culture', 'The Playhouse opens its season with the play it closed on', {
    standfirst: 'Eight years and a fire lie between the two evenings.',
  }),
  card('Culture', 'Six rooms, one window: the painter Ida Rusk at eighty', { access: 'members' }),
  card('Culture', 'What to read: a history of tides that is really one of patience', { kicker: 'Books' }),
];

export const business: readonly CardView[] = [
  card('Business', 'The boatyard that learned to mend wind turbines', {
    standfirst: 'Ropes, resin and people who do not mind heights.',
    picture: picture('boatyard', { alt: 'A hull on the slip' }),
  }),
  card('Business', 'Bus fares rise, but not for under-nineteens', {
    kicker: 'Transport',
    standfirst: 'The operator gives in on one point and holds on three.',
    picture: picture('bus', { alt: 'A bus on the coast road' }),
  }),
  card('Business', 'Rents in the old town up a tenth in a year', {
    standfirst: 'Our table shows it street by street.',
    picture: picture('street', { alt: 'Gables of the old town' }),
  }),
  card('Business', 'Dairy co-operative votes on its merger in December'),
  card('Business', 'Why the new sawmill runs at night'),
  card('Business', 'Market hall: eleven stalls, fourteen applicants'),
];

export const town: readonly CardView[] = [
  card('Town', 'Flood wall: the county’s numbers and the river’s', {
    kicker: 'Mill Quarter',
    standfirst: 'Two surveys, eight years apart, disagree by forty centimetres. The houses stand in between.',
  }),
  card('Town', 'A caretaker’s notebook settles a hundred-year-old argument about the clock', {
    standfirst: 'It was slow on purpose.',
  }),
  card('Town', 'Night buses: what the trial showed', {
    standfirst: 'More riders than hoped for, and at hours nobody had planned for.',
    access: 'registered',
  }),
  card('Town', 'New names on the war memorial after a pupil’s research'),
  card('Town', 'Allotments: waiting list closed'),
  card('Town', 'Library to open on Sundays from November'),
];

const face = (name: string) => picture(name, { width: 800, height: 1000, focalY: 0.35 });

export const opinion: readonly CardView[] = [
  card('Opinion', 'A ferry is a road that remembers the people on it', {
    byline: 'Ruth Calder',
    portrait: face('ruth'),
  }),
  card('Opinion', 'Close the baths properly, or not at all', {
    byline: 'Imran Sole',
    portrait: face('imran'),
  }),
  card('Opinion', 'The quarry pays for the school bus. Say so', {
    byline: 'Peter Hallam',
    portrait: face('peter'),
  }),
];

export const mostRead: readonly CardView[] = [
  card('Town', 'Who owns the empty houses in Fore Street'),
  card('Harbour', 'The night the Grey Heron turned back'),
  card('Sport', 'Estuary Cup: every time since 1887'),
  card('Town', 'Mill Bridge: how long the diversion takes, measured'),
  card('Culture', 'The baker who wrote the town’s best novel'),
];
