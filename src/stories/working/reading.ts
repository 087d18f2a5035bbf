/** A node on its way to the check. */
export type Loose = {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Loose[];
  text?: string;
  marks?: object[];
};

/** What could not be read is left out, and said here in a few words each. */
export type Reading = { left: string[] };

/** More would only fill a log. */
const MOST_SAID = 20;

export function leaveOut(reading: Reading, what: string): void {
  if (reading.left.length < MOST_SAID) reading.left.push(what);
}

/** Adds to a line of text; words with the same marks become one. */
export function addPiece(line: Loose[], piece: Loose): void {
  const last = line.at(-1);
  if (last?.type === 'text' && piece.type === 'text' && sameMarks(last.marks, piece.marks)) {
    line[line.length - 1] = { ...last, text: `${last.text}${piece.text}` };
  } else line.push(piece);
}

export function sameMarks(some: readonly object[] = [], others: readonly object[] = []): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
