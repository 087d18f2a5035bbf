import { offsetMs, partsIn, startOfDay } from '#kit/zone.js';
import type { Period } from './tier.ts';

const DAY_MS = 86_400_000;

/**
 * The same time of day so many months later, in a time zone. A month without that day ends it on its last: 31 January
 * and one month is 28 February, in leap years the 29th. Counting from the same anchor, the next is 31 March again.
 */
export function addMonths(zone: string, at: number, months: number): number {
  const { year, month, day } = partsIn(zone, new Date(at));
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return sameTime(zone, at, [year, month + months, Math.min(day, last)]);
}

/** The same time of day so many days later, in a time zone. */
export function addDays(zone: string, at: number, days: number): number {
  const { year, month, day } = partsIn(zone, new Date(at));
  return sameTime(zone, at, [year, month, day + days]);
}

export function addPeriods(zone: string, at: number, period: Period, count: number): number {
  return addMonths(zone, at, period === 'year' ? 12 * count : count);
}

/**
 * When the period that begins at `from` ends, counted from `anchor` so that months do not grow shorter for ever after
 * one February.
 */
export function periodEnd(
  zone: string,
  { anchor, period, from }: { anchor: number; period: Period; from: number },
): number {
  const months = monthsBetween(zone, anchor, from);
  const step = period === 'year' ? 12 : 1;
  // One step early, in case the month was rounded up.
  let count = Math.max(0, Math.floor(months / step) - 1);
  while (addPeriods(zone, anchor, period, count) <= from) count += 1;
  return addPeriods(zone, anchor, period, count);
}

/** The instant at which a calendar day ends in a time zone, so many days after the day of `at`. */
export function endOfDay(zone: string, at: number, daysLater: number): number {
  const { year, month, day } = partsIn(zone, new Date(at));
  return startOfDay(zone, year, month, day + daysLater + 1).getTime();
}

function monthsBetween(zone: string, from: number, to: number): number {
  const [first, last] = [partsIn(zone, new Date(from)), partsIn(zone, new Date(to))];
  return (last.year - first.year) * 12 + last.month - first.month;
}

/** The time of day that `at` shows on the wall, on another day. */
function sameTime(
  zone: string,
  at: number,
  [year, month, day]: readonly [year: number, month: number, day: number],
): number {
  const timeMs = (((at + offsetMs(zone, at)) % DAY_MS) + DAY_MS) % DAY_MS;
  const wall = Date.UTC(year, month - 1, day) + timeMs;
  const guess = wall - offsetMs(zone, wall);
  return wall - offsetMs(zone, guess);
}
