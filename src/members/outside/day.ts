/** A day of the calendar, 'YYYY-MM-DD'. */
export type Day = string;

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'januar', 'jänner', 'jaenner'],
  ['feb', 'february', 'februar', 'feber'],
  ['mar', 'march', 'mär', 'märz', 'maerz', 'mrz'],
  ['apr', 'april'],
  ['may', 'mai'],
  ['jun', 'june', 'juni'],
  ['jul', 'july', 'juli'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['oct', 'october', 'okt', 'oktober'],
  ['nov', 'november'],
  ['dec', 'december', 'dez', 'dezember'],
];
/** From this year on a date means that there is no end: systems write 31.12.9999 or 2099-12-31. */
const ENDLESS_YEAR = 2090;
/** A time behind the day, as databases write it: it says nothing here. */
const TIME = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a date as circulation systems of English and German houses write it: 2026-03-01, 20260301, 1.3.2026, 01.03.26,
 * 01/03/2026 (the day first), 1 March 2026, 1. März 2026.
 *
 * returns  the day, 'endless' for a date that stands for no end, undefined where it is no date
 */
export function readDay(text: string): Day | 'endless' | undefined {
  const written = text.trim().replace(TIME, '').trim();
  const found = readIso(written) ?? readNumbers(written) ?? readWords(written);
  if (!found) return undefined;
  const [year, month, day] = found;
  if (year >= ENDLESS_YEAR && month >= 1 && month <= 12) return 'endless';
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1900 ? date.toISOString().slice(0, 10) : undefined;
}

type Found = readonly [year: number, month: number, day: number];

function readIso(text: string): Found | undefined {
  const [, year, month, day] = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/.exec(text)?.toSpliced(2, 1) ?? [];
  return year && month && day ? [Number(year), Number(month), Number(day)] : undefined;
}

function readNumbers(text: string): Found | undefined {
  const [, day, month, year] = /^(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4}|\d{2})$/.exec(text) ?? [];
  return day && month && year ? [yearOf(year), Number(month), Number(day)] : undefined;
}

function readWords(text: string): Found | undefined {
  const [, day, name, year] = /^(\d{1,2})(?:\.|st|nd|rd|th)? ?(\p{L}+)\.?,? (\d{4}|\d{2})$/u.exec(text) ?? [];
  const month = MONTHS.findIndex((names) => names.includes((name ?? '').toLowerCase())) + 1;
  return day && year && month > 0 ? [yearOf(year), month, Number(day)] : undefined;
}

/** Two digits: 00 to 89 of this century, 90 to 99 of the last. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 90 ? 2000 + year : 1900 + year;
}
