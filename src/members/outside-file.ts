/**
 * The file of a circulation system: who has the printed paper, and until when. It is read as it comes, and every line that
 * cannot be used is named with its number and why.
 */
import { no, type Result, yes } from '#kit/result.js';
import { type Day, readDay } from './outside/day.ts';
import { readTable, type TableLine } from './outside/table.ts';
import { decodeText } from './text-file.ts';

/** A subscriber as the file says. `number` brought to one form; `to` is the last day, null where there is no end. */
export type OutsideRow = {
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly postcode: string;
  readonly product: string;
  readonly from: Day;
  readonly to: Day | null;
};

/** `number`: of whom, where it could be read; what is known of them stays as it is. */
export type RefusedLine = { readonly line: number; readonly why: string; readonly number?: string };

export type OutsideFile = { readonly rows: readonly OutsideRow[]; readonly refused: readonly RefusedLine[] };

export type FileRefusal =
  | { readonly code: 'empty' }
  | { readonly code: 'columns-missing'; readonly missing: readonly Column[] };

const columns = {
  number:
    /^(?:(?:customer|subscriber|subscription|kunden|abo(?:nnenten)?)[ -]*)?(?:number|numbers?|no|nr|nummer|id)$/,
  name: /^(?:(?:full|last|customer|subscriber|kunden)[ -]*)?(?:name|nachname|abonnent|subscriber)$/,
  postcode: /^(?:postcode|post ?code|postal ?code|zip(?: ?code)?|plz|postleitzahl)$/,
  product: /^(?:product|produkt|title|titel|objekt|edition|ausgabe|abo(?:art)?|subscription)$/,
  from: /^(?:from|start|begin|begins|beginn|von|ab|(?:valid|gültig|gueltig)[ -]*(?:from|ab|von)|(?:start|begin)[ -]*dat(?:e|um))$/,
  to: /^(?:to|until|end|ends|ende|bis|(?:valid|gültig|gueltig)[ -]*(?:to|until|bis)|(?:end|ende)[ -]*dat(?:e|um))$/,
} as const;
type Column = keyof typeof columns;
const needed: readonly Column[] = ['number', 'postcode', 'product', 'from', 'to'];
const LONGEST_CELL = 200;

/** Reads a file of any encoding, delimiter and order of columns; the first line names them. */
export function readOutsideFile(bytes: Uint8Array): Result<OutsideFile, FileRefusal> {
  const { lines, broken } = readTable(decodeText(bytes).text);
  const [head, ...rest] = lines;
  if (!head) return no({ code: 'empty' });
  const places = findColumns(head.cells);
  const missing = needed.filter((column) => places[column] === undefined);
  if (missing.length > 0) return no({ code: 'columns-missing', missing });
  const rows = new Map<string, OutsideRow>();
  const refused: RefusedLine[] = [...broken];
  for (const line of rest) {
    const read = readRow(line, places);
    if (!read.ok) {
      refused.push(read.refusal);
      continue;
    }
    const joined = join(rows.get(read.value.number), read.value);
    if (joined.ok) rows.set(read.value.number, joined.value);
    else refused.push(joined.refusal);
  }
  return yes({ rows: [...rows.values()], refused: refused.toSorted((one, other) => one.line - other.line) });
}

type Places = Partial<Record<Column, number>>;

function findColumns(cells: readonly string[]): Places {
  const places: Places = {};
  cells.forEach((cell, at) => {
    const name = cell
      .toLowerCase()
      .replace(/[_.:]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const column = (Object.keys(columns) as Column[]).find((one) => columns[one].test(name));
    if (column && places[column] === undefined) places[column] = at;
  });
  return places;
}

function readRow({ line, cells }: TableLine, places: Places): Result<OutsideRow, RefusedLine> {
  const cell = (column: Column) => {
    const at = places[column];
    return (at === undefined ? '' : (cells[at] ?? '')).trim().slice(0, LONGEST_CELL);
  };
  const number = numberKey(cell('number'));
  if (number === '') return no({ line, why: 'The number is missing.' });
  const refuse = (why: string) => no({ line, why, number });
  if (cell('postcode') === '') return refuse('The postcode is missing.');
  const from = readDay(cell('from'));
  if (!from || from === 'endless') return refuse(dateRefusal('from', cell('from')));
  const to = cell('to') === '' ? 'endless' : readDay(cell('to'));
  if (!to) return refuse(dateRefusal('to', cell('to')));
  if (to < from) return refuse(`It ends (${to}) before it begins (${from}).`);
  const person = { name: cell('name'), postcode: cell('postcode'), product: cell('product') };
  return yes({ line, number, ...person, from, to: to === 'endless' ? null : to });
}

function dateRefusal(column: string, text: string): string {
  return text === '' ? `The date "${column}" is missing.` : `"${text}" in "${column}" is no date.`;
}

/** One subscriber on several lines: periods of one product are one period; two products need two numbers. */
function join(known: OutsideRow | undefined, row: OutsideRow): Result<OutsideRow, RefusedLine> {
  if (!known) return yes(row);
  const { line, number } = row;
  const already = `The number ${number} stands on line ${known.line} already`;
  if (known.product !== row.product) return no({ line, number, why: `${already}, with another product.` });
  if (postcodeKey(known.postcode) !== postcodeKey(row.postcode))
    return no({ line, number, why: `${already}, with another postcode.` });
  const [first, last] = known.from <= row.from ? [known, row] : [row, known];
  const endless = known.to === null || row.to === null;
  const to = endless ? null : known.to > row.to ? known.to : row.to;
  return yes({ ...last, line: known.line, from: first.from, to });
}

/** A subscriber's number however it was written: without spaces and signs, in capitals, without leading zeros. */
export function numberKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');
}

/** A postcode however it was written: `D-01067`, `1067` where a spreadsheet ate the zero, `sw1a 1aa`. */
export function postcodeKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^[A-Z]{1,2}(?=\d{4,5}$)/, '')
    .replace(/^0+(?=\d+$)/, '');
}
