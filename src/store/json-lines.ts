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
  for await (const line of splitLines(socket.iterator({ destroyOnReturn: false }), LONGEST_LINE))
    yield JSON.parse(line) as unknown;
  return undefined;
}

/** Lines that end with a newline and nothing else: inside JSON other separators may stand as they are. */
export async function* splitLines(
  chunks: AsyncIterable<string>,
  longest = Number.POSITIVE_INFINITY,
): AsyncGenerator<string, void> {
  let begun = '';
  for await (const chunk of chunks) {
    const lines = (begun + chunk).split('\n');
    begun = lines.pop() ?? '';
    if (begun.length > longest) throw new RangeError('A line is too long.');
    yield* lines;
  }
  if (begun !== '') yield begun;
}
