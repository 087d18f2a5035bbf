import { parse } from 'csv-parse/sync';
import { type Decoded, delimiterOf } from './text-file.ts';

/** One line: a place, with its partner's facts. What is undefined is not in the file, and stays as it is. */
export type PartnerLine = {
  readonly line: number;
  readonly partner: string;
  readonly fields: Partial<Record<'about' | 'link' | 'email' | 'invoiceTo' | 'language', string>> & {
    taxBp?: number;
  };
  readonly place: string;
  readonly address: string | undefined;
};

/** Why a line was not taken. `value`: what stands there. */
export type PartnerProblem = {
  readonly line: number;
  readonly why: 'no-partner' | 'twice' | 'email' | 'link' | 'tax' | 'broken';
  readonly value: string;
};

export type PartnersRead = {
  readonly encoding: Decoded['encoding'];
  readonly columns: readonly string[];
  /** Headings that mean nothing here. */
  readonly unknown: readonly string[];
  readonly lines: number;
  readonly rows: readonly PartnerLine[];
  readonly problems: readonly PartnerProblem[];
};

/** Columns of the file, in the order of an export; names in other words that are taken too. */
export const partnerColumns = {
  partner: ['partner', 'name', 'firma', 'company'],
  about: ['about', 'über', 'ueber', 'beschreibung', 'description'],
  link: ['link', 'website', 'url', 'web'],
  email: ['email', 'e-mail', 'mail'],
  invoice_to: ['invoice_to', 'invoice', 'rechnung', 'rechnungsadresse'],
  tax: ['tax', 'steuer', 'mwst', 'vat'],
  language: ['language', 'sprache'],
  place: ['place', 'ort', 'filiale', 'standort', 'location'],
  address: ['address', 'adresse', 'anschrift'],
} as const;

type Column = keyof typeof partnerColumns;
type Cells = Partial<Record<Column, string>>;

/** Reads a table of partners and places; a broken line is told, and all others count. */
export function readPartners({ text, encoding }: Decoded): PartnersRead {
  const delimiter = delimiterOf(text.split(/\r\n|\n|\r/, 20));
  const problems: PartnerProblem[] = [];
  const options = {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  };
  let records: { info: { lines: number }; record: string[] }[] = [];
  try {
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    const line = (error as { lines?: number }).lines ?? 0;
    return {
      encoding,
      columns: [],
      unknown: [],
      lines: 0,
      rows: [],
      problems: [{ line, why: 'broken', value }],
    };
  }
  const [heading, ...body] = records;
  const names = (heading?.record ?? []).map((cell) => columnOf(cell));
  const seen = new Map<string, number>();
  const rows: PartnerLine[] = [];
  for (const { info, record } of body) {
    const cells: Cells = Object.fromEntries(
      names.flatMap((name, at) => (name ? [[name, clean(record[at])]] : [])),
    );
    const read = readLine(info.lines, cells, names);
    if ('why' in read) problems.push(read);
    else {
      const key = `${read.partner}\n${read.place}`.toLowerCase();
      const first = seen.get(key);
      if (first === undefined) rows.push(read);
      else problems.push({ line: read.line, why: 'twice', value: String(first) });
      seen.set(key, first ?? read.line);
    }
  }
  const unknown = (heading?.record ?? []).filter((cell, at) => !names[at] && cell.trim() !== '');
  return {
    encoding,
    columns: names.filter((name) => name !== undefined),
    unknown,
    lines: body.length,
    rows,
    problems,
  };
}

function readLine(
  line: number,
  cells: Cells,
  names: readonly (Column | undefined)[],
): PartnerLine | PartnerProblem {
  const has = (column: Column) => names.includes(column);
  const { partner = '', email = '', link = '', tax = '' } = cells;
  if (partner === '') return { line, why: 'no-partner', value: cells.place ?? '' };
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { line, why: 'email', value: email };
  if (link !== '' && !/^https?:\/\/\S+$/.test(link)) return { line, why: 'link', value: link };
  const rate = Number(tax.replace('%', '').replace(',', '.').trim() || 0);
  if (!(rate >= 0 && rate <= 100)) return { line, why: 'tax', value: tax };
  const fields = {
    ...(has('about') && { about: cells.about ?? '' }),
    ...(has('link') && { link }),
    ...(has('email') && { email: email.toLowerCase() }),
    ...(has('invoice_to') && { invoiceTo: cells.invoice_to ?? '' }),
    ...(has('language') && { language: cells.language ?? '' }),
    ...(has('tax') && { taxBp: Math.round(rate * 100) }),
  };
  const address = has('address') ? (cells.address ?? '') : undefined;
  return { line, partner, fields, place: cells.place ?? '', address };
}

function columnOf(heading: string): Column | undefined {
  const name = clean(heading).toLowerCase().replaceAll(' ', '_');
  const entries = Object.entries(partnerColumns) as [Column, readonly string[]][];
  return entries.find(([, names]) => names.includes(name))?.[0];
}

/** A sign that kept a spreadsheet from calculating is no part of the cell. */
function clean(cell: string | undefined): string {
  return (cell ?? '')
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^'(?=[=+\-@])/, '');
}

/** A table as spreadsheets open it. What could be taken for a formula is kept from being one. */
export function writeTable(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'number' ? String(value) : value.replace(/^(?=[=+\-@\t])/, "'");
    return /[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
