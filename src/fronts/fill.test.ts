import { expect, test } from 'vitest';
import { openAccess } from '#stories/access.js';
import type { Card } from '#stories/cards.sql.js';
import { type Filled, fillFront, nextEnd, type Supply } from './fill.ts';
import { aCard, aContainer, section } from './testing/a-front.fixture.ts';

const now = new Date('2026-06-01T12:00:00Z');

function story(id: number, change: Partial<Card> = {}): Card {
  return {
    ...{ id, path: `/news/${id}`, headline: `Story ${id}`, frontHeadline: '', kicker: '', standfirst: '' },
    ...{ section: null, bylineText: '', lead: null, access: openAccess, publishedAt: id, updatedAt: null },
    ...change,
  } as Card;
}

/** Stories 1 to 30 may be seen; the newest rule finds them from 30 down, the section's those that can be halved. */
const open = Array.from({ length: 30 }, (_, at) => story(at + 1));
const supply: Supply = {
  byId: new Map(open.map((card) => [card.id, card])),
  candidates: new Map([
    ['newest', open.toReversed()],
    ['section 4', open.toReversed().filter(({ id }) => id % 2 === 0)],
  ]),
};

const shown = (filled: readonly Filled[]) =>
  filled.map(({ cards }) => cards.map(({ hand, story: found }) => found?.id ?? hand?.headline));

test('after the cards placed by hand the rule fills up, and repeats nothing that stands by hand anywhere', () => {
  const front = [
    aContainer('lead', [7, 30], { rule: { by: 'newest' }, limit: 4 }),
    aContainer('sport', [29], { rule: { by: 'section', section: section(4) }, limit: 3 }),
  ];
  expect(shown(fillFront(front, supply, now))).toEqual([
    [7, 30, 28, 27],
    [29, 26, 24],
  ]);
});

test('a list of the latest takes nothing away from the rows below it', () => {
  const rule = { by: 'newest' } as const;
  const front = [
    aContainer('lead', [], { layout: 'lead', rule, limit: 2 }),
    aContainer('latest', [], { layout: 'latest', rule, limit: 3 }),
    aContainer('row', [], { rule, limit: 2 }),
  ];
  expect(shown(fillFront(front, supply, now))).toEqual([
    [30, 29],
    [28, 27, 26],
    [28, 27],
  ]);
});

test('a card whose story readers may not see is passed over, and so is a line under a card', () => {
  const card = aCard(3, {
    sublinks: [
      { story: 99 as never, href: '', text: 'Secret' },
      { story: 4 as never, href: '', text: '' },
      { story: null, href: 'https://tides.example', text: 'Tides' },
    ],
  });
  const [filled] = fillFront([aContainer('lead', [], { cards: [aCard(99), card] })], supply, now);
  expect(shown([filled as Filled])).toEqual([[3]]);
  expect(filled?.cards[0]?.sublinks).toEqual([
    { href: '/news/4', text: 'Story 4' },
    { href: 'https://tides.example', text: 'Tides' },
  ]);
});

test('a card ends at its time, and the page knows when', () => {
  const at = now.getTime();
  const cards = [aCard(1, { until: at }), aCard(2, { until: at + 60_000 }), aCard(3)];
  const front = [aContainer('lead', [], { cards })];
  expect(shown(fillFront(front, supply, now))).toEqual([[2, 3]]);
  expect(nextEnd(front, now)).toBe(at + 60_000);
});

test('a pinned card keeps its place while others come and go', () => {
  const cards = [aCard(1), aCard(2, { pinned: 1 }), aCard(3), aCard(4, { pinned: 6 })];
  const front = (rule: boolean) => [
    aContainer('lead', [], { cards, rule: rule ? { by: 'newest' } : null, limit: 6 }),
  ];
  expect(shown(fillFront(front(true), supply, now))).toEqual([[2, 1, 3, 30, 29, 4]]);
  expect(shown(fillFront(front(false), supply, now))).toEqual([[2, 1, 3, 4]]);
});

test('a story with a picture leads where nobody placed a lead, and a bare link needs no story', () => {
  const pictured: Supply = {
    ...supply,
    candidates: new Map([['newest', [story(30), story(29, { lead: 5 as never }), story(28)]]]),
  };
  const lead = aContainer('lead', [], { layout: 'lead', rule: { by: 'newest' }, limit: 2 });
  expect(shown(fillFront([lead], pictured, now))).toEqual([[29, 30]]);
  const link = { ...aCard(1, { headline: 'Tide tables', href: 'https://tides.example' }), story: null };
  expect(shown(fillFront([aContainer('links', [], { cards: [link] })], supply, now))).toEqual([
    ['Tide tables'],
  ]);
});
