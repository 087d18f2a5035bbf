const hourMs = 3_600_000;
/** Dates outside these years are somebody's slip of the hand; `0000-00-00` is WordPress's word for none. */
const earliestMs = Date.UTC(1000, 0, 1);
const latestMs = Date.UTC(9999, 11, 31);

/** `2024-05-03 09:00:00` read as if it were UTC; null for none. */
export function readStamp(text: string): number | null {
  const match = /^\s*(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59) return null;
  return inRange(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** `Fri, 03 May 2024 07:00:00 +0000`; null for none. */
export function readPubDate(text: string): number | null {
  return /\b\d{4}\b/.test(text) && !text.includes('-0001') ? inRange(Date.parse(text)) : null;
}

function inRange(ms: number): number | null {
  return Number.isFinite(ms) && ms >= earliestMs && ms <= latestMs ? ms : null;
}

/**
 * How far the site's clock was from UTC, month by month, learnt from items that carry both times. It dates the items
 * that carry the local time alone.
 */
export class SiteClock {
  private readonly offsets = new Map<number, number>();

  learn(local: string, utc: string): void {
    const here = readStamp(local);
    const there = readStamp(utc);
    if (here === null || there === null) return;
    const offset = here - there;
    if (Math.abs(offset) <= 15 * hourMs) this.offsets.set(monthOf(here), offset);
  }

  /** How far the clock was from UTC, in hours, each once, the smallest first. */
  hoursFromUtc(): number[] {
    return [...new Set(this.offsets.values())]
      .map((offset) => offset / hourMs)
      .sort((one, other) => one - other);
  }

  /** The instant of a local time; by the nearest month that anything is known of. */
  toUtc(local: string): number | null {
    const here = readStamp(local);
    if (here === null) return null;
    const month = monthOf(here);
    for (let away = 0; away <= 6; away++) {
      const offset = this.offsets.get(month + away) ?? this.offsets.get(month - away);
      if (offset !== undefined) return here - offset;
    }
    return here - (this.offsets.values().next().value ?? 0);
  }
}

/** Months counted from year 0, so that the same month of another year is twelve away. */
function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** What an item says of a time: the one in UTC, else the local one. */
export function instantOf(utc: string, local: string, clock: SiteClock): number | null {
  return readStamp(utc) ?? clock.toUtc(local);
}
