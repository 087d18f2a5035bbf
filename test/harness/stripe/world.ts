import { randomBytes } from 'node:crypto';
import type { LocalThing } from './shapes.ts';

/** Refused as Stripe refuses: status and an error object. */
export class Refused extends Error {
  readonly status: number;
  readonly error: { type: string; code?: string; param?: string; message: string };

  constructor(status: number, error: Refused['error']) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

/** Everything that is kept, and what happened to it. `now` in seconds. */
export class World {
  readonly things = new Map<string, LocalThing>();
  readonly now: () => number;
  /** Hears of everything that becomes an event. */
  tell: (type: string, object: object, before?: object) => void = () => {};

  constructor(clock: () => Date) {
    this.now = () => Math.floor(clock().getTime() / 1000);
  }

  add<Thing extends LocalThing>(thing: Thing): Thing {
    this.things.set(thing.id, thing);
    return thing;
  }

  find<Thing extends LocalThing>(object: Thing['object'], id: string): Thing | undefined {
    const thing = this.things.get(id);
    return thing?.object === object ? (thing as Thing) : undefined;
  }

  get<Thing extends LocalThing>(object: Thing['object'], id: string): Thing {
    const thing = this.find<Thing>(object, id);
    if (thing) return thing;
    const message = `No such ${object.replace('.', ' ')}: '${id}'`;
    throw new Refused(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id', message });
  }

  /** Newest first, as Stripe lists. */
  list<Thing extends LocalThing>(object: Thing['object']): Thing[] {
    return [...this.things.values()].filter((one): one is Thing => one.object === object).reverse();
  }
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}`;
}

const monthsOf = { day: 0, week: 0, month: 1, year: 12 } as const;
const daysOf = { day: 1, week: 7, month: 0, year: 0 } as const;

/** When a period that begins then ends; a month without that day ends it on its last. */
export function periodAfter(
  from: number,
  {
    interval,
    interval_count: count,
  }: { interval: 'day' | 'week' | 'month' | 'year'; interval_count: number },
): number {
  const date = new Date(from * 1000);
  if (daysOf[interval] > 0) return from + daysOf[interval] * count * 86_400;
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + monthsOf[interval] * count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}
