/** Tables as files that spreadsheets open. */

export type Cell = string | number | null;

/**
 * Writes a table as CSV in UTF-8 with its mark, so that spreadsheets read every letter.
 *
 * A cell that a spreadsheet would take for a formula begins with an apostrophe instead: names and remarks come from people
 * whom nobody knows.
 */
export function writeCsv(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [head.map(writeCell).join(',')];
  for (const row of rows) lines.push(row.map(writeCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** One line, for files that are written as they are read. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map(writeCell).join(',')}\r\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
