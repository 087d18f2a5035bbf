import { de } from './de.ts';
import { en } from './en.ts';
import type { PluralText, Texts } from './texts.ts';

/**
 * How a page speaks: the texts of its language, and numbers, names and times put into that language. Times are
 * absolute and in the paper's zone, because a page is kept and read again tomorrow.
 *
 * day       '12 October 2026'          clock    '14:05'
 * longDay   'Monday 12 October 2026'   moment   '12 October 2026, 14:05'
 * shortDay  '12 Oct'               dayKey   '2026-10-12', the paper's own day, to compare by
 * exact     'Monday 12 October 2026 at 14:05:00 CEST', for the title of a time
 * month     'October 2026', from a year and a month counted from 1
 * date      'Monday 12 October 2026', from a day without time as 'YYYY-MM-DD'
 * list      'Anna, Ben and Carla'
 * listParts the same in pieces, [0, ', ', 1, ' and ', 2], for items that are more than words
 */
export type Messages = {
  readonly texts: Texts;
  readonly language: string;
  fill(text: string, values: Readonly<Record<string, string>>): string;
  count(text: PluralText, count: number, values?: Readonly<Record<string, string>>): string;
  number(value: number): string;
  list(items: readonly string[]): string;
  listParts(length: number): readonly (number | string)[];
  day(iso: string): string;
  longDay(iso: string): string;
  shortDay(iso: string): string;
  dayKey(iso: string): string;
  clock(iso: string): string;
  moment(iso: string): string;
  exact(iso: string): string;
  month(year: number, month: number): string;
  date(day: string): string;
};

/** The bundled texts by primary language. A paper in another language brings its own in its theme. */
export const bundledTexts: Readonly<Record<string, Texts>> = { en, de };

/** The texts for a language such as 'de-AT'; English where there are none. */
export function findTexts(language: string, own: Readonly<Record<string, Texts>> = {}): Texts {
  const [primary = ''] = language.toLowerCase().split('-', 1);
  return own[language] ?? own[primary] ?? bundledTexts[primary] ?? en;
}

/** English without a country writes its days as most of the world does. */
const INTERNATIONAL_ENGLISH = 'en-GB';

/** Makes the formatters once; a paper keeps what comes back for as long as its settings last. */
export function makeMessages(tag: string, timeZone: string, texts: Texts = findTexts(tag)): Messages {
  const language = tag === 'en' ? INTERNATIONAL_ENGLISH : tag;
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const clock = timeFormat(language, { timeZone, timeStyle: 'short' });
  const day = timeFormat(language, { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
  // Swedish writes its days as ISO 8601 does.
  const dayKey = timeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const months = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  const dates = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'full' });
  return {
    texts,
    language,
    fill,
    count: (text, count, values = {}) =>
      fill(text[plurals.select(count)] ?? text.other, { ...values, count: numbers.format(count) }),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
    listParts: (length) => listParts(lists, length),
    day,
    clock,
    longDay: timeFormat(language, { timeZone, dateStyle: 'full' }),
    moment: (iso) => (day(iso) ? fill(texts.moment, { day: day(iso), clock: clock(iso) }) : ''),
    dayKey: (iso) => (day(iso) ? dayKey(iso) : ''),
    shortDay: timeFormat(language, { timeZone, day: 'numeric', month: 'short' }),
    exact: timeFormat(language, { timeZone, dateStyle: 'full', timeStyle: 'long' }),
    month: (year, month) => months.format(Date.UTC(year, month - 1, 1)),
    date: (isoDay) => dates.format(new Date(`${isoDay}T12:00:00Z`)),
  };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function listParts(lists: Intl.ListFormat, length: number): (number | string)[] {
  const places = Array.from({ length }, (_, index) => String(index));
  return lists.formatToParts(places).map(({ type, value }) => (type === 'element' ? Number(value) : value));
}

/** Times repeat from card to card and page to page, so the last few thousand are remembered. */
const REMEMBERED_TIMES = 4000;

function timeFormat(language: string, options: Intl.DateTimeFormatOptions): (iso: string) => string {
  const format = new Intl.DateTimeFormat(language, options);
  const known = new Map<string, string>();
  return (iso) => {
    const before = known.get(iso);
    if (before !== undefined) return before;
    const at = Date.parse(iso);
    const words = Number.isNaN(at) ? '' : format.format(at);
    if (known.size >= REMEMBERED_TIMES) known.clear();
    known.set(iso, words);
    return words;
  };
}
