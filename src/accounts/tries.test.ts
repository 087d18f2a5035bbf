import { expect, test } from 'vitest';
import { Tries } from './tries.ts';

const rule = { most: 3, withinMs: 1000 };

test('so many tries are free, then one waits until the time is over', () => {
  const tries = new Tries();
  expect([0, 0, 0].map(() => tries.spend('ada', rule, 0))).toEqual([0, 0, 0]);
  expect(tries.spend('ada', rule, 400)).toBe(600);
  expect(tries.spend('mo', rule, 400)).toBe(0);
  expect(tries.spend('ada', rule, 1000)).toBe(0);
});

test('what went well is forgotten', () => {
  const tries = new Tries();
  for (let count = 0; count < 3; count += 1) tries.spend('ada', rule, 0);
  tries.clear('ada');
  expect(tries.spend('ada', rule, 1)).toBe(0);
});

test('a flood of strangers makes it forget the oldest, not grow', () => {
  const tries = new Tries();
  for (let count = 0; count < 3; count += 1) tries.spend('ada', rule, 0);
  for (let stranger = 0; stranger < 20_000; stranger += 1) tries.spend(`${stranger}`, rule, 1);
  expect(tries.spend('ada', rule, 1)).toBe(0);
});
