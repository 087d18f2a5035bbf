import { parse } from 'csv-parse/sync';

/** One line of a table of text; `line` counts from 1, as editors show it. */
export type TableLine = { readonly line: number; readonly cells: readonly string[] };
export type BrokenLine = { readonly line: number; readonly why: string };

const DELIMITERS = [';', '\t', ',', '|'] as const;

/** Reads a table whose columns are parted by whatever parts them in its first line, quoted or not. */
export function readTable(text: string): { lines: TableLine[]; broken: BrokenLine[] } {
  const delimiter = findDelimiter(text);
  try {
    return { lines: parseTable(text, delimiter, 1), broken: [] };
  } catch {
    // A quote that nobody closed swallows what follows: then each line is read by itself.
    return readLineByLine(text, delimiter);
  }
}

function parseTable(text: string, delimiter: string, firstLine: number): TableLine[] {
  const records = parse(text, {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }) as unknown as { info: { lines: number }; record: string[] }[];
  return records
    .map(({ info, record }) => ({ line: firstLine + info.lines - 1, cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function readLineByLine(text: string, delimiter: string): { lines: TableLine[]; broken: BrokenLine[] } {
  const lines: TableLine[] = [];
  const broken: BrokenLine[] = [];
  text.split(/\r\n|\n|\r/).forEach((one, at) => {
    if (one.trim() === '') return;
    try {
      lines.push(...parseTable(one, delimiter, at + 1));
    } catch {
      broken.push({ line: at + 1, why: 'A quotation mark is opened and not closed.' });
    }
  });
  return { lines, broken };
}

function findDelimiter(text: string): string {
  const first = (/[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((sign) => first.split(sign).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
