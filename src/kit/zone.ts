const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone, as 'YYYY-MM-DD'. */
export function dayIn(zone: string, at: Date): string {
  const { year, month, day } = partsIn(zone, at);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The instant at which a calendar day begins in a time zone; days that begin at one o'clock (a change of clocks) too. */
export function startOfDay(zone: string, year: number, month: number, day: number): Date {
  const asUtc = Date.UTC(year, month - 1, day);
  const first = asUtc - offsetMs(zone, asUtc);
  const second = asUtc - offsetMs(zone, first);
  return new Date(
    Math.min(first, second) === first || dayIn(zone, new Date(second)) >= isoDay(asUtc) ? second : first,
  );
}

/** The instant at which the day after this instant's begins. */
export function nextMidnight(zone: string, at: Date): Date {
  const { year, month, day } = partsIn(zone, at);
  return startOfDay(zone, year, month, day + 1);
}

/** Year, month (1 to 12) and day of an instant in a time zone. */
export function partsIn(zone: string, at: Date): { year: number; month: number; day: number } {
  const wall = new Date(at.getTime() + offsetMs(zone, at.getTime()));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

const DAY_MS = 86_400_000;
/** Days remembered; pages ask for the same days again and again. */
const REMEMBERED = 40_000;
const offsets = new Map<string, number | null>();

/** How far the zone's clocks are ahead of UTC at this instant, in milliseconds. */
export function offsetMs(zone: string, at: number): number {
  const day = Math.floor(at / DAY_MS);
  const key = `${zone} ${day}`;
  const known = offsets.get(key);
  if (typeof known === 'number') return known;
  if (known === undefined) {
    // A zone's clocks change on few days: on all others the whole day has the offset it begins with.
    const [begins, ends] = [findOffset(zone, day * DAY_MS), findOffset(zone, (day + 1) * DAY_MS)];
    if (offsets.size >= REMEMBERED) offsets.clear();
    offsets.set(key, begins === ends ? begins : null);
    if (begins === ends) return begins;
  }
  return findOffset(zone, at);
}

function findOffset(zone: string, at: number): number {
  const found: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(new Date(at))) found[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(at / 1000) * 1000;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

function isoDay(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}
