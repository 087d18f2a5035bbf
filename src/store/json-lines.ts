import type { Socket } from 'node:net';

/** A line longer than this is no message of ours, in characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** JSON in one line: what processes of the house say to each other. */
export function writeLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}

/**
 * The values that come in, one a line, until the other side ends. It does not close the socket when left early.
 *
 * throws  SyntaxError for a line that is no JSON, RangeError for one without end
 */
export async function* readLines(socket: Socket): AsyncGenerator<unknown, undefined> {
  socket.setEncoding('utf8');
  let begun = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const lines = (begun + String(chunk)).split('\n');
    begun = lines.pop() ?? '';
    if (begun.length > LONGEST_LINE) throw new RangeError('A line is too long.');
    for (const line of lines) yield JSON.parse(line) as unknown;
  }
  return undefined;
}
