import { cleanText, isClean } from './clean-text.ts';
import { after, cdataOpen, nameAt } from './element-end.ts';
import type { Prefixes } from './prefixes.ts';
import { fieldName } from './prefixes.ts';
import { decodeXml } from './xml-text.ts';

/**
 * One element of an export: `name` without its prefix (but `content:encoded`, `excerpt:encoded`), its attributes as
 * written, and either its text or what it contains.
 */
export interface Field {
  name: string;
  attributes: string;
  text: string;
  fields: Field[];
}

/** An element that cannot be read, with the line inside the text that was given, from 0. */
export class FieldFault extends Error {
  readonly lineInside: number;

  constructor(says: string, text: string, at: number) {
    super(says);
    this.name = 'FieldFault';
    this.lineInside = countLines(text, at);
  }
}

/** Elements that contain elements; all others contain text, whatever it looks like. */
const containers = new Set([
  'item',
  'postmeta',
  'comment',
  'commentmeta',
  'author',
  'term',
  'termmeta',
  'tag',
  'image',
  'category',
]);

/**
 * Reads the element that `text` begins with.
 *
 * throws FieldFault when an element in it is not closed; anything less is read as a person would read it
 */
export function readFields(text: string, prefixes: Prefixes): Field {
  return readElement({ text, prefixes, depth: 0, isClean: isClean(text) }, 0).field;
}

interface Reading {
  text: string;
  prefixes: Prefixes;
  depth: number;
  /** Nothing in the text must be taken out. */
  isClean: boolean;
}

/** An item holds comments that hold their own fields; deeper than this is no export. */
const deepest = 6;

function readElement(reading: Reading, open: number): { field: Field; end: number } {
  const { text, prefixes } = reading;
  const tag = nameAt(text, open + 1);
  const inside = after(text, '>', open);
  if (inside < 0) throw new FieldFault(`<${tag}> is not closed`, text, open);
  const selfClosing = text[inside - 2] === '/';
  const attributes = text.slice(open + 1 + tag.length, inside - (selfClosing ? 2 : 1));
  const field: Field = { name: fieldName(tag, prefixes), attributes, text: '', fields: [] };
  if (selfClosing) return { field, end: inside };
  if (containers.has(field.name) && reading.depth < deepest && holdsElements(text, inside)) {
    const deeper = { ...reading, depth: reading.depth + 1 };
    return { field, end: readInside(deeper, field, inside, tag) };
  }
  const value = readValue(text, inside, tag, open);
  field.text = reading.isClean ? value.text : cleanText(value.text);
  return { field, end: value.end };
}

/** `<category>` holds elements in the channel and text in an item. */
function holdsElements(text: string, inside: number): boolean {
  let at = inside;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    if (!text.startsWith('<!--', at)) return text[at] === '<' && text[at + 1] !== '!';
    const end = after(text, '-->', at);
    if (end < 0) return false;
    at = end;
  }
}

function readInside(reading: Reading, field: Field, from: number, tag: string): number {
  const { text } = reading;
  let at = from;
  for (;;) {
    const next = text.indexOf('<', at);
    if (next < 0) throw new FieldFault(`<${tag}> is not closed`, text, from);
    if (text[next + 1] === '/') {
      const closed = nameAt(text, next + 2);
      if (closed === tag) return after(text, '>', next);
      throw new FieldFault(`</${closed}> closes nothing that is open`, text, next);
    }
    if (text.startsWith('<!--', next)) {
      at = Math.max(after(text, '-->', next), next + 4);
    } else if (text.startsWith(cdataOpen, next)) {
      at = Math.max(after(text, ']]>', next), next + cdataOpen.length);
    } else if (nameAt(text, next + 1) === '') {
      at = next + 1;
    } else {
      const child = readElement(reading, next);
      field.fields.push(child.field);
      at = child.end;
    }
  }
}

interface Value {
  text: string;
  end: number;
}

/** Reads text up to the closing tag: as XML where it is XML, else by looking for the closing tag alone. */
function readValue(text: string, from: number, tag: string, open: number): Value {
  const value = readStrictly(text, from, tag) ?? readLeniently(text, from, tag);
  if (!value) throw new FieldFault(`<${tag}> is not closed`, text, open);
  return value;
}

/** Text, entities and CDATA, nothing else. Undefined when something else is met. */
function readStrictly(text: string, from: number, tag: string): Value | undefined {
  let value = '';
  let at = from;
  for (;;) {
    const next = text.indexOf('<', at);
    if (next < 0) return undefined;
    if (next > at) {
      const plain = text.slice(at, next);
      if (plain.includes(']]>')) return undefined;
      value += decodeXml(plain);
    }
    if (text.startsWith(cdataOpen, next)) {
      const end = text.indexOf(']]>', next);
      if (end < 0) return undefined;
      value += text.slice(next + cdataOpen.length, end);
      at = end + 3;
    } else if (text[next + 1] === '/' && nameAt(text, next + 2) === tag) {
      return { text: value, end: Math.max(after(text, '>', next), next + 2) };
    } else return undefined;
  }
}

/**
 * What older exporters and hands leave behind: CDATA with an unsplit `]]>` in it, which ends at the `]]>` before the
 * closing tag, or markup that nobody escaped. Undefined when the closing tag, or the end of the CDATA, is missing.
 */
function readLeniently(text: string, from: number, tag: string): Value | undefined {
  const begins = /\s*<!\[CDATA\[/y;
  begins.lastIndex = from;
  const opening = begins.exec(text);
  const closing = new RegExp(`${opening ? '\\]\\]>\\s*' : ''}</${tag}\\s*>`, 'g');
  closing.lastIndex = from;
  const close = closing.exec(text);
  if (!close) return undefined;
  const end = close.index + close[0].length;
  if (!opening) return { text: decodeXml(text.slice(from, close.index)), end };
  const inner = text.slice(from + opening[0].length, close.index);
  if (inner.includes(`</${tag}>`)) return undefined;
  return { text: inner.replaceAll(']]]]><![CDATA[>', ']]>').replace(/\]\]>\s*<!\[CDATA\[/g, ''), end };
}

function countLines(text: string, until: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
