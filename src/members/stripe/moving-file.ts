import { no, type Result, yes } from '#kit/result.js';
import { readTable } from '../outside/table.ts';
import { decodeText } from '../text-file.ts';

/** One line of a file that brings subscriptions in. Empty where the file says nothing. */
export type MovingLine = {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly customer: string;
  readonly subscription: string;
};

export type MovingFile = {
  readonly lines: readonly MovingLine[];
  readonly refused: readonly { readonly line: number; readonly why: string }[];
};

export type MovingColumn = 'email' | 'name' | 'customer' | 'subscription';

/** As Ghost's members, Stripe's subscriptions and customers, and tables made by hand head their columns. */
const heads: Readonly<Record<MovingColumn, RegExp>> = {
  email: /^(e-?mail|e-?mail address|customer e-?mail)$/,
  name: /^(name|full name|customer name|customer description)$/,
  customer: /^(stripe customer id|customer id|customer|stripe customer|stripe id)$/,
  subscription: /^(stripe subscription id|subscription id|subscription|stripe subscription)$/,
};
const prefixes = { customer: 'cus_', subscription: 'sub_' } as const;

/** Reads the file. Lines without a customer and a subscription, as of free members, are left out with their reason. */
export function readMovingFile(
  bytes: Uint8Array,
  map: Partial<Record<MovingColumn, string>> = {},
): Result<MovingFile, { code: 'empty' } | { code: 'no-ids'; head: readonly string[] }> {
  const { lines, broken } = readTable(decodeText(bytes).text);
  const [head, ...rest] = lines;
  if (!head) return no({ code: 'empty' });
  const at = findPlaces(head.cells, rest[0]?.cells ?? [], map);
  if (at.customer === undefined && at.subscription === undefined)
    return no({ code: 'no-ids', head: head.cells });
  const read: MovingLine[] = [];
  const refused = broken.map(({ line, why }) => ({ line, why }));
  for (const { line, cells } of rest) {
    const cell = (column: MovingColumn) => cells[at[column] ?? -1]?.trim() ?? '';
    const [customer, subscription] = [cell('customer'), cell('subscription')];
    const wrong = wrongId(customer, 'customer') ?? wrongId(subscription, 'subscription');
    if (wrong !== undefined) refused.push({ line, why: wrong });
    else if (!customer && !subscription)
      refused.push({ line, why: 'It names no customer and no subscription.' });
    else read.push({ line, email: cell('email').toLowerCase(), name: cell('name'), customer, subscription });
  }
  return yes({ lines: read, refused });
}

function findPlaces(
  head: readonly string[],
  first: readonly string[],
  map: Partial<Record<MovingColumn, string>>,
): Partial<Record<MovingColumn, number>> {
  const named = head.map((name) => name.trim().toLowerCase().replaceAll('_', ' '));
  const places: Partial<Record<MovingColumn, number>> = {};
  for (const column of Object.keys(heads) as MovingColumn[]) {
    const given = map[column]?.trim().toLowerCase().replaceAll('_', ' ');
    const at = named.findIndex((name) => (given === undefined ? heads[column].test(name) : name === given));
    if (at >= 0) places[column] = at;
  }
  // Stripe heads the column of what a file is about `id`; its letters say which.
  const own = named.indexOf('id');
  for (const column of ['subscription', 'customer'] as const) {
    if (places[column] === undefined && first[own]?.startsWith(prefixes[column])) places[column] = own;
  }
  return places;
}

function wrongId(id: string, kind: keyof typeof prefixes): string | undefined {
  const fits = id === '' || (id.startsWith(prefixes[kind]) && /^[A-Za-z0-9_]{5,80}$/.test(id));
  return fits
    ? undefined
    : `"${id.slice(0, 40)}" is no ${kind} of Stripe, which begins with ${prefixes[kind]}.`;
}
