import type { MediaId, StoryId } from '#kit/ids.js';
import type { Block, Inline, Mark, Paragraph } from '#stories/document.js';
import type { GateView, StoryView } from '../../view.ts';
import { business, lead, mostRead, secondary, town } from './cards.fixture.ts';
import { courier, meta, picture } from './paper.fixture.ts';
import { readable } from './readable.ts';

const earlier = secondary[0] ?? lead;
const second = town[0] ?? lead;

export function words(text: string, marks: readonly Mark[] = []): Inline {
  return marks.length > 0 ? { type: 'text', text, marks: [...marks] } : { type: 'text', text };
}

export function paragraph(id: string, ...content: (string | Inline)[]): Paragraph {
  return {
    type: 'paragraph',
    attrs: { id },
    content: content.map((part) => (typeof part === 'string' ? words(part) : part)),
  };
}

const link = (href: string): Mark => ({ type: 'link', attrs: { href, story: null } });
const toStory = (id: number): Mark => ({ type: 'link', attrs: { href: '', story: id as StoryId } });

export const opening: readonly Block[] = [
  paragraph(
    'pa000001',
    'The boat will sail. At a quarter to eleven on Thursday night, after four hours and eleven speakers, the council of Aldermouth voted by 21 to 19 to keep the winter crossing to Petherton, and with it the last public ferry on the estuary.',
  ),
  paragraph(
    'pa000002',
    'The money, £186,000, comes from the reserve for roads. “We do not close a road because it rains,” said the mayor, Helen Garrow, who had said on Monday that she would abstain. She voted in favour, the last hand to go up.',
  ),
  paragraph(
    'pa000003',
    'The operator, Estuary Lines, had announced in July that it would lay up the Grey Heron from November to March. Its ',
    words('accounts', [link('https://registry.example/estuary-lines')]),
    ' show a loss on the route in six of the past eight winters; we ',
    words('reported on them in August', [toStory(second.id)]),
    '.',
  ),
];

export const body: readonly Block[] = [
  ...opening,
  { type: 'alsoRead', attrs: { id: 'ar000001', stories: [earlier.id as StoryId] } },
  { type: 'crosshead', attrs: { id: 'ch000001', level: 1 }, content: [words('Eleven speakers, one demand')] },
  paragraph(
    'pa000004',
    'Nobody in the public gallery spoke against. A nurse from the cottage hospital said that without the boat her shift would begin with ninety minutes on two buses. A man who has kept the slipway lamp for thirty years read out the names of the ',
    words('four', [{ type: 'emphasis' }]),
    ' winters in which the road was under water longer than the ferry was off.',
  ),
  {
    type: 'quotation',
    attrs: { id: 'qu000001', speaker: 'Bess Tolland', role: 'nurse at Petherton cottage hospital' },
    content: [
      paragraph(
        'pa000005',
        'I can tell you what the crossing is worth. It is worth the forty minutes I sit with somebody instead of on a bus.',
      ),
    ],
  },
  {
    type: 'picture',
    attrs: {
      id: 'pi000001',
      media: 2 as MediaId,
      src: null,
      alt: 'The public gallery, full to the doors',
      credit: '',
      size: 'wide',
      href: null,
    },
    content: [
      words('Standing room from seven o’clock: the gallery of the council chamber on Thursday night.'),
    ],
  },
  paragraph(
    'pa000006',
    'The opposition had proposed a bus instead. Its leader, Martin Pell, told reporters that the ferry “carries more sentiment than passengers”, and that the reserve was meant for the Mill Bridge. According to figures from the harbour office, the boat carried 31,400 people last winter, about 210 a day.',
  ),
  {
    type: 'table',
    attrs: { id: 'ta000001', caption: 'The crossing in winter' },
    content: [
      ['Winter', 'Passengers', 'Days cancelled', 'Result'],
      ['2022–23', '27,900', '11', '−£41,000'],
      ['2023–24', '29,300', '19', '−£58,000'],
      ['2024–25', '30,100', '9', '£4,000'],
      ['2025–26', '31,400', '14', '−£37,000'],
    ].map((cells, row) => ({
      type: 'tableRow' as const,
      content: cells.map((text, column) => ({
        type: 'tableCell' as const,
        attrs: { header: row === 0, colspan: 1, rowspan: 1, align: column > 0 ? ('end' as const) : null },
        content: [paragraph(`c${row}${column}`, text)],
      })),
    })),
  },
  { type: 'crosshead', attrs: { id: 'ch000002', level: 1 }, content: [words('What happens in March')] },
  paragraph(
    'pa000007',
    'The vote buys five months. From April the route falls back to the operator, whose licence ends in 2028. Three things are on the table:',
  ),
  {
    type: 'list',
    attrs: { id: 'li000001', ordered: false, start: 1 },
    content: [
      {
        type: 'listItem',
        attrs: { id: 'it000001' },
        content: [
          paragraph('pa000008', 'a concession for the whole year, which the county would have to tender;'),
        ],
      },
      {
        type: 'listItem',
        attrs: { id: 'it000002' },
        content: [
          paragraph('pa000009', 'a trust on the model of the Playhouse, with the boat as its property;'),
        ],
      },
      {
        type: 'listItem',
        attrs: { id: 'it000003' },
        content: [paragraph('pa000010', 'a smaller boat, which could run with a crew of two.')],
      },
    ],
  },
  {
    type: 'pullQuote',
    attrs: { id: 'pq000001', attribution: null },
    content: [words('The last hand to go up was the mayor’s.')],
  },
  paragraph(
    'pa000011',
    'Estuary Lines said on Friday that it would “sail as asked”. Whether it will do so with the Grey Heron is not certain: her certificate runs out in January, and the slip at Aldermouth is taken until February by the dredger.',
  ),
  {
    type: 'factBox',
    attrs: { id: 'fb000001', title: 'The Grey Heron' },
    content: [
      paragraph(
        'pa000012',
        'Built in 1974 at the yard that is now a museum. 32 metres, 180 passengers, no cars. She has been named in four songs and one court case.',
      ),
    ],
  },
  {
    type: 'embed',
    attrs: {
      id: 'em000001',
      url: 'https://www.youtube.com/watch?v=abcdefghijk',
      provider: 'YouTube',
      title: 'The crossing in a southwesterly, filmed from the bridge',
      height: null,
    },
  },
  {
    type: 'embed',
    attrs: {
      id: 'em000002',
      url: 'https://graphics.courier.example/ferry-days',
      provider: '',
      title: 'Days without a boat since 1990',
      height: 320,
    },
  },
  {
    type: 'file',
    attrs: {
      id: 'fi000001',
      media: null,
      src: '/media/minutes.pdf',
      name: 'Minutes of the meeting.pdf',
      mime: 'application/pdf',
      sizeBytes: 412_000,
    },
  },
  { type: 'divider', attrs: { id: 'di000001' } },
  {
    type: 'gallery',
    attrs: { id: 'ga000001' },
    content: [3, 4].map((media) => ({
      type: 'picture' as const,
      attrs: {
        id: `gp00000${media}`,
        media: media as MediaId,
        src: null,
        alt: 'The harbour on Friday morning',
        credit: '',
        size: 'column' as const,
        href: null,
      },
      content: [
        words(
          media === 3 ? 'Friday, six in the morning: the first boat.' : 'The slipway lamp, lit since 1911.',
        ),
      ],
    })),
  },
  paragraph(
    'pa000013',
    'The lamp on the slipway, at any rate, was lit on Friday morning at six. “It is on the timetable,” said its keeper, and went in for his tea.',
  ),
];

export const story: StoryView = {
  paper: courier,
  meta: meta('The last ferry stays', { canonical: 'https://courier.example/harbour/the-last-ferry-stays' }),
  id: lead.id,
  path: lead.path,
  headline: lead.headline,
  kicker: lead.kicker,
  standfirst: lead.standfirst,
  section: lead.section,
  dateline: 'Aldermouth',
  credits: [
    {
      name: 'Anna Keller',
      role: 'harbour correspondent',
      part: null,
      href: '/by/anna-keller',
      agency: false,
    },
    { name: 'Tom Weir', role: null, part: null, href: '/by/tom-weir', agency: false },
    { name: 'Lena Ode', role: null, part: 'photographs', href: '/by/lena-ode', agency: false },
  ],
  agencyCredit: 'Tidewater Press',
  language: null,
  publishedAt: '2026-10-12T13:05:00Z',
  updatedAt: '2026-10-12T16:40:00Z',
  access: 'open',
  leadPicture: picture('ferry', {
    alt: 'The ferry Grey Heron leaving the slipway at dusk, its lamps lit',
    focalX: 0.62,
    focalY: 0.55,
    caption: 'The Grey Heron leaves Aldermouth on Thursday evening, while the council was sitting.',
    credit: 'Lena Ode',
  }),
  blocks: readable(body),
  gate: null,
  giveHref: null,
  stories: new Map([earlier, second].map((card) => [card.id, card])),
  media: new Map([
    [2, picture('gallery', { alt: 'The public gallery', credit: 'Lena Ode' })],
    [3, picture('dawn', { credit: 'Lena Ode' })],
    [4, picture('lamp', { width: 1067, height: 1600 })],
  ]),
  files: new Map(),
  corrections: [
    {
      id: 'correction-1',
      kind: 'correction',
      at: '2026-10-13T08:00:00Z',
      text: 'An earlier version gave last winter’s passengers as 34,100. It was 31,400.',
      block: 'pa000006',
    },
  ],
  changes: [{ at: '2026-10-12T16:40:00Z', text: 'Answer of the operator added.' }],
  topics: [
    { label: 'Estuary ferry', href: '/topics/estuary-ferry' },
    { label: 'Helen Garrow', href: '/topics/helen-garrow' },
    { label: 'Aldermouth council', href: '/topics/aldermouth-council' },
  ],
  moreFromSection: business.slice(0, 4),
  mostRead,
  comments: [
    {
      id: 1,
      author: 'Slipway Sam',
      at: '2026-10-12T18:00:00Z',
      depth: 0,
      paragraphs: ['Thirty years I have taken that boat.', 'Thank you.'],
    },
    {
      id: 2,
      author: 'M. Pell',
      at: '2026-10-12T19:30:00Z',
      depth: 1,
      paragraphs: ['And I have paid for it.'],
    },
  ],
};

export const gate: GateView = {
  story: 1,
  access: 'members',
  tiers: [],
  benefits: [
    'Every story, and the archive since 1887',
    'The morning letter at six',
    'Half price at the Playhouse on Tuesdays',
  ],
  price: { words: '£6 a month', from: true, taxed: true, trialDays: 14 },
  joinHref: '/join?from=1',
  signInHref: '/account/sign-in?from=1',
  registerHref: '/account/join?from=1',
  codeHref: '/account/code',
  meter: { period: 'month', anonymous: 2, registered: 4 },
  byNetwork: false,
};

/** The same story for those who may read its opening only. */
export const gated: StoryView = {
  ...story,
  access: 'members',
  blocks: readable(opening),
  corrections: [],
  comments: [],
  gate,
};
