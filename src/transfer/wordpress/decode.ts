import { Buffer } from 'node:buffer';

/**
 * A stretch of the file as text.
 *
 * repairs  places in `text` where bytes did not belong to the encoding and were read as Windows-1252
 */
export interface DecodedText {
  text: string;
  repairs: number[];
}

/** What the first bytes of a file say about its encoding. */
export interface EncodingFinding {
  encoding: string;
  by: 'byte order mark' | 'declaration' | 'shape' | 'default';
  declared: string | null;
}

export interface Decoder {
  push(bytes: Uint8Array): DecodedText;
  end(): DecodedText;
  finding(): EncodingFinding;
}

const declarationWindow = 1024;
const knownUnicode = /^(utf-?8|unicode-1-1-utf-8)$/i;

/**
 * Finds out how a file is encoded: byte order mark first, then the shape of `<?` in two-byte encodings, then the
 * XML declaration. A declaration of UTF-16 over single bytes is a lie that exports do tell; it is read as UTF-8.
 */
export function findEncoding(head: Uint8Array): EncodingFinding {
  const at = (index: number) => head[index] ?? -1;
  const declared = declaredEncoding(head);
  if (at(0) === 0xef && at(1) === 0xbb && at(2) === 0xbf)
    return { encoding: 'utf-8', by: 'byte order mark', declared };
  if (at(0) === 0xff && at(1) === 0xfe) return { encoding: 'utf-16le', by: 'byte order mark', declared };
  if (at(0) === 0xfe && at(1) === 0xff) return { encoding: 'utf-16be', by: 'byte order mark', declared };
  if (at(0) === 0x3c && at(1) === 0) return { encoding: 'utf-16le', by: 'shape', declared };
  if (at(0) === 0 && at(1) === 0x3c) return { encoding: 'utf-16be', by: 'shape', declared };
  if (!declared) return { encoding: 'utf-8', by: 'default', declared };
  const encoding = labelOf(declared);
  if (!encoding || encoding.startsWith('utf-16')) return { encoding: 'utf-8', by: 'default', declared };
  return { encoding, by: 'declaration', declared };
}

function declaredEncoding(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, declarationWindow)).toString('latin1');
  return /^[\s\S]{0,3}\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1] ?? null;
}

function labelOf(declared: string): string | null {
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    return null;
  }
}

/** Reads bytes as text in the encoding their beginning shows. The first call of `push` should bring a few bytes at least. */
export function makeDecoder(): Decoder {
  let found: EncodingFinding | null = null;
  let read: (bytes: Uint8Array, last: boolean) => DecodedText = () => ({ text: '', repairs: [] });
  const begin = (bytes: Uint8Array) => {
    found = findEncoding(bytes);
    read = knownUnicode.test(found.encoding) ? utf8Reader() : otherReader(found.encoding);
  };
  return {
    push(bytes) {
      if (!found) begin(bytes);
      return read(bytes, false);
    },
    end: () => read(new Uint8Array(0), true),
    finding: () => found ?? { encoding: 'utf-8', by: 'default', declared: null },
  };
}

function otherReader(encoding: string) {
  const decoder = new TextDecoder(encoding);
  return (bytes: Uint8Array, last: boolean): DecodedText => ({
    text: decoder.decode(bytes, { stream: !last }),
    repairs: [],
  });
}

/** UTF-8, whole characters only at the end of each stretch; where a stretch has wrong bytes it is read again, byte by byte. */
function utf8Reader() {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let held: Uint8Array = new Uint8Array(0);
  let first = true;
  return (bytes: Uint8Array, last: boolean): DecodedText => {
    let all: Uint8Array = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (first && all.length > 0) {
      if (all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf) all = all.subarray(3);
      first = false;
    }
    const whole = last ? all.length : all.length - unfinishedTail(all);
    held = all.slice(whole);
    const ready = all.subarray(0, whole);
    try {
      return { text: strict.decode(ready), repairs: [] };
    } catch {
      return decodeMixed(ready);
    }
  };
}

/** Number of bytes at the end that begin a character and do not finish it. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc2) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0) return lead < 0xf0 ? 3 : 1;
  return lead >= 0xc2 ? 2 : 1;
}

/** Reads what is UTF-8 as UTF-8 and every other byte as Windows-1252: what databases that changed hands leave behind. */
function decodeMixed(bytes: Uint8Array): DecodedText {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const loose = new TextDecoder('windows-1252');
  const repairs: number[] = [];
  let text = '';
  let goodFrom = 0;
  let index = 0;
  while (index < bytes.length) {
    const length = validLength(bytes, index);
    if (length > 0) {
      index += length;
      continue;
    }
    text += strict.decode(bytes.subarray(goodFrom, index));
    repairs.push(text.length);
    text += loose.decode(bytes.subarray(index, index + 1));
    index += 1;
    goodFrom = index;
  }
  return { text: text + strict.decode(bytes.subarray(goodFrom)), repairs };
}

/** Length of the valid UTF-8 character at `index`, or 0. */
function validLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const length = lengthOf(lead);
  if (length === 1 || index + length > bytes.length) return 0;
  const second = bytes[index + 1] ?? 0;
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let offset = 1; offset < length; offset++) {
    if (((bytes[index + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
