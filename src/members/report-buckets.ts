import { dayIn, startOfDay } from '#kit/zone.js';

export type BucketUnit = 'day' | 'week' | 'month';
/** A stretch of the paper's calendar, [from, to). `key`: its first day, for a month only year and month. */
export type Bucket = { readonly key: string; readonly from: number; readonly to: number };

const MOST = 400;

/**
 * Parts a range of the paper's days into days, weeks from Monday on, or months. The first and the last are whole ones, so
 * that a bar is never shorter only because the range begins in its middle.
 *
 * from, to  'YYYY-MM-DD', both within
 */
export function makeBuckets(
  zone: string,
  { from, to, unit }: { from: string; to: string; unit: BucketUnit },
): Bucket[] {
  const last = startOf(zone, to).getTime();
  const buckets: Bucket[] = [];
  let day = firstDay(from, unit);
  while (buckets.length < MOST) {
    const next = nextDay(day, unit);
    const begins = startOf(zone, day).getTime();
    if (begins > last) break;
    buckets.push({
      key: unit === 'month' ? day.slice(0, 7) : day,
      from: begins,
      to: startOf(zone, next).getTime(),
    });
    day = next;
  }
  return buckets;
}

/** The bucket that holds an instant; -1 for none. */
export function bucketAt(buckets: readonly Bucket[], at: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bucket = buckets[middle];
    if (!bucket) return -1;
    if (at < bucket.from) high = middle - 1;
    else if (at >= bucket.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** The bucket of a day of the paper's. */
export function bucketOfDay(zone: string, buckets: readonly Bucket[], day: string): number {
  return bucketAt(buckets, startOf(zone, day).getTime());
}

/** The day on which a range of so many of these ends today begins. */
export function daysBefore(zone: string, now: Date, days: number): string {
  const [year, month, day] = partsOf(dayIn(zone, now));
  return isoOf(Date.UTC(year, month - 1, day - days));
}

function startOf(zone: string, day: string): Date {
  const [year, month, date] = partsOf(day);
  return startOfDay(zone, year, month, date);
}

function firstDay(day: string, unit: BucketUnit): string {
  const [year, month, date] = partsOf(day);
  if (unit === 'month') return isoOf(Date.UTC(year, month - 1, 1));
  if (unit === 'day') return isoOf(Date.UTC(year, month - 1, date));
  const weekday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  return isoOf(Date.UTC(year, month - 1, date - weekday));
}

function nextDay(day: string, unit: BucketUnit): string {
  const [year, month, date] = partsOf(day);
  if (unit === 'month') return isoOf(Date.UTC(year, month, 1));
  return isoOf(Date.UTC(year, month - 1, date + (unit === 'week' ? 7 : 1)));
}

function partsOf(day: string): [number, number, number] {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

function isoOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
