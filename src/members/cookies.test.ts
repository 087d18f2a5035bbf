import { expect, test } from 'vitest';
import type { StoryId } from '#kit/ids.js';
import type { Period } from './meter.ts';
import { readSpent, writeSpent } from './meter-cookie.ts';
import { readOpened, writeOpened } from './opened-cookie.ts';

const secret = 'a secret of the house';
const address = 'https://paper.example';
const now = new Date('2026-11-24T12:00:00Z');
const november: Period = { name: 'm2026-11', endsAt: Date.parse('2026-11-30T23:00:00Z') };
const december: Period = { name: 'm2026-12', endsAt: Date.parse('2026-12-31T23:00:00Z') };
const ids = (...stories: number[]) => stories as StoryId[];
/** The pair that a browser sends back of a Set-Cookie header. */
const sent = (header: string) => header.split(';', 1)[0] as string;
const spent = (...stories: number[]) =>
  sent(writeSpent(ids(...stories), { period: november, secret, address }, now));

test('a browser brings back what it has spent, among whatever else it carries', () => {
  const cookie = spent(7, 120_000);
  expect(readSpent(`other=1; ${cookie}; theme=dark`, november, secret)).toEqual([7, 120_000]);
  expect(readSpent(undefined, november, secret)).toEqual([]);
});

test('the cookie ends with the period, and over https it goes over https alone', () => {
  const header = writeSpent(ids(7), { period: november, secret, address }, now);
  expect(header).toContain(`Max-Age=${(november.endsAt - now.getTime()) / 1000};`);
  expect(header).toMatch(/^__Secure-standfirst\.read=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(writeSpent(ids(7), { period: november, secret, address: 'http://127.0.0.1' }, now)).not.toContain(
    'Secure',
  );
});

test('a cookie of last month opens nothing and costs nothing', () => {
  expect(readSpent(spent(7), december, secret)).toEqual([]);
});

test('a cookie that was written by somebody else, changed or cut short counts as none', () => {
  const cookie = spent(7);
  const forged = [
    sent(writeSpent(ids(7), { period: november, secret: 'a guess', address }, now)),
    cookie.replace('m2026-11.7', 'm2026-11.8'),
    cookie.slice(0, -1),
    `${cookie}x`,
    '__Secure-standfirst.read=m2026-11.7',
    '__Secure-standfirst.read=m2026-11.7.',
    '__Secure-standfirst.read=.',
    '__Secure-standfirst.read=',
    `__Secure-standfirst.read=${'7_'.repeat(40_000)}.${'x'.repeat(22)}`,
    '__Secure-standfirst.read=%ff%00.%zz',
    'standfirst.read',
  ];
  for (const header of forged) expect(readSpent(header, november, secret)).toEqual([]);
});

test('the cookie of one purpose does not do for another', () => {
  const given = sent(
    writeOpened([], { story: 7 as StoryId, until: december.endsAt }, { secret, address }, now.getTime()),
  );
  expect(readOpened(given, secret, now.getTime())).toHaveLength(1);
  const turned = given.replace('standfirst.given', 'standfirst.read');
  expect(readSpent(turned, november, secret)).toEqual([]);
  expect(readOpened(spent(7).replace('standfirst.read', 'standfirst.given'), secret, now.getTime())).toEqual(
    [],
  );
});

test('two cookies of the same name, as a careless host may leave them, count together', () => {
  expect(readSpent(`${spent(7)}; ${spent(8, 7)}`, november, secret)).toEqual([7, 8]);
});

test('a story given is open until it ends, to the second, and no longer', () => {
  const until = Date.parse('2026-11-25T12:00:00Z');
  const cookie = sent(writeOpened([], { story: 9 as StoryId, until }, { secret, address }, now.getTime()));
  expect(readOpened(cookie, secret, until - 1)).toEqual([{ story: 9, until }]);
  expect(readOpened(cookie, secret, until)).toEqual([]);
});

test('however many stories are given, the cookie stays one that browsers take', () => {
  let opened = readOpened(undefined, secret, 0);
  let cookie = '';
  for (let story = 1; story <= 500; story += 1) {
    cookie = writeOpened(
      opened,
      { story: (story * 1_000_000) as StoryId, until: december.endsAt },
      { secret, address },
      now.getTime(),
    );
    opened = readOpened(sent(cookie), secret, now.getTime());
  }
  expect(cookie.length).toBeLessThan(1_000);
  expect(opened.at(-1)?.story).toBe(500_000_000);
});
