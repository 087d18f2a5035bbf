import type { SearchKey } from '#stories/search.sql.js';
import { paths } from './paths.ts';

/** What the search form sends, as text; '' for what is not chosen. Days are 'YYYY-MM-DD'. */
export type SearchFields = {
  readonly q: string;
  readonly section: string;
  readonly topic: string;
  readonly byline: string;
  readonly from: string;
  readonly to: string;
  readonly order: 'newest' | 'best';
};

const NAMES = ['q', 'section', 'topic', 'byline', 'from', 'to'] as const;

/** A page of what was found, `before` or `after` this key. */
export type SearchTurn = { readonly name: 'before' | 'after'; readonly key: SearchKey };

/** The address of a page of what was found; the first one without a turn. */
export function searchAddress(fields: SearchFields, turn?: SearchTurn): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (fields[name]) query.set(name, fields[name]);
  if (fields.order === 'best') query.set('order', 'best');
  if (turn) query.set(turn.name, writeSearchKey(turn.key));
  return query.size > 0 ? `${paths.search}?${query}` : paths.search;
}

export function writeSearchKey(key: SearchKey): string {
  return key.is === 'ranked' ? `${key.upTo.toString(36)}.${key.place}` : key.row.toString(36);
}

/** The key in an address; undefined where there is none, and for anything that is not one. */
export function readSearchKey(query: URLSearchParams, order: SearchFields['order']): SearchKey | undefined {
  const [before, after] = [query.get('before'), query.get('after')];
  if (order === 'best') return readRankedKey(before ?? after);
  const older = readRow(before);
  if (older !== undefined) return { is: 'older', row: older };
  const newer = readRow(after);
  return newer === undefined ? undefined : { is: 'newer', row: newer };
}

/** The key from which on older or worse matches are listed, as the read API hands it out. */
export function readNextKey(text: string, order: SearchFields['order']): SearchKey | undefined {
  if (order === 'best') return readRankedKey(text);
  const row = readRow(text);
  return row === undefined ? undefined : { is: 'older', row };
}

function readRankedKey(text: string | null): SearchKey | undefined {
  const ranked = /^(-?[0-9a-z]{1,11})\.([0-9]{1,5})$/.exec(text ?? '');
  const upTo = readRow(ranked?.[1]);
  return upTo === undefined ? undefined : { is: 'ranked', upTo, place: Number(ranked?.[2]) };
}

/** A day of the calendar, or undefined for what is none ('2026-02-30', 'yesterday'). */
export function readDay(text: string | null): { year: number; month: number; day: number } | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1000 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? { year, month, day } : undefined;
}

function readRow(text: string | null | undefined): number | undefined {
  if (!text || !/^-?[0-9a-z]{1,11}$/.test(text)) return undefined;
  const row = Number.parseInt(text, 36);
  return Number.isSafeInteger(row) ? row : undefined;
}
