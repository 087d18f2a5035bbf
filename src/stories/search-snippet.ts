import type { Term, WordQuestion } from './search-question.ts';
import { listWordPlaces, type WordPlace } from './search-words.ts';

/** A piece of a snippet; `hit` where it is what was searched for. */
export type SnippetPart = { readonly text: string; readonly hit: boolean };

type Hit = { readonly term: number; readonly start: number; readonly end: number };

const LENGTH = 220;
/** How far before the first hit a sentence may begin for the snippet to begin with it. */
const LEAD_IN = 70;

/**
 * The part of a text where most of what was asked for stands together, about 220 characters long; its beginning where
 * nothing of it is found. Newlines are read as spaces.
 *
 * text  only what the reader may read: whatever is in it can be shown
 */
export function snippetOf(text: string, question: WordQuestion): SnippetPart[] {
  const line = text.replace(/\s/g, ' ');
  const hits = findHits(listWordPlaces(line), question.wanted);
  const first = bestStart(hits);
  const start = first === undefined ? 0 : startBefore(text, first.start);
  const end = endAfter(line, start);
  const shown = hits.filter((hit) => hit.start >= start && hit.end <= end);
  const parts = cut(line, { start, end }, shown);
  return [
    ...(start > 0 ? [{ text: '… ', hit: false }] : []),
    ...parts,
    ...(end < line.trimEnd().length ? [{ text: ' …', hit: false }] : []),
  ];
}

function findHits(places: readonly WordPlace[], terms: readonly Term[]): Hit[] {
  const byFirstWord = new Map<string, { term: number; words: readonly string[] }[]>();
  for (const [term, { forms }] of terms.entries()) {
    for (const words of forms) {
      const first = words[0] ?? '';
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { term, words }]);
    }
  }
  const hits: Hit[] = [];
  for (const [at, place] of places.entries()) {
    for (const word of place.words) {
      for (const { term, words } of byFirstWord.get(word) ?? []) {
        const hit = hitAt(places, at, term, words);
        if (hit) hits.push(hit);
      }
    }
  }
  return hits;
}

function hitAt(
  places: readonly WordPlace[],
  at: number,
  term: number,
  words: readonly string[],
): Hit | undefined {
  const fits = words.every((word, offset) => places[at + offset]?.words.includes(word));
  const first = places[at];
  const last = places[at + words.length - 1];
  return fits && first && last ? { term, start: first.start, end: last.end } : undefined;
}

/** The hit from which on the most different terms stand within a snippet's length; the earliest of equals. */
function bestStart(hits: readonly Hit[]): Hit | undefined {
  let best: { hit: Hit; terms: number } | undefined;
  for (const [at, hit] of hits.entries()) {
    const terms = new Set<number>();
    for (let next = at; next < hits.length; next += 1) {
      const other = hits[next] as Hit;
      if (other.end > hit.start + LENGTH - LEAD_IN) break;
      terms.add(other.term);
    }
    if (!best || terms.size > best.terms) best = { hit, terms: terms.size };
  }
  return best?.hit;
}

/** The beginning of the hit's sentence or line where that is near, else of a word a little before it. */
function startBefore(text: string, hit: number): number {
  const from = Math.max(0, hit - LEAD_IN);
  const before = text.slice(from, hit);
  const sentence = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ') + 1);
  if (from === 0 && sentence <= 0) return 0;
  const place = sentence > 0 ? sentence : before.search(/\s/);
  if (place < 0) return hit;
  return from + place + (/^\s*/.exec(before.slice(place))?.[0].length ?? 0);
}

function endAfter(line: string, start: number): number {
  if (line.length <= start + LENGTH) return line.trimEnd().length;
  const space = line.lastIndexOf(' ', start + LENGTH);
  if (space > start + LENGTH / 2) return space;
  const end = start + LENGTH;
  return /[\ud800-\udbff]/.test(line[end - 1] ?? '') ? end - 1 : end;
}

function cut(
  line: string,
  { start, end }: { start: number; end: number },
  hits: readonly Hit[],
): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let at = start;
  for (const hit of hits) {
    if (hit.start < at) continue;
    if (hit.start > at) parts.push({ text: line.slice(at, hit.start), hit: false });
    parts.push({ text: line.slice(hit.start, hit.end), hit: true });
    at = hit.end;
  }
  if (at < end) parts.push({ text: line.slice(at, end), hit: false });
  return parts;
}
