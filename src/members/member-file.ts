/** Files with members: what Ghost and Stripe export, and tables of any other system whose columns are named. */
import { no, type Result, yes } from '#kit/result.js';
import { printable } from '#stories/document.js';
import { readTable, type TableLine } from './outside/table.ts';
import { decodeText } from './text-file.ts';

export const memberFileKinds = ['ghost', 'stripe', 'csv'] as const;
export type MemberFileKind = (typeof memberFileKinds)[number];

/** What a column may hold. `until` is when what `tiers` names ends. */
export const memberColumns = [
  'email',
  'name',
  'remark',
  'letters',
  'consent_at',
  'given',
  'customer',
  'joined_at',
  'deleted_at',
  'labels',
  'tiers',
  'until',
] as const;
export type MemberColumn = (typeof memberColumns)[number];

/**
 * Somebody as a file says.
 *
 * letters   yes or no to letters; null where the file does not say
 * isGiven   what they hold is given, without payment and without end
 * customer  what Stripe calls them
 * tiers     as the file names them
 * until     when what they hold ends, milliseconds since 1970
 */
export type MemberRow = {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly remark: string;
  readonly letters: boolean | null;
  readonly consentAt: number | null;
  readonly isGiven: boolean;
  readonly customer: string | null;
  readonly joinedAt: number | null;
  readonly labels: readonly string[];
  readonly tiers: readonly string[];
  readonly until: number | null;
};

export type RefusedRow = { readonly line: number; readonly why: string };
/** `columns`: which column of the file each thing was read from. */
export type MemberFile = {
  readonly kind: MemberFileKind;
  readonly columns: Partial<Record<MemberColumn, string>>;
  readonly rows: readonly MemberRow[];
  readonly refused: readonly RefusedRow[];
};
export type MemberFileRefusal =
  | { readonly code: 'empty' }
  | { readonly code: 'no-email'; readonly head: readonly string[] }
  | { readonly code: 'no-column'; readonly column: string };

const names: Readonly<Record<MemberColumn, RegExp>> = {
  email: /^(e-?mail|e-?mail[- ]?address|mail|adresse e-?mail|e-?mail-?adresse|customer e-?mail)$/,
  name: /^(name|full name|display name|voller name|customer name)$/,
  remark: /^(note|notes|remark|remarks|bemerkung|notiz)$/,
  letters:
    /^(subscribed to emails|subscribed|letters|newsletter|opt-?in|consent|email marketing|einwilligung|status)$/,
  consent_at: /^(consent at|consent date|opt-?in (at|date|time)|confirm(ed)? (at|time)|einwilligung am)$/,
  given: /^(complimentary plan|complimentary|comp|given|frei)$/,
  customer: /^(stripe customer id|customer id|stripe id)$/,
  joined_at:
    /^(created at|created|created \(utc\)|joined|joined at|signup date|sign-?up|registered|angelegt)$/,
  deleted_at: /^(deleted at|deleted)$/,
  labels: /^(labels?|tags?|gruppen|groups)$/,
  tiers: /^(tiers?|plan|level|membership|stufe|abo)$/,
  until: /^(until|expires|expires at|expiry|end|end date|valid until|bis|ende)$/,
};

const LONGEST = 500;

/**
 * Reads a file of any encoding and delimiter; the first line names its columns. Every line that cannot be used is named
 * with its number and why.
 *
 * kind  what it was exported by; guessed from its columns when left out
 * map   columns whose names say nothing by themselves: `{ email: 'Anschrift 3' }`
 */
export function readMemberFile(
  bytes: Uint8Array,
  { kind, map = {} }: { kind?: MemberFileKind | undefined; map?: Partial<Record<MemberColumn, string>> },
): Result<MemberFile, MemberFileRefusal> {
  const { lines, broken } = readTable(printable(decodeText(bytes).text));
  const [head, ...rest] = lines;
  if (!head) return no({ code: 'empty' });
  const is = kind ?? guessKind(head.cells);
  const places = findPlaces(head.cells, is, map);
  if (!places.ok) return places;
  if (places.value.email === undefined) return no({ code: 'no-email', head: head.cells });
  const read = readLines(rest, places.value);
  const columns = Object.fromEntries(
    Object.entries(places.value).map(([column, at]) => [column, head.cells[at] ?? '']),
  );
  const refused = [...broken, ...read.refused].toSorted((one, other) => one.line - other.line);
  return yes({ kind: is, columns, rows: read.rows, refused });
}

type Places = Partial<Record<MemberColumn, number>>;

function guessKind(head: readonly string[]): MemberFileKind {
  const known = new Set(head.map(plainName));
  if (known.has('subscribed to emails') || known.has('complimentary plan')) return 'ghost';
  return known.has('created (utc)') || known.has('delinquent') ? 'stripe' : 'csv';
}

function findPlaces(
  head: readonly string[],
  kind: MemberFileKind,
  map: Partial<Record<MemberColumn, string>>,
): Result<Places, MemberFileRefusal> {
  const places: Places = {};
  head.forEach((cell, at) => {
    const name = plainName(cell);
    // Stripe's own number of a customer stands under `id`; its `Status` and `Plan` are of subscriptions, read at Stripe.
    const isCustomer = kind === 'stripe' && name === 'id';
    const isOther = kind === 'stripe' && (name === 'status' || name === 'plan');
    const column = isCustomer ? 'customer' : memberColumns.find((one) => names[one].test(name));
    if (column && !isOther && places[column] === undefined) places[column] = at;
  });
  for (const [column, wanted] of Object.entries(map)) {
    const at = head.findIndex((cell) => plainName(cell) === plainName(wanted));
    if (at < 0) return no({ code: 'no-column', column: wanted });
    places[column as MemberColumn] = at;
  }
  return yes(places);
}

function plainName(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[_.:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function readLines(lines: readonly TableLine[], places: Places) {
  const rows: MemberRow[] = [];
  const refused: RefusedRow[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const read = readRow(line, places);
    if (!read.ok) {
      refused.push({ line: line.line, why: read.refusal });
      continue;
    }
    const earlier = seen.get(read.value.email);
    if (earlier !== undefined) {
      refused.push({ line: line.line, why: `${read.value.email} stands on line ${earlier} already.` });
      continue;
    }
    seen.set(read.value.email, line.line);
    rows.push(read.value);
  }
  return { rows, refused };
}

function readRow({ line, cells }: TableLine, places: Places): Result<MemberRow, string> {
  const cell = (column: MemberColumn) => {
    const at = places[column];
    const text = (at === undefined ? '' : (cells[at] ?? '')).trim().slice(0, LONGEST);
    // As our own export writes what a spreadsheet would take for a formula.
    return text.replace(/^'(?=[=+\-@])/, '');
  };
  const email = cell('email').toLowerCase();
  if (email === '') return no('The address is missing.');
  if (!isAddress(email)) return no(`“${email.slice(0, 80)}” is no e-mail address.`);
  if (cell('deleted_at') !== '') return no(`${email} was deleted there, and is left out.`);
  const times = readTimes(cell);
  if (!times.ok) return times;
  return yes({
    line,
    email,
    name: cell('name').replace(/\s+/g, ' '),
    remark: cell('remark'),
    letters: readYes(cell('letters')),
    isGiven: readYes(cell('given')) === true,
    customer: /^cus_\w+$/.test(cell('customer')) ? cell('customer') : null,
    labels: listOf(cell('labels')),
    tiers: listOf(cell('tiers')),
    ...times.value,
  });
}

function readTimes(cell: (column: MemberColumn) => string) {
  const times = { consentAt: null, joinedAt: null, until: null } as Record<
    'consentAt' | 'joinedAt' | 'until',
    number | null
  >;
  for (const [column, name] of [
    ['consent_at', 'consentAt'],
    ['joined_at', 'joinedAt'],
    ['until', 'until'],
  ] as const) {
    const text = cell(column);
    if (text === '') continue;
    const at = readTime(text);
    if (at === undefined) return no(`“${text.slice(0, 40)}” is no date.`);
    times[name] = at;
  }
  return yes(times);
}

/** A time as exports write it: ISO, '2024-03-01 12:30' (UTC), '1.3.2024', '03/01/2024' (the month first). */
export function readTime(text: string): number | undefined {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german) return dayOf(Number(german[3]), Number(german[2]), Number(german[1]));
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (american) return dayOf(Number(american[3]), Number(american[1]), Number(american[2]));
  const iso =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!iso || dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])) === undefined) return undefined;
  const zone = iso[5] === undefined || /utc/i.test(iso[5]) ? 'Z' : iso[5];
  const at = Date.parse(`${iso[1]}-${iso[2]}-${iso[3]}T${iso[4] ?? '00:00'}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

function dayOf(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? at.getTime() : undefined;
}

function readYes(text: string): boolean | null {
  if (/^(true|yes|y|1|ja|subscribed|active|wahr|x)$/i.test(text)) return true;
  if (/^(false|no|n|0|nein|unsubscribed|inactive|cleaned|bounced|falsch)$/i.test(text)) return false;
  return null;
}

function listOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,;|]/)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ].slice(0, 50);
}

function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(text);
}
