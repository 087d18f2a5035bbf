/** Takes words out of a story for good: wherever they stand in a content, a bar stands in their place. */
import { createHash } from 'node:crypto';
import type { Inline, Text } from './document.ts';
import type { Content } from './story.ts';

/** What readers see in place of the words. Its length says nothing of theirs. */
export const BAR = '█████';

/**
 * Words to mask, known by a fingerprint alone, so that the ledger that applies a redaction again does not itself hold
 * what was taken out.
 *
 * words  how many there are in a row
 * print  of them in small letters, without what stands between them
 */
export type Mask = { readonly words: number; readonly print: string };

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Longer passages are masked in parts, or as paragraphs. */
const MOST_WORDS = 200;

/** returns  undefined for a phrase without a word in it */
export function makeMask(phrase: string): Mask | undefined {
  const words = wordsOf(phrase).slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  return { words: words.length, print: printOf(words.map(({ word }) => word)) };
}

/** A text with every passage behind a bar that one of the masks knows. The same text where there is none. */
export function maskText(text: string, masks: readonly Mask[]): string {
  const ranges = findMasked(text, masks);
  let masked = '';
  let at = 0;
  for (const { from, to } of ranges) {
    masked += text.slice(at, from) + BAR;
    at = to;
  }
  return ranges.length === 0 ? text : masked + text.slice(at);
}

/**
 * A content without what the masks know: in every text of it, captions, credits and search engines' variants too.
 *
 * returns  the content, and how many passages were masked; 0 leaves the same object
 */
export function maskContent(content: Content, masks: readonly Mask[]): { content: Content; count: number } {
  const counter = { count: 0 };
  const masked = maskValue(content, masks, counter) as Content;
  return counter.count === 0 ? { content, count: 0 } : { content: masked, count: counter.count };
}

/** Whether a slug or a path spells one of the masked passages: 'the-mayor-jane-doe'. */
export function isSpelt(address: string, masks: readonly Mask[]): boolean {
  return findMasked(address, masks).length > 0;
}

/** Any value of texts, lists and objects with what the masks know taken out of its texts. */
export function maskTexts<Value>(value: Value, masks: readonly Mask[]): Value {
  return maskValue(value, masks, { count: 0 }) as Value;
}

type Counter = { count: number };
type Range = { from: number; to: number };

function maskValue(value: unknown, masks: readonly Mask[], counter: Counter): unknown {
  if (typeof value === 'string') {
    const masked = maskText(value, masks);
    if (masked !== value) counter.count += 1;
    return masked;
  }
  if (Array.isArray(value)) {
    const inline = value.length > 0 && value.every(isInline);
    return inline
      ? maskInline(value as Inline[], masks, counter)
      : value.map((one) => maskValue(one, masks, counter));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [
      name,
      NAMED.has(name) ? inside : maskValue(inside, masks, counter),
    ]),
  );
}

/** Words of the schema, not of a writer. */
const NAMED = new Set(['type', 'id', 'size', 'kind', 'align', 'language', 'access', 'mime']);

function isInline(value: unknown): boolean {
  const { type } = (value ?? {}) as { type?: unknown };
  return type === 'text' || type === 'hardBreak';
}

/** A passage may run through bold and plain: it is looked for in the line as it reads. */
function maskInline(line: readonly Inline[], masks: readonly Mask[], counter: Counter): Inline[] {
  const read = line.map((one) => (one.type === 'text' ? one.text : ' ')).join('');
  const ranges = findMasked(read, masks);
  counter.count += ranges.length;
  let at = 0;
  const masked = line.flatMap((one): Inline[] => {
    const from = at;
    at += one.type === 'text' ? one.text.length : 1;
    if (one.type !== 'text') return ranges.some((range) => range.from < at && from < range.to) ? [] : [one];
    const text = cutOut(one.text, from, ranges);
    return text === '' ? [] : [{ ...one, text }];
  });
  return masked.map((one) => (one.type === 'text' ? maskLink(one, masks, counter) : one));
}

/** The part of a line that begins at `from`; a bar stands where a passage begins, nothing where it goes on. */
function cutOut(text: string, from: number, ranges: readonly Range[]): string {
  let kept = '';
  let at = 0;
  for (const range of ranges) {
    const start = range.from - from;
    const end = range.to - from;
    if (end <= 0 || start >= text.length) continue;
    kept += text.slice(at, Math.max(start, at)) + (start >= 0 ? BAR : '');
    at = Math.min(end, text.length);
  }
  return kept + text.slice(at);
}

/** The address of a link may spell what its words no longer say. */
function maskLink(text: Text, masks: readonly Mask[], counter: Counter): Text {
  if (!text.marks) return text;
  const marks = text.marks.filter(
    (mark) => mark.type !== 'link' || !isSpelt(readable(mark.attrs.href), masks),
  );
  if (marks.length === text.marks.length) return text;
  counter.count += 1;
  return { ...text, marks };
}

function readable(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** Where the masked passages stand, in order, none over another. */
function findMasked(text: string, masks: readonly Mask[]): Range[] {
  const words = wordsOf(text);
  const ranges: Range[] = [];
  for (let at = 0; at < words.length; ) {
    const mask = masks.find(
      ({ words: many, print }) =>
        at + many <= words.length && printOf(words.slice(at, at + many).map(({ word }) => word)) === print,
    );
    if (mask) ranges.push({ from: words[at]?.from ?? 0, to: words[at + mask.words - 1]?.to ?? text.length });
    at += mask?.words ?? 1;
  }
  return ranges;
}

function wordsOf(text: string): { word: string; from: number; to: number }[] {
  return [...text.matchAll(WORD)].map((match) => ({
    word: match[0].normalize('NFC').toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function printOf(words: readonly string[]): string {
  return createHash('sha256')
    .update(`masked ${words.join(' ')}`)
    .digest('base64url');
}
