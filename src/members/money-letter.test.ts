import { expect, test } from 'vitest';
import { type MoneyLetterKind, writeMoneyLetter } from './money-letter.ts';

const kinds: readonly MoneyLetterKind[] = [
  ...(['welcome', 'ordered', 'receipt', 'invoice', 'invoice-late', 'payment-failed'] as const),
  ...(['grace-ends', 'ended', 'cancelled', 'withdrawn', 'paused', 'price-change'] as const),
];
const facts = {
  ...{ paper: 'The Harbour Post', name: 'Rosa', tier: 'Silver', sum: '€9.00', until: '3 June 2026' },
  ...{
    number: '2026-000001',
    pay: 'To account 1.',
    reason: 'The card has expired',
    href: 'https://paper.example/a',
  },
};

test.each(kinds)('the letter "%s" is whole in English and German', (kind) => {
  const [en, de] = ['en-GB', 'de-AT'].map((language) => writeMoneyLetter(kind, facts, language));
  for (const letter of [en, de]) {
    expect(letter?.subject).not.toMatch(/undefined|null/);
    expect(letter?.text).not.toMatch(/undefined|null|!/);
    expect(letter?.text).toContain('https://paper.example/a');
  }
  expect(en?.subject).not.toBe(de?.subject);
});

test('what is not known is left out, and names cannot write into the letter', () => {
  const { paper, tier, href } = facts;
  const letter = writeMoneyLetter('welcome', { paper, tier, href, name: '<b>Rosa</b>' }, 'en');
  expect(letter.text).not.toContain('undefined');
  expect(letter.html).toContain('&lt;b&gt;Rosa');
});
