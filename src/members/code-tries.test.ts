import { expect, test } from 'vitest';
import { Tries } from '#accounts/tries.js';
import { CodeTries } from './code-tries.ts';

const now = new Date('2026-03-10T09:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test('a reader who types wrong codes waits after twelve, and may go on a quarter of an hour later', () => {
  const tries = new CodeTries(new Tries(), 'code');
  const waits = Array.from({ length: 13 }, () => tries.ask({ account: 1, from: '192.0.2.1' }, now));
  expect(waits.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 0));
  expect(waits[12]).toBe(15);
  expect(tries.ask({ account: 1, from: '192.0.2.1' }, later(15))).toBe(0);
});

test('many accounts behind one machine share its tries', () => {
  const tries = new CodeTries(new Tries(), 'code');
  for (let account = 0; account < 60; account += 1)
    expect(tries.ask({ account, from: '192.0.2.1' }, now)).toBe(0);
  expect(tries.ask({ account: 99, from: '192.0.2.1' }, now)).toBe(15);
  expect(tries.ask({ account: 99, from: '192.0.2.2' }, now)).toBe(0);
});

test('an attack by many accounts from many machines slows everybody down to three an hour, and shuts nobody out', () => {
  const tries = new CodeTries(new Tries(), 'code');
  const told = Array.from({ length: 400 }, () => tries.wrong(now));
  expect(told.filter(Boolean)).toHaveLength(1);
  const honest = { account: 7, from: '192.0.2.7' };
  expect([1, 2, 3, 4].map(() => tries.ask(honest, now))).toEqual([0, 0, 0, 60]);
  expect(tries.ask(honest, later(61))).toBe(0);
});
