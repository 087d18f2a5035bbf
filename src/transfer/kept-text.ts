import { Buffer } from 'node:buffer';

/**
 * A copy of a text that stands by itself. A piece cut out of a long text keeps the whole of it in memory for as long as the piece
 * is kept; what outlives its item must be copied.
 */
export function keptText(text: string): string {
  return text === '' ? '' : Buffer.from(text, 'utf8').toString('utf8');
}

/** The same with every text of a record copied. */
export function keptTexts<Fields extends object>(record: Fields): Fields {
  const copied = Object.entries(record).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? keptText(value) : value,
  ]);
  return Object.fromEntries(copied) as Fields;
}
