import { dayIn, startOfDay } from '#kit/zone.js';
import { languageTag } from '../texts.ts';

/** '3 November 2026' in the paper's time zone. `at` in milliseconds since 1970. */
export function wordDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat(languageTag(), { timeZone: zone, dateStyle: 'long' }).format(at);
}

/** What a camera's clock says, in words; it knows no time zone. 'raw' as '2019-05-04T06:31:00' or the date alone. */
export function wordTaken(raw: string): string {
  const at = Date.parse(raw.length > 10 ? `${raw}Z` : raw);
  if (Number.isNaN(at)) return raw;
  const time = raw.length > 10 ? ({ timeStyle: 'short' } as const) : {};
  return new Intl.DateTimeFormat(languageTag(), { timeZone: 'UTC', dateStyle: 'long', ...time }).format(at);
}

/** The day a field for dates shows, 'YYYY-MM-DD'. */
export function dayOf(zone: string, at: number): string {
  return dayIn(zone, new Date(at));
}

/** When the day after this one begins, in milliseconds since 1970: up to and including the day is meant. */
export function endOfDay(zone: string, day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return startOfDay(zone, year, month, date + 1).getTime();
}

/** '2.4 MB'. */
export function wordSize(bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  const value = isLarge ? bytes / 1_000_000 : bytes / 1_000;
  const digits = { maximumFractionDigits: isLarge ? 1 : 0 };
  return `${new Intl.NumberFormat(languageTag(), digits).format(value)} ${isLarge ? 'MB' : 'kB'}`;
}
