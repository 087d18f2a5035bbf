import { expect, test } from 'vitest';
import type { AccountId } from '#kit/ids.js';
import { hasSecondPair } from './second-pair.ts';
import { liftsEarly } from './workflow.ts';

const [ada, tom] = [1 as AccountId, 2 as AccountId];
const asked = { asksSecond: true, secondBy: null, secondAt: null, changedBy: ada, changedAt: 100 };

test('whoever publishes another’s words is the second pair of eyes', () => {
  expect(hasSecondPair(asked, tom)).toBe(true);
  expect(hasSecondPair(asked, ada)).toBe(false);
  expect(hasSecondPair({ ...asked, asksSecond: false }, ada)).toBe(true);
});

test('a look counts when it came after the last change, and never the last writer’s own', () => {
  expect(hasSecondPair({ ...asked, secondBy: tom, secondAt: 100 }, ada)).toBe(true);
  expect(hasSecondPair({ ...asked, secondBy: tom, secondAt: 99 }, ada)).toBe(false);
  expect(hasSecondPair({ ...asked, secondBy: ada, secondAt: 200 }, ada)).toBe(false);
});

test('an embargo is lifted early when it is taken away or shortened before its time, not when it is prolonged or over', () => {
  const now = new Date(1_000);
  const until = (at: number) => ({ is: 'until', at }) as const;
  expect(liftsEarly(until(2_000), { is: 'none' }, now)).toBe(true);
  expect(liftsEarly(until(2_000), until(1_500), now)).toBe(true);
  expect(liftsEarly({ is: 'until-lifted' }, until(9_000), now)).toBe(true);
  expect(liftsEarly(until(2_000), until(3_000), now)).toBe(false);
  expect(liftsEarly(until(2_000), { is: 'until-lifted' }, now)).toBe(false);
  expect(liftsEarly(until(1_000), { is: 'none' }, now)).toBe(false);
  expect(liftsEarly({ is: 'none' }, { is: 'none' }, now)).toBe(false);
});
