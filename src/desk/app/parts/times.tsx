import { useMe } from '../me.ts';
import { languageTag } from '../texts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A moment in words, exact when one points at it, in the paper's time zone. `at` in milliseconds since 1970. */
export function Time({ at, style = 'near' }: { at: number; style?: 'near' | 'clock' | 'full' }) {
  const { zone } = useMe().paper;
  return (
    <time dateTime={new Date(at).toISOString()} title={wordTime(at, zone, 'full')}>
      {wordTime(at, zone, style)}
    </time>
  );
}

/**
 * 'near'   '10:42' today, '3 Nov, 10:42' this year, '3 Nov 2019' before
 * 'clock'  '10:42:07'
 * 'full'   'Tuesday, 3 November 2026 at 10:42:07 GMT'
 */
export function wordTime(at: number, zone: string, style: 'near' | 'clock' | 'full' = 'near'): string {
  const word = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(languageTag(), { timeZone: zone, hourCycle: 'h23', ...options }).format(at);
  if (style === 'clock') return word({ timeStyle: 'medium' });
  if (style === 'full') return word({ dateStyle: 'full', timeStyle: 'long' });
  const age = Math.abs(Date.now() - at);
  const sameDay = age < DAY_MS && word({ dateStyle: 'short' }) === wordDay(Date.now(), zone);
  if (sameDay) return word({ timeStyle: 'short' });
  if (age < 300 * DAY_MS) return word({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return word({ day: 'numeric', month: 'short', year: 'numeric' });
}

/** 'just now', '4 minutes ago', 'in 3 hours'. */
export function wordAge(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat(languageTag(), { numeric: 'auto' });
  const minutes = Math.round((at - now) / MINUTE_MS);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 36 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
}

function wordDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat(languageTag(), {
    timeZone: zone,
    hourCycle: 'h23',
    dateStyle: 'short',
  }).format(at);
}
