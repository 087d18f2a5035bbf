import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/**
 * One element of a table of the export.
 *
 * line    where it begins, from 1
 * text    its JSON as it was written; '' where it is too long to be a story
 * value   what that says; undefined where it is no valid JSON
 * misread its bytes were no UTF-8 and were read as Windows-1252
 */
export type GhostRecord = { table: string; line: number; text: string; value: unknown; misread: boolean };

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
type OpenRecord = { table: string; line: number; parts: Buffer[]; depth: number; bytes: number };
type Ended = { record: GhostRecord; rest: Buffer | undefined };

/** The ways down to the tables, as Ghost and the programs that write for it nest them. */
const WAYS: ReadonlySet<string> = new Set(['', 'db[]  data', 'data', 'data data', 'result']);

/**
 * Cuts the tables of a Ghost export into their rows without holding the file: `{db: [{data: {posts: […]}}]}`,
 * `{data: {…}}`, `{posts: […]}` and their like. A row that is broken, by a quotation mark too many say, is handed over as such,
 * and reading goes on with the next one.
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
  return yield* scanner.finish();
}

/** Files in UTF-16 say so with their first two bytes; all others are taken as they are. */
function utf8From(head: Buffer): (chunk: Buffer) => Buffer {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return (chunk) => chunk;
  const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be');
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }));
}

/** The end of one row and the beginning of the next. In valid JSON it cannot stand inside a text: quotation marks are escaped there. */
const BOUNDARY = /\}\s*,\s*(?=\{\s*"(?:id|uuid|url|title|slug)"\s*:)/;
/** A row that is longer than this and has such a place in it has run into the next; after the first one, patience is shorter. */
const PATIENCE_BYTES = 16 * 1024 * 1024;
const SHORT_PATIENCE_BYTES = 2 * 1024 * 1024;
/** More broken rows than this are a broken file. */
const MOST_REWINDS = 1_000;

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
  #record: OpenRecord | undefined;
  #begun = false;
  #why: string | undefined;
  readonly #met = new Set<string>();
  #patience = PATIENCE_BYTES;
  #rewinds = 0;

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  *feed(chunk: Buffer): Generator<GhostRecord> {
    let rest: Buffer | undefined = chunk;
    while (rest) rest = yield* this.#scan(rest);
  }

  /** Reads on behind a row that ran into the end of the file, and says how that ended. */
  *finish(): Generator<GhostRecord, ReadEnd> {
    for (let rest = yield* this.#giveUp(); rest; rest = yield* this.#giveUp()) yield* this.feed(rest);
    const met = this.#met;
    const early = (line: number, why: string): ReadEnd => ({ complete: false, line, why, met });
    if (this.#why !== undefined) return early(this.#line, this.#why);
    if (!this.#begun) return early(1, 'the file is empty or is not JSON.');
    if (this.#stack.length > 0 || this.#record || this.#inString)
      return early(this.#line, 'the file ends in the middle.');
    return { complete: true, met };
  }

  /** The bytes to read again, where a row was broken: from the next one on. */
  *#scan(chunk: Buffer): Generator<GhostRecord, Buffer | undefined> {
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
        yield ended.record;
        if (ended.rest) return Buffer.concat([ended.rest, chunk.subarray(at + 1)]);
      } else this.#passes(byte);
    }
    if (!this.#record) return undefined;
    this.#keepPart(chunk.subarray(from));
    if (this.#record.bytes < this.#patience) return undefined;
    this.#patience *= 2;
    return yield* this.#giveUp();
  }

  /** Ends the row that is being read as a broken one, if another begins in it. */
  *#giveUp(): Generator<GhostRecord, Buffer | undefined> {
    const record = this.#record;
    if (!record) return undefined;
    const bytes = Buffer.concat(record.parts);
    const rest = this.#rewind(record, bytes);
    if (rest) yield { ...textOf(record, bytes.subarray(0, bytes.length - rest.length)), value: undefined };
    return rest;
  }

  /** Goes back to the row that begins inside a broken one. */
  #rewind(record: OpenRecord, bytes: Buffer): Buffer | undefined {
    const found = this.#rewinds < MOST_REWINDS ? BOUNDARY.exec(bytes.toString('latin1')) : null;
    if (!found) return undefined;
    const begins = found.index + found[0].length;
    this.#rewinds += 1;
    this.#patience = SHORT_PATIENCE_BYTES;
    this.#record = undefined;
    this.#inString = false;
    this.#escaped = false;
    this.#line = record.line + bytes.subarray(0, begins).filter((byte) => byte === NEWLINE).length;
    return bytes.subarray(begins);
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
      // Braces alone are counted: a bracket too many makes a row broken, and does not end it.
      if (byte === OPEN) this.#record.depth += 1;
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

  #closes(byte: number, chunk: Buffer, from: number, at: number): Ended | undefined {
    const record = this.#record;
    if (!record) {
      const top = this.#stack.pop();
      if (!top || top.list !== (byte === CLOSE_LIST))
        this.#why = `there is a ${String.fromCharCode(byte)} too many.`;
      return undefined;
    }
    if (byte === CLOSE) record.depth -= 1;
    if (record.depth > 0) return undefined;
    this.#keepPart(chunk.subarray(from, at + 1));
    this.#record = undefined;
    const bytes = Buffer.concat(record.parts);
    const read = textOf(record, bytes);
    const value = parse(read.text);
    return {
      record: { ...read, value },
      rest: value === undefined ? this.#rewind(record, bytes) : undefined,
    };
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

function textOf({ table, line }: OpenRecord, bytes: Buffer): Omit<GhostRecord, 'value'> {
  const misread = !isUtf8(bytes);
  const text = misread ? new TextDecoder('windows-1252').decode(bytes) : bytes.toString('utf8');
  return { table, line, text, misread };
}

/** Line ends and other control signs may not stand inside a text of JSON; some programs write them all the same. */
function parse(text: string): unknown {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  for (const form of [text, text.replace(/[\u0000-\u001f]+/g, ' ')]) {
    try {
      return JSON.parse(form);
    } catch {
      // The second form is tried, and then it is none.
    }
  }
  return undefined;
}
