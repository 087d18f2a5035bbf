import { offsetMs } from '#kit/zone.js';

const MINUTE_MS = 60_000;

/** An instant as ISO 8601 with the offset of the zone's clocks at that time: '2026-03-29T14:05:00+02:00'. */
export function zonedTime(zone: string, at: number): string {
  const offset = offsetMs(zone, at);
  const wall = new Date(at + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(Math.round(offset / MINUTE_MS));
  const pair = (value: number) => String(value).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`;
}
