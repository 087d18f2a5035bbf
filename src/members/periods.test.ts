import { expect, test } from 'vitest';
import { addDays, addMonths, endOfDay, periodEnd } from './periods.ts';

const at = (text: string) => Date.parse(text);
const iso = (time: number) => new Date(time).toISOString();

test('a month after 31 January is the last of February, and the one after that is 31 March again', () => {
  const anchor = at('2026-01-31T09:30:00Z');
  const first = periodEnd('Etc/UTC', { anchor, period: 'month', from: anchor });
  expect(iso(first)).toBe('2026-02-28T09:30:00.000Z');
  const second = periodEnd('Etc/UTC', { anchor, period: 'month', from: first });
  expect(iso(second)).toBe('2026-03-31T09:30:00.000Z');
  expect(iso(periodEnd('Etc/UTC', { anchor, period: 'month', from: second }))).toBe(
    '2026-04-30T09:30:00.000Z',
  );
});

test('a leap year has its 29 February, and a year that began on it ends on the 28th', () => {
  expect(iso(addMonths('Etc/UTC', at('2028-01-31T00:00:00Z'), 1))).toBe('2028-02-29T00:00:00.000Z');
  const anchor = at('2028-02-29T12:00:00Z');
  const year = periodEnd('Etc/UTC', { anchor, period: 'year', from: anchor });
  expect(iso(year)).toBe('2029-02-28T12:00:00.000Z');
  expect(iso(addMonths('Etc/UTC', anchor, 48))).toBe('2032-02-29T12:00:00.000Z');
});

test('the time on the wall stays when clocks change between', () => {
  const berlin = addMonths('Europe/Berlin', at('2026-03-15T08:00:00Z'), 1);
  expect(iso(berlin)).toBe('2026-04-15T07:00:00.000Z');
  expect(iso(addDays('America/New_York', at('2026-10-31T16:00:00Z'), 1))).toBe('2026-11-01T17:00:00.000Z');
});

test('just after midnight in the paper counts as the day it is there', () => {
  const justAfter = at('2026-01-30T23:30:00Z');
  // In Berlin it is 31 January, half past midnight.
  expect(iso(addMonths('Europe/Berlin', justAfter, 1))).toBe('2026-02-27T23:30:00.000Z');
  expect(iso(endOfDay('Europe/Berlin', justAfter, 14))).toBe('2026-02-14T23:00:00.000Z');
  expect(iso(endOfDay('Etc/UTC', justAfter, 14))).toBe('2026-02-14T00:00:00.000Z');
});

test('a period is found from any instant within it, years after the anchor', () => {
  const anchor = at('2020-08-31T10:00:00Z');
  expect(iso(periodEnd('Etc/UTC', { anchor, period: 'month', from: at('2026-02-10T00:00:00Z') }))).toBe(
    '2026-02-28T10:00:00.000Z',
  );
  expect(iso(periodEnd('Etc/UTC', { anchor, period: 'month', from: at('2026-02-28T10:00:00Z') }))).toBe(
    '2026-03-31T10:00:00.000Z',
  );
  expect(iso(periodEnd('Etc/UTC', { anchor, period: 'year', from: at('2025-09-01T00:00:00Z') }))).toBe(
    '2026-08-31T10:00:00.000Z',
  );
});
