import { startOfDay } from '#kit/zone.js';
import type { OutsideFile, OutsideRow } from '../outside-file.ts';
import { endOfDay } from '../periods.ts';

/** A subscriber as they are kept. Times are milliseconds since 1970; `until` null: no end. */
export type Kept = {
  readonly number: string;
  readonly name: string;
  readonly postcode: string;
  readonly product: string;
  readonly from: number;
  readonly until: number | null;
  readonly goneAt: number | null;
};

/** `put` are those to be kept as they are now, new ones and changed ones; `gone` stood in the last file and not in this. */
export type Changes = {
  readonly put: readonly Kept[];
  readonly added: number;
  readonly changed: number;
  readonly gone: readonly string[];
  /** How many have the paper now, as the house knows and as the file says. */
  readonly activeBefore: number;
  readonly activeAfter: number;
};

/** A file that loses more than this share of the subscribers waits for a person: half of it may be missing. */
const SHRINKS_MOST = 0.05;

/** What a file changes in what is known. Those whose line was refused stay as they are. */
export function compareOutside(
  kept: ReadonlyMap<string, Kept>,
  file: OutsideFile,
  { zone, now }: { zone: string; now: Date },
): Changes {
  const put: Kept[] = [];
  let [added, changed, activeAfter] = [0, 0, 0];
  const named = new Set<string>();
  for (const row of file.rows) {
    const fresh = keptOf(row, zone);
    named.add(fresh.number);
    if (isActive(fresh, now)) activeAfter += 1;
    const known = kept.get(fresh.number);
    if (known && isSame(known, fresh)) continue;
    if (known) changed += 1;
    else added += 1;
    put.push(fresh);
  }
  const unread = new Set(file.refused.flatMap(({ number }) => (number === undefined ? [] : [number])));
  const gone: string[] = [];
  let activeBefore = 0;
  for (const one of kept.values()) {
    if (isActive(one, now)) activeBefore += 1;
    if (named.has(one.number) || one.goneAt !== null) continue;
    if (!unread.has(one.number)) gone.push(one.number);
    else if (isActive(one, now)) activeAfter += 1;
  }
  return { put, added, changed, gone, activeBefore, activeAfter };
}

/** Whether so many are missing that somebody should look first. */
export function shrinks({ activeBefore, activeAfter }: Changes): boolean {
  return activeAfter < activeBefore * (1 - SHRINKS_MOST);
}

/** Whether somebody has the paper at this instant. One that begins later counts too. */
export function isActive({ until, goneAt }: Pick<Kept, 'until' | 'goneAt'>, now: Date): boolean {
  return goneAt === null && (until === null || until > now.getTime());
}

/** The days of the file in the paper's time zone: from the first minute of the first to the last of the last. */
function keptOf({ number, name, postcode, product, from, to }: OutsideRow, zone: string): Kept {
  const until = to === null ? null : endOfDay(zone, dayStart(zone, to), 0);
  return { number, name, postcode, product, from: dayStart(zone, from), until, goneAt: null };
}

function dayStart(zone: string, day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return startOfDay(zone, year, month, date).getTime();
}

function isSame(one: Kept, other: Kept): boolean {
  return (
    one.name === other.name &&
    one.postcode === other.postcode &&
    one.product === other.product &&
    one.from === other.from &&
    one.until === other.until &&
    one.goneAt === other.goneAt
  );
}
