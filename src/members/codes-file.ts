import { cellsOf, type Decoded, delimiterOf } from './text-file.ts';

/** A code of a partner, and the line it stands in. */
export type CodeLine = { readonly line: number; readonly code: string };

/** Why a line did not become a code of its own. `first`: where it stands already. */
export type CodeProblem =
  | { readonly line: number; readonly why: 'blank' | 'too-long' | 'unreadable' }
  | { readonly line: number; readonly why: 'twice'; readonly code: string; readonly first: number };

/**
 * What a file of codes holds.
 *
 * column   the heading of the column that was read; null where the file has no headings
 * lines    all of them, with the heading, without empty ones at the end
 */
export type CodesRead = {
  readonly encoding: Decoded['encoding'];
  readonly delimiter: string;
  readonly column: string | null;
  readonly lines: number;
  readonly codes: readonly CodeLine[];
  readonly problems: readonly CodeProblem[];
};

const LONGEST_CODE = 200;
const PAUSE_LINES = 10_000;
/** Headings under which partners put their codes. */
const HEADING =
  /^(?:(?:voucher|coupon|promo|discount|gutschein|rabatt|aktions)[ _-]?)?codes?$|^(?:voucher|coupon|gutschein|nummer|number|key)$/i;

/** Reads a partner's codes line by line: whatever is wrong with one line, all others count. */
export function readCodes(file: Decoded): CodesRead {
  const reading = readingCodes(file);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/** The same with pauses, for a file of a million lines. */
export function* readingCodes({ text, encoding }: Decoded): Generator<void, CodesRead> {
  const lines = text.split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  const delimiter = delimiterOf(lines);
  const heading = cellsOf(lines[0] ?? '', delimiter).map((cell) => cell.trim());
  const at = heading.findIndex((cell) => HEADING.test(cell));
  const first = new Map<string, number>();
  const codes: CodeLine[] = [];
  const problems: CodeProblem[] = [];
  for (let index = at === -1 ? 0 : 1; index < lines.length; index += 1) {
    if (index % PAUSE_LINES === 0) yield;
    const line = index + 1;
    const code = (cellsOf(lines[index] ?? '', delimiter)[Math.max(0, at)] ?? '').trim();
    const known = first.get(code);
    if (code === '') problems.push({ line, why: 'blank' });
    else if (code.length > LONGEST_CODE) problems.push({ line, why: 'too-long' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    else if (/[\u0000-\u001f\u007f\ufffd]/.test(code)) problems.push({ line, why: 'unreadable' });
    else if (known !== undefined) problems.push({ line, why: 'twice', code, first: known });
    else {
      first.set(code, line);
      codes.push({ line, code });
    }
  }
  return { encoding, delimiter, column: heading[at] ?? null, lines: lines.length, codes, problems };
}
