import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Period } from '#members/tier.js';

/** `readers.json` of the demonstration paper: who reads it. Days count back from the demonstration's today. */
export type DemoReadership = {
  /** Who keeps the readers' books; nobody of the desk. */
  clerk: { name: string; email: string };
  readers: DemoReader[];
  gift: DemoGift;
  group: DemoGroup;
  vouchers: DemoVoucher[];
  /** Where vouchers are redeemed, and what the device there is called. */
  counters: { partner: string; place: string; device: string }[];
  /** `dueIn`: days from today. */
  task: { reader: string; about: string; dueIn: number };
};

/** `story`: the slug of the story whose gate brought them. */
export type DemoReader = {
  name: string;
  email: string;
  daysAgo: number;
  story?: string;
  letters?: boolean;
  labels?: string[];
  remark?: string;
  holds?: DemoHolding;
};

/**
 * What somebody bought on the day they came. Days are those on which they cancelled, stepped back, paused, or got money
 * back.
 *
 * failed  why the payment of the period that runs today failed
 */
export type DemoHolding = {
  tier: string;
  period: Period;
  cancelled?: number;
  withdrawn?: number;
  paused?: { daysAgo: number; days: number };
  refunded?: { daysAgo: number; amountMinor: number };
  failed?: string;
};

export type DemoGift = {
  from: string;
  to: { name: string; email: string };
  tier: string;
  months: number;
  amountMinor: number;
  what: string;
  words: string;
  boughtDaysAgo: number;
  redeemedDaysAgo: number;
};

/** `taken`: days ago; null where the invitation still waits. */
export type DemoGroup = {
  name: string;
  owner: { name: string; email: string };
  tier: string;
  seats: number;
  orderNumber: string;
  invoiceTo: string;
  amountMinor: number;
  daysAgo: number;
  invited: { name: string; email: string; invited: number; taken: number | null }[];
};

/** `used`: days ago, at `place`. */
export type DemoVoucher = { reader: string; benefit: string; claimed: number; used?: number; place?: string };

export function readDemoReaders(folder: string): DemoReadership {
  return JSON.parse(readFileSync(join(folder, 'readers.json'), 'utf8')) as DemoReadership;
}
