import { offsetMs } from '#kit/zone.js';

/** A moment as a field for day and time takes it, on the clocks of the zone: '2026-11-24T06:00'. */
export function toField(at: number, zone: string): string {
  return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

/** The moment that such a field means, in milliseconds since 1970; null where it is empty or broken. */
export function fromField(text: string, zone: string): number | null {
  const wall = Date.parse(`${text}Z`);
  if (text === '' || Number.isNaN(wall)) return null;
  const first = wall - offsetMs(zone, wall);
  // Near a change of clocks the offset of the moment itself counts.
  return wall - offsetMs(zone, first);
}

/** The next full hour, as a first guess. */
export function nextHour(now: number): number {
  return Math.ceil((now + 60_000) / 3_600_000) * 3_600_000;
}

/** 'Europe/Berlin' and 'America/New York' as they are, 'Etc/UTC' as 'UTC'. */
export function zoneName(zone: string): string {
  return zone.replace(/^Etc\//, '').replaceAll('_', ' ');
}
