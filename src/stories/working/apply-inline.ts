import { type XmlElement, XmlText } from 'yjs';
import { markTypes } from '../document/shapes.ts';
import { difference } from './apply-texts.ts';
import { readInline } from './read-inline.ts';
import type { Loose } from './reading.ts';
import { elementsOf, marksAsAttributes } from './write-body.ts';

type Run = { insert: unknown; attributes?: Record<string, unknown> };

/**
 * Writes the words of one block. Where its line breaks stay as they are, only the stretch of text that differs is
 * replaced, so that notes and suggestions on the other words stay; else the whole line is written anew.
 */
export function applyInline(element: XmlElement, holds: 'inline' | 'text', wanted: readonly Loose[]): void {
  const now = readInline(element, holds, { left: [] });
  if (JSON.stringify(now) === JSON.stringify(wanted)) return;
  const lines = partAtBreaks(wanted);
  const texts = textsBetweenBreaks(element);
  if (texts && texts.length === lines.length) {
    texts.forEach((text, at) => {
      applyText(text, lines[at] ?? []);
    });
    return;
  }
  element.delete(0, element.length);
  if (wanted.length > 0) element.insert(0, elementsOf(wanted));
}

/** One shared text for each line, or undefined where they do not lie so: two beside each other, a suggested break. */
function textsBetweenBreaks(element: XmlElement): XmlText[] | undefined {
  const children = element.toArray() as unknown[];
  const texts: XmlText[] = [];
  for (let at = 0; at < children.length; at++) {
    const child = children[at];
    if (at % 2 === 0 && child instanceof XmlText) texts.push(child);
    else if (at % 2 === 0 || child instanceof XmlText) return undefined;
    else if ((child as XmlElement).getAttribute?.('suggested')) return undefined;
  }
  return children.length % 2 === 1 ? texts : undefined;
}

function partAtBreaks(wanted: readonly Loose[]): Loose[][] {
  const lines: Loose[][] = [[]];
  for (const node of wanted) {
    if (node.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(node);
  }
  return lines;
}

function applyText(text: XmlText, runs: readonly Loose[]): void {
  replaceWords(text, runs.map((run) => run.text ?? '').join(''));
  setMarks(text, runs);
}

/** Replaces what differs, counting only words that are no suggestion to come. */
function replaceWords(text: XmlText, wanted: string): void {
  const places = placesOf(text);
  const { from, gone, come } = difference(places.map(({ sign }) => sign).join(''), wanted);
  const doomed = places.slice(from, from + gone).reverse();
  for (const { at } of doomed) text.delete(at, 1);
  const before = places[from - 1];
  if (come !== '') text.insert(before ? before.at + 1 : (places[0]?.at ?? 0), come, {});
}

/** Every sign that is no suggestion to come, with its place in the shared text. */
function placesOf(text: XmlText): { sign: string; at: number }[] {
  const places: { sign: string; at: number }[] = [];
  let at = 0;
  for (const { insert, attributes } of text.toDelta() as Run[]) {
    const words = typeof insert === 'string' ? insert : ' ';
    if (typeof insert === 'string' && !attributes?.suggestedIn) {
      for (let sign = 0; sign < words.length; sign++) places.push({ sign: words[sign] ?? '', at: at + sign });
    }
    at += words.length;
  }
  return places;
}

/** Sets the marks of each run where they differ; marks that only the desk has stay. */
function setMarks(text: XmlText, runs: readonly Loose[]): void {
  const places = placesOf(text);
  const marksNow = marksBySign(text);
  const bySign = runs.flatMap((run) => new Array<Loose>(run.text?.length ?? 0).fill(run));
  for (const { from, to, change } of stretches(places, marksNow, bySign))
    text.format(from, to - from, change);
}

type Stretch = { from: number; to: number; change: Record<string, unknown> };

/** Signs beside each other that change alike are changed in one. */
function stretches(
  places: readonly { at: number }[],
  now: readonly Record<string, unknown>[],
  wanted: readonly Loose[],
): Stretch[] {
  const found: Stretch[] = [];
  places.forEach(({ at }, sign) => {
    const change = changeOf(now[at] ?? {}, marksAsAttributes(wanted[sign]?.marks));
    if (!change) return;
    const last = found.at(-1);
    if (last?.to === at && JSON.stringify(last.change) === JSON.stringify(change)) last.to = at + 1;
    else found.push({ from: at, to: at + 1, change });
  });
  return found;
}

function marksBySign(text: XmlText): Record<string, unknown>[] {
  return (text.toDelta() as Run[]).flatMap(({ insert, attributes }) =>
    Array.from({ length: typeof insert === 'string' ? insert.length : 1 }, () => attributes ?? {}),
  );
}

function changeOf(
  now: Record<string, unknown>,
  wanted: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const change: Record<string, unknown> = {};
  for (const type of markTypes) {
    const value = wanted[type] ?? null;
    if (JSON.stringify(now[type] ?? null) !== JSON.stringify(value)) change[type] = value;
  }
  return Object.keys(change).length > 0 ? change : undefined;
}
