import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** One line of a file of JSON lines. `line` counts from 1; `share` is how much of the file is read, 0 to 1. */
export type JsonLine = { line: number; share: number } & (
  | { ok: true; value: unknown; text: string }
  | { ok: false; why: string }
);

const NEWLINE = 0x0a;
/** A longer one is no story any more. */
const LONGEST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file of one JSON value a line without holding it. Empty lines are passed over; a broken one is told of and
 * harms no other.
 *
 * returns  the digest of all of it
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine, { sha256: string }> {
  const size = (await stat(path)).size;
  const hash = createHash('sha256');
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let number = 0;
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const line = toLine([...begun, chunk.subarray(from, at)], begunBytes + at - from);
      number += 1;
      from = at + 1;
      begun = [];
      begunBytes = 0;
      if (line) yield { ...line, line: number, share: (read + at) / size };
    }
    begunBytes += chunk.length - from;
    begun = begunBytes > LONGEST_BYTES ? [] : [...begun, Buffer.from(chunk.subarray(from))];
    read += chunk.length;
  }
  const last = toLine(begun, begunBytes);
  if (last) yield { ...last, line: number + 1, share: 1 };
  return { sha256: hash.digest('hex') };
}

type Read = { ok: true; value: unknown; text: string } | { ok: false; why: string };

function toLine(parts: readonly Buffer[], bytes: number): Read | undefined {
  if (bytes > LONGEST_BYTES) return { ok: false, why: 'the line is longer than a story can be.' };
  const whole = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  if (!isUtf8(whole)) return { ok: false, why: 'the line is not in UTF-8.' };
  const text = whole
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return undefined;
  try {
    return { ok: true, value: JSON.parse(text), text };
  } catch {
    return { ok: false, why: 'the line is not valid JSON.' };
  }
}
