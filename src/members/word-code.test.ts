import { expect, test } from 'vitest';
import { makeWordCode, readWordCode, showWordCode, wordsIn } from './word-code.ts';

const draws = (numbers: number[]) => () => numbers.shift() ?? 0;

test('a word code is two plain words and a number', () => {
  expect(makeWordCode('en-GB', draws([0, 1, 373]))).toMatch(/^[a-z]+-[a-z]+-473$/);
  expect(makeWordCode('de', draws([0, 0, 0]))).toMatch(/^abend-abend-100$/);
});

test('it is read in letters of any size, with any signs between and half its words', () => {
  for (const typed of [
    'Harbour Lantern 473',
    'harb lant 473',
    ' HARBOUR–LANTERN–473 ',
    'harbor, lanterne473',
  ])
    expect(readWordCode(typed)).toEqual(['harbour-lantern-473']);
});

test('anything else is no word code', () => {
  for (const typed of [
    '',
    'harbour',
    'harbour lantern',
    'harbour lantern 47',
    'har lan 473',
    'a b c 473',
    '473',
  ])
    expect(readWordCode(typed)).toEqual([]);
});

test('what the house makes it reads again, in both languages', () => {
  for (const language of ['en', 'de'])
    for (const word of wordsIn(language))
      expect(readWordCode(`${word} ${word} 120`)).toContain(`${word}-${word}-120`);
  expect(showWordCode('harbour-lantern-473')).toBe('harbour lantern 473');
});

test('no two words of a language begin with the same four letters, so that those are enough', () => {
  for (const language of ['en', 'de']) {
    const words = wordsIn(language);
    expect(words.length).toBeGreaterThan(240);
    expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(words.length);
    expect(words.filter((word) => !/^[a-z]{4,11}$/.test(word))).toEqual([]);
  }
});
