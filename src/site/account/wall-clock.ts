import { offsetMs } from '#kit/zone.js';

/** A day and a time as forms have them: '2026-03-01' and '14:05'. */
export type WallClock = { readonly day: string; readonly time: string };

/** What the clocks of a zone show. */
export function wallClock(zone: string, at: Date): WallClock {
  const wall = new Date(at.getTime() + offsetMs(zone, at.getTime())).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}

/** The instant at which they show it; undefined for what is no day and time. An hour that is skipped is the one after. */
export function readWallClock(zone: string, { day, time }: WallClock): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}/.test(time)) return undefined;
  const asUtc = Date.parse(`${day}T${time.slice(0, 5)}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const first = asUtc - offsetMs(zone, asUtc);
  return new Date(asUtc - offsetMs(zone, first));
}
