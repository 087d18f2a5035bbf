import { expect, test } from 'vitest';
import { dayIn, nextMidnight, startOfDay } from './zone.ts';

test('the day of a story is the day on the newsroom’s own calendar', () => {
  const late = new Date('2026-03-01T23:30:00Z');
  expect(dayIn('Europe/Berlin', late)).toBe('2026-03-02');
  expect(dayIn('America/New_York', late)).toBe('2026-03-01');
  expect(dayIn('Asia/Kolkata', late)).toBe('2026-03-02');
});

test('a day begins at the zone’s midnight, in summer and in winter', () => {
  expect(startOfDay('Europe/Berlin', 2026, 1, 15).toISOString()).toBe('2026-01-14T23:00:00.000Z');
  expect(startOfDay('Europe/Berlin', 2026, 7, 15).toISOString()).toBe('2026-07-14T22:00:00.000Z');
  expect(startOfDay('Europe/Berlin', 2026, 3, 29).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('Europe/Berlin', 2026, 3, 30).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  expect(startOfDay('Etc/UTC', 2026, 13, 1).toISOString()).toBe('2027-01-01T00:00:00.000Z');
});

test('a day whose midnight does not exist begins when its clocks begin', () => {
  // Clocks in Santiago went from 23:59:59 on 5 September 2026 to 01:00 on the 6th.
  const start = startOfDay('America/Santiago', 2026, 9, 6);
  expect(dayIn('America/Santiago', start)).toBe('2026-09-06');
  expect(dayIn('America/Santiago', new Date(start.getTime() - 1))).toBe('2026-09-05');
});

test('the front page’s date changes at the next midnight', () => {
  expect(nextMidnight('Europe/Berlin', new Date('2026-12-31T12:00:00Z')).toISOString()).toBe(
    '2026-12-31T23:00:00.000Z',
  );
});
