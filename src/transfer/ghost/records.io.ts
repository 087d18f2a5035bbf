import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/**
 * One element of a table of the export.
 *
 * line    where it begins, from 1
 * text    its JSON as it was written; '' where it is too long to be a story
 * misread its bytes were no UTF-8 and were read as Windows-1252
 */
export type GhostRecord = { table: string; line: number; text: string; misread: boolean };

/** What ended the reading before the file's end, if anything did; and which of the wanted tables were met, empty or not. */
export type ReadEnd = ({ complete: true } | { complete: false; line: number; why: string }) & {
  met: ReadonlySet<string>;
};

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COLON, COMMA, NEWLINE] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x3a, 0x2c, 0x0a,
] as const;
/** One record longer than this is not a story any more; it is passed over and told of. */
const LONGEST_RECORD_BYTES = 64 * 1024 * 1024;
const DEEPEST = 200;

type Container = { list: boolean; key: string };

/** The ways down to the tables, as Ghost and the programs that write for it nest them. */
const WAYS: ReadonlySet<string> = new Set(['', 'db[]  data', 'data', 'data data', 'result']);

/**
 * Cuts the tables of a Ghost export into their rows without holding the file: `{db: [{data: {posts: […]}}]}`,
 * `{data: {…}}`, `{posts: […]}` and their like. Only structure is looked at here; each row is parsed by who wants it, so a broken
 * one harms no other.
 *
 * wanted   names of tables to cut out; the others are only passed over
 * returns  how the file ended
 */
export async function* readRecords(
  path: string,
  wanted: ReadonlySet<string>,
): AsyncGenerator<GhostRecord, ReadEnd> {
  const scanner = new Scanner(wanted);
  let toUtf8: ((chunk: Buffer) => Buffer) | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    toUtf8 ??= utf8From(chunk as Buffer);
    yield* scanner.feed(toUtf8(chunk as Buffer));
  }
  return scanner.end();
}

/** Files in UTF-16 say so with their first two bytes; all others are taken as they are. */
function utf8From(head: Buffer): (chunk: Buffer) => Buffer {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return (chunk) => chunk;
  const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be');
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }));
}

class Scanner {
  readonly #wanted: ReadonlySet<string>;
  readonly #stack: Container[] = [];
  #line = 1;
  #inString = false;
  #escaped = false;
  /** Bytes of the string being read while it may be a key; null where it is a value. */
  #string: number[] | null = null;
  #lastString = '';
  #key = '';
  #record: { table: string; line: number; parts: Buffer[]; depth: number; bytes: number } | undefined;
  #begun = false;
  #why: string | undefined;
  readonly #met = new Set<string>();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  *feed(chunk: Buffer): Generator<GhostRecord> {
    let from = this.#record ? 0 : -1;
    for (let at = 0; at < chunk.length && this.#why === undefined; at += 1) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#inString) {
        this.#inside(byte);
        continue;
      }
      if (byte === OPEN || byte === OPEN_LIST) {
        if (this.#opens(byte)) from = at;
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        const ended = this.#closes(byte, chunk, from, at);
        if (!ended) continue;
        from = -1;
        yield ended;
      } else this.#passes(byte);
    }
    if (this.#record) this.#keepPart(chunk.subarray(from));
  }

  end(): ReadEnd {
    const met = this.#met;
    const early = (line: number, why: string): ReadEnd => ({ complete: false, line, why, met });
    if (this.#why !== undefined) return early(this.#line, this.#why);
    if (!this.#begun) return early(1, 'the file is empty or is not JSON.');
    if (this.#stack.length > 0 || this.#record || this.#inString)
      return early(this.#line, 'the file ends in the middle.');
    return { complete: true, met };
  }

  /** A quotation mark begins a string; a colon makes the last one a key, a comma ends it. */
  #passes(byte: number): void {
    if (byte === QUOTE) {
      this.#inString = true;
      this.#string = this.#record ? null : [];
    } else if (this.#record) return;
    else if (byte === COLON) this.#key = this.#lastString;
    else if (byte === COMMA) this.#key = '';
  }

  #inside(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#string) this.#lastString = Buffer.from(this.#string).toString('utf8');
      return;
    }
    if (this.#string && this.#string.length < 64) this.#string.push(byte);
  }

  /** An object or list begins; true when it is the first byte of a wanted row. */
  #opens(byte: number): boolean {
    this.#begun = true;
    if (this.#record) {
      this.#record.depth += 1;
      return false;
    }
    const table = byte === OPEN ? this.#tableHere() : undefined;
    if (table !== undefined) {
      this.#record = { table, line: this.#line, parts: [], depth: 1, bytes: 0 };
      return true;
    }
    if (this.#stack.length >= DEEPEST) this.#why = `it is nested more than ${DEEPEST} deep.`;
    this.#stack.push({ list: byte === OPEN_LIST, key: this.#key });
    this.#key = '';
    const met = this.#tableHere();
    if (met !== undefined) this.#met.add(met);
    return false;
  }

  #closes(byte: number, chunk: Buffer, from: number, at: number): GhostRecord | undefined {
    const record = this.#record;
    if (!record) {
      const top = this.#stack.pop();
      if (!top || top.list !== (byte === CLOSE_LIST))
        this.#why = `there is a ${String.fromCharCode(byte)} too many.`;
      return undefined;
    }
    record.depth -= 1;
    if (record.depth > 0) return undefined;
    this.#keepPart(chunk.subarray(from, at + 1));
    this.#record = undefined;
    const bytes = Buffer.concat(record.parts);
    const misread = !isUtf8(bytes);
    const text = misread ? new TextDecoder('windows-1252').decode(bytes) : bytes.toString('utf8');
    return { table: record.table, line: record.line, text, misread };
  }

  #keepPart(part: Buffer): void {
    const record = this.#record;
    if (!record) return;
    record.bytes += part.length;
    if (record.bytes > LONGEST_RECORD_BYTES) record.parts = [];
    else record.parts.push(Buffer.from(part));
  }

  /** The wanted table whose list we stand in, by the way down to here. */
  #tableHere(): string | undefined {
    const list = this.#stack.at(-1);
    if (!list?.list || !this.#wanted.has(list.key)) return undefined;
    const way = this.#stack.slice(0, -1).map(({ list: isList, key }) => (isList ? `${key}[]` : key));
    return WAYS.has(way.join(' ').trim()) ? list.key : undefined;
  }
}
