/** What a file says, and in which encoding it was written. */
export type Decoded = {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
};

/** A byte of zero at every second place, among the first so many, is UTF-16 without its mark. */
const LOOKED_AT_BYTES = 2_000;
const DELIMITERS = [';', '\t', ','];
/** Lines that are looked at for the sign between cells. */
const LOOKED_AT_LINES = 20;

/**
 * Reads the bytes of a text file as spreadsheets and shop systems write them: UTF-8 with or without its mark, UTF-16 of
 * either order, and Windows-1252 for what is none of these. A mark at the beginning is no part of the text.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const wide = wideOrder(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** The sign that stands between cells most evenly; a comma where none does. */
export function delimiterOf(lines: readonly string[]): string {
  const looked = lines.slice(0, LOOKED_AT_LINES).filter((line) => line.trim() !== '');
  const score = (delimiter: string): number =>
    Math.min(...looked.map((line) => cellsOf(line, delimiter).length - 1), Number.MAX_SAFE_INTEGER);
  const found = looked.length === 0 ? undefined : DELIMITERS.find((delimiter) => score(delimiter) > 0);
  return found ?? DELIMITERS.find((delimiter) => looked[0]?.includes(delimiter)) ?? ',';
}

/** The cells of one line; quotation marks hold cells together, doubled ones stand for themselves. */
export function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (line.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [one, two] = bytes;
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  const looked = bytes.subarray(0, LOOKED_AT_BYTES);
  const zeros = [0, 0];
  for (const [at, byte] of looked.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > looked.length * 0.3) return 'utf-16le';
  return even > looked.length * 0.3 ? 'utf-16be' : undefined;
}
