import { partsIn, startOfDay } from '#kit/zone.js';

const DAY_MS = 86_400_000;

/** The demonstration paper's calendar: days counted back from its today, in its own time zone. */
export type DemoCalendar = { readonly zone: string; readonly language: string; readonly today: Date };

/** The instant of a time of day, so many days before today. A time still to come today counts as a minute ago. */
export function instantOf(calendar: DemoCalendar, daysAgo: number, time: string): number {
  return Math.min(timeOfDay(calendar, daysAgo, time), calendar.today.getTime() - 60_000);
}

/** The instant of a time of today, past or to come. */
export function timeToday(calendar: DemoCalendar, time: string): number {
  return timeOfDay(calendar, 0, time);
}

function timeOfDay({ zone, today }: DemoCalendar, daysAgo: number, time: string): number {
  const { year, month, day } = partsIn(zone, today);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(zone, year, month, day - daysAgo).getTime() + (hours * 60 + minutes) * 60_000;
}

/** Fills `{{weekday:3}}`, `{{date:12}}` and `{{month:40}}`: words for the day so many days ago. */
export function fillDates(text: string, calendar: DemoCalendar): string {
  return text.replace(/\{\{(weekday|date|month):(\d+)\}\}/g, (_, word: string, days: string) => {
    const at = new Date(noonOf(calendar).getTime() - Number(days) * DAY_MS);
    return new Intl.DateTimeFormat(calendar.language, {
      timeZone: calendar.zone,
      ...formats[word as keyof typeof formats],
    }).format(at);
  });
}

const formats = {
  weekday: { weekday: 'long' },
  date: { day: 'numeric', month: 'long' },
  month: { month: 'long' },
} as const;

/** Noon of today: a day counted back from it stays a day when the clocks change. */
function noonOf(calendar: DemoCalendar): Date {
  const { year, month, day } = partsIn(calendar.zone, calendar.today);
  return new Date(startOfDay(calendar.zone, year, month, day).getTime() + DAY_MS / 2);
}
