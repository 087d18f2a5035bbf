/** A value as PHP's `serialize` wrote it: what plugins keep in meta fields. Objects read as their fields. */
export type PhpValue = string | number | boolean | null | PhpMap;
export interface PhpMap {
  [key: string]: PhpValue;
}

const deepest = 20;

/** Reads what PHP serialized. Undefined for anything else, and for what is cut off. */
export function readPhp(text: string): PhpValue | undefined {
  if (!/^\s*(?:[abdisOC]:|N;)/.test(text)) return undefined;
  const reading = { text: text.trim(), at: 0 };
  try {
    return readValue(reading, 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The fields of an array or object; empty for any other value. */
export function phpMap(value: PhpValue | undefined): PhpMap {
  return typeof value === 'object' && value !== null ? value : {};
}

/** A text or number as text, else ''. */
export function phpText(value: PhpValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

interface PhpReading {
  text: string;
  at: number;
}

function readValue(reading: PhpReading, depth: number): PhpValue {
  if (depth > deepest) throw new RangeError('too deep');
  const kind = reading.text[reading.at];
  switch (kind) {
    case 'N':
      take(reading, /N;/y);
      return null;
    case 'b':
      return take(reading, /b:([01]);/y) === '1';
    case 'i':
    case 'd':
      return Number(take(reading, /[id]:([^;]*);/y));
    case 's':
      return readText(reading);
    case 'a':
      return readMap(reading, Number(take(reading, /a:(\d{1,7}):\{/y)), depth);
    case 'O':
      return readMap(reading, Number(take(reading, /O:\d+:"[^"]*":(\d{1,7}):\{/y)), depth);
    default:
      throw new RangeError('not PHP');
  }
}

function take(reading: PhpReading, pattern: RegExp): string {
  pattern.lastIndex = reading.at;
  const match = pattern.exec(reading.text);
  if (!match) throw new RangeError('not PHP');
  reading.at = pattern.lastIndex;
  return match[1] ?? '';
}

/** Lengths count bytes, and lie where a text was changed since: then the text ends at the next `";`. */
function readText(reading: PhpReading): string {
  const bytes = Number(take(reading, /s:(\d{1,9}):"/y));
  const { text, at } = reading;
  let end = at;
  for (let left = bytes; left > 0 && end < text.length; end++) left -= byteLength(text.charCodeAt(end));
  if (!text.startsWith('";', end)) end = text.indexOf('";', at);
  if (end < 0) throw new RangeError('not PHP');
  reading.at = end + 2;
  return text.slice(at, end);
}

/** Half of a surrogate pair counts two of its four. */
function byteLength(code: number): number {
  if (code < 0x80) return 1;
  return code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
}

function readMap(reading: PhpReading, count: number, depth: number): PhpMap {
  const map: PhpMap = Object.create(null) as PhpMap;
  for (let index = 0; index < count; index++) {
    const key = readValue(reading, depth + 1);
    map[String(key)] = readValue(reading, depth + 1);
  }
  take(reading, /\}/y);
  return map;
}
