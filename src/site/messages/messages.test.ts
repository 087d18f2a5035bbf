import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { findTexts, makeMessages } from './messages.ts';

const AFTERNOON = '2026-10-12T12:05:00Z';

test('a time is told in the zone of the paper, not of the machine', () => {
  const t = makeMessages('en-GB', 'Europe/Berlin');
  expect(t.clock(AFTERNOON)).toBe('14:05');
  expect(t.moment(AFTERNOON)).toBe('12 October 2026, 14:05');
  expect(makeMessages('en-GB', 'America/New_York').clock(AFTERNOON)).toBe('08:05');
  expect(t.dayKey('2026-10-12T22:30:00Z')).toBe('2026-10-13');
});

test('English without a country writes the day before the month', () => {
  expect(makeMessages('en', 'UTC').day(AFTERNOON)).toBe('12 October 2026');
  expect(makeMessages('en-US', 'UTC').day(AFTERNOON)).toBe('October 12, 2026');
});

test('a German paper writes its dates and times in German', () => {
  const t = makeMessages('de-DE', 'Europe/Berlin');
  expect(t.moment(AFTERNOON)).toBe('12. Oktober 2026, 14:05 Uhr');
  expect(t.month(2026, 3)).toBe('März 2026');
  expect(t.date('2026-10-12')).toBe('Montag, 12. Oktober 2026');
});

test('one story is not called stories', () => {
  const t = makeMessages('en-GB', 'Europe/London');
  expect(t.count(en.searchCount, 1, { query: 'ferry' })).toBe('1 story for “ferry”');
  expect(t.count(en.searchCount, 1200, { query: 'ferry' })).toBe('1,200 stories for “ferry”');
});

test('a broken time says nothing rather than something wrong', () => {
  expect(makeMessages('en', 'UTC').moment('yesterday')).toBe('');
});

test('every text is there in both languages and fills in the same names', () => {
  const names = (text: unknown) => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
  expect(Object.keys(de)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(new Set(names(de[key])), key).toEqual(new Set(names(en[key])));
    expect(JSON.stringify(de[key]).length, key).toBeGreaterThan(3);
  }
});

test('a paper in a language without texts speaks English, unless it brings its own', () => {
  expect(findTexts('de-AT')).toBe(de);
  expect(findTexts('fr')).toBe(en);
  expect(findTexts('fr', { fr: de })).toBe(de);
});
