import { expect, test } from 'vitest';
import type { PriceId, TierId } from '#kit/ids.js';
import type { Price, Tier } from '#members/tier.js';
import { queryOf, readAsked, usualCurrency, viewJoin } from './join-view.ts';
import { joinTexts } from './messages/join.ts';

const words = { t: joinTexts('en'), language: 'en-GB' };
const tier: Tier = {
  ...{ id: 1 as TierId, slug: 'gold', name: 'Gold', says: '', benefits: [], position: 0, state: 'offered' },
};

function price(id: number, wish: Partial<Price>): Price {
  const standard = { period: 'month', currency: 'EUR', amountMinor: 900, taxBp: 0, trialDays: 0 } as const;
  return { ...standard, tier: tier.id, state: 'offered', ref: null, ...wish, id: id as PriceId };
}

test('what is sold most is shown first, and the other currency is a link away', () => {
  const prices = [
    price(1, { currency: 'CHF' }),
    price(2, {}),
    price(3, { period: 'year', amountMinor: 9_000 }),
    price(4, { state: 'former', currency: 'USD' }),
  ];
  expect(usualCurrency(prices.slice(0, 2))).toBe('CHF');
  const view = viewJoin({ tiers: [tier], prices, offer: null }, {}, words);
  expect(view.currency).toBe('EUR');
  expect(view.currencies.map(({ href }) => href)).toEqual(['/join?currency=CHF', '/join?currency=EUR']);
  expect(view.periods.map(({ href }) => href)).toEqual(['/join?period=month', '/join?period=year']);
});

test('a retired tier and one without a price are not sold', () => {
  const other: Tier = { ...tier, id: 2 as TierId, slug: 'silver' };
  const view = viewJoin(
    { tiers: [{ ...tier, state: 'retired' }, other], prices: [price(1, {})], offer: null },
    {},
    words,
  );
  expect(view.tiers).toEqual([]);
  expect(view.currency).toBe('');
});

test('what is carried from link to link is only what can be meant', () => {
  const asked = readAsked({
    period: 'decade',
    currency: 'eur',
    offer: ' SPRING ',
    from: '7',
    next: '//evil',
  });
  expect(queryOf(asked)).toBe('?offer=SPRING&from=7');
  expect(readAsked({ from: ['8', '9'] }).from).toBe('9');
});
