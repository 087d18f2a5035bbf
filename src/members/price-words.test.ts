import { expect, test } from 'vitest';
import { digitsOf, plainAmount, shareOf, taxWithin, wordAmount, wordPrice, wordRate } from './price-words.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('sums read as people of the language write them', () => {
  expect(wordAmount(990, 'EUR', 'en-GB')).toBe('€9.90');
  expect(plain(wordAmount(990, 'EUR', 'de'))).toBe('9,90 €');
  expect(plain(wordPrice({ amountMinor: 9900, currency: 'EUR', period: 'year' }, 'de-DE'))).toBe(
    '99,00 € im Jahr',
  );
  expect(plain(wordRate(750, 'en-GB'))).toBe('7.5%');
});

test('a currency without small coins has none, and one with thousandths has three digits', () => {
  expect(digitsOf('JPY')).toBe(0);
  expect(plain(wordAmount(980, 'JPY', 'en-GB'))).toBe('JP¥980');
  expect(plainAmount(980, 'JPY')).toBe('980');
  expect(plainAmount(1500, 'KWD')).toBe('1.500');
  expect(plainAmount(-990, 'EUR')).toBe('-9.90');
});

test('the tax within a sum is rounded half up, to the smallest coin', () => {
  expect(taxWithin(1190, 1900)).toBe(190);
  expect(taxWithin(990, 700)).toBe(65); // 64.77
  expect(taxWithin(3, 10_000)).toBe(2); // 1.5
  expect(taxWithin(990, 0)).toBe(0);
  expect(taxWithin(0, 1900)).toBe(0);
});

test('a share of a sum is rounded half up and never more than the sum', () => {
  expect(shareOf(999, 1, 2)).toBe(500);
  expect(shareOf(1000, 1, 3)).toBe(333);
  expect(shareOf(1000, 5, 3)).toBe(1000);
  expect(shareOf(1000, -1, 3)).toBe(0);
});
