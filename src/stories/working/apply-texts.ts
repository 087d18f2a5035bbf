import type { Doc, Text as SharedText } from 'yjs';
import type { Content } from '../story.ts';
import { readText, writeFields } from './fields.ts';
import { fieldsOf, textOf, textParts } from './layout.ts';

/** Writes headline, standfirst and kicker, replacing only the stretch that differs. */
export function applyTexts(doc: Doc, content: Content): void {
  for (const part of textParts) {
    if (readText(doc, part) !== content[part]) replaceText(textOf(doc, part), content[part]);
  }
}

export function setFields(doc: Doc, content: Content): void {
  const fields = fieldsOf(doc);
  for (const [name, value] of Object.entries(writeFields(content))) {
    if (JSON.stringify(fields.get(name)) !== JSON.stringify(value)) fields.set(name, value);
  }
}

function replaceText(text: SharedText, wanted: string): void {
  const { from, gone, come } = difference(text.toString(), wanted);
  if (gone > 0) text.delete(from, gone);
  if (come !== '') text.insert(from, come);
}

/** The one stretch in which two texts differ. It never parts the halves of one sign. */
export function difference(before: string, after: string): { from: number; gone: number; come: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return { from, gone: before.length - from - end, come: after.slice(from, after.length - end) };
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;
