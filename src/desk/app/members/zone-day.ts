import { nextMidnight, startOfDay } from '#kit/zone.js';

/** The calendar day of an instant in the paper's zone, as a date field takes it: 'YYYY-MM-DD'. */
export function dayInZone(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

/** The end of a calendar day of the paper's: the instant at which the next one begins. */
export function endOfDayIn(day: string, zone: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return nextMidnight(zone, startOfDay(zone, year, month, date)).getTime();
}

export function startOfDayIn(day: string, zone: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return startOfDay(zone, year, month, date).getTime();
}
