import { partsIn, startOfDay } from '#kit/zone.js';
import type { Publisher } from './receipt.ts';
import { UNDO_MS } from './redemption.ts';

/** What was redeemed of one benefit at one place. `eachMinor` is settled for each, without tax. */
export type StatementLine = {
  readonly benefit: string;
  readonly place: string;
  readonly count: number;
  readonly eachMinor: number;
  readonly sumMinor: number;
  readonly currency: string;
};

export type StatementSum = {
  readonly currency: string;
  readonly count: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
};

/** Everything that stands on a statement, as it was on the day. `month`: 'YYYY-MM' in `zone`. */
export type StatementContent = {
  readonly publisher: Publisher;
  readonly partner: { readonly name: string; readonly invoiceTo: string };
  readonly month: string;
  readonly zone: string;
  readonly language: string;
  readonly taxBp: number;
  readonly lines: readonly StatementLine[];
  readonly sums: readonly StatementSum[];
};

/** `number` null while the month runs: what it would say today. */
export type Statement = {
  readonly partner: number;
  readonly number: string | null;
  readonly madeAt: number;
  readonly sentAt: number | null;
  readonly content: StatementContent;
};

/** A sum for each currency; tax is taken of the sum, rounded half up. */
export function sumUp(lines: readonly StatementLine[], taxBp: number): StatementSum[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const netMinor = own.reduce((sum, { sumMinor }) => sum + sumMinor, 0);
    const taxMinor = Math.floor((2 * netMinor * taxBp + 10_000) / 20_000);
    const count = own.reduce((sum, line) => sum + line.count, 0);
    return { currency, count, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
  });
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** The first instants of a month and of the one after it. */
export function monthSpan(zone: string, month: string): { from: Date; to: Date } {
  const [year = 0, ordinal = 1] = month.split('-').map(Number);
  return { from: startOfDay(zone, year, ordinal, 1), to: startOfDay(zone, year, ordinal + 1, 1) };
}

/** Whether nothing of the month can change any more: the last entry of it can no longer be undone. */
export function isSettled(zone: string, month: string, now: Date): boolean {
  return now.getTime() >= monthSpan(zone, month).to.getTime() + UNDO_MS;
}

/** The month that an instant lies in, or one so many before it. */
export function monthOf(zone: string, at: Date, before = 0): string {
  const { year, month } = partsIn(zone, at);
  const count = year * 12 + (month - 1) - before;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}
