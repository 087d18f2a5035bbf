import { createReadStream } from 'node:fs';

/** One element of a table of the export. `line` is where it begins, from 1; `text` is its JSON as it was written. */
export type GhostRecord = { table: string; line: number; text: string };

/** What ended the reading before the file's end, if anything did. */
export type ReadEnd = { complete: true } | { complete: false; line: number; why: string };

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COLON, COMMA, NEWLINE] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x3a, 0x2c, 0x0a,
] as const;
/** One record longer than this is not a story any more; it is passed over and told of. */
const LONGEST_RECORD_BYTES = 64 * 1024 * 1024;
const DEEPEST = 200;

type Container = { list: boolean; key: string };

/**
 * Cuts the tables of a Ghost export into their rows without holding the file: `{db: [{data: {posts: […]}}]}`,
 * `{data: {…}}` and `{posts: […]}`. Only structure is looked at here; each row is parsed by who wants it, so a broken
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
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    yield* scanner.feed(chunk as Buffer);
  return scanner.end();
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
    if (this.#why !== undefined) return { complete: false, line: this.#line, why: this.#why };
    if (!this.#begun) return { complete: false, line: 1, why: 'the file is empty or is not JSON.' };
    if (this.#stack.length > 0 || this.#record || this.#inString) {
      return { complete: false, line: this.#line, why: 'the file ends in the middle.' };
    }
    return { complete: true };
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
    const text = record.bytes > LONGEST_RECORD_BYTES ? '' : Buffer.concat(record.parts).toString('utf8');
    return { table: record.table, line: record.line, text };
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
    return ['', ' db[]  data', ' data'].includes(way.join(' ')) ? list.key : undefined;
  }
}
