import type { Node } from '@tiptap/pm/model';

export type Match = { readonly from: number; readonly to: number };
export type Search = { readonly words: string; readonly matchCase: boolean; readonly wholeWords: boolean };

/** Stands for what is no text, a line break, so that places in the text and in the body agree. */
const NO_TEXT = '\ufffc';
const MOST = 5_000;

/** Every place where the words stand, across marks but within one block. */
export function listMatches(doc: Node, search: Search): Match[] {
  const matches: Match[] = [];
  const pattern = patternOf(search);
  if (!pattern) return matches;
  doc.descendants((node, pos) => {
    if (!node.isTextblock || matches.length >= MOST) return !node.isTextblock;
    const text = node.textBetween(0, node.content.size, undefined, NO_TEXT);
    for (const found of text.matchAll(pattern)) {
      const from = pos + 1 + found.index;
      matches.push({ from, to: from + found[0].length });
    }
    return false;
  });
  return matches;
}

/** Quotation marks and apostrophes are found however they were typed. */
function patternOf({ words, matchCase, wholeWords }: Search): RegExp | null {
  if (words === '') return null;
  const escaped = words
    .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
    .replace(/['‘’]/g, "['‘’]")
    .replace(/["“”„]/g, '["“”„]')
    .replace(/\s+/g, '[\\s\\u00a0]+');
  const edges = wholeWords ? [`(?<![\\p{L}\\p{N}])`, `(?![\\p{L}\\p{N}])`] : ['', ''];
  return new RegExp(edges[0] + escaped + edges[1], matchCase ? 'gu' : 'giu');
}

/** The match to go to from a place in the text; round at the ends. */
export function nextMatch(matches: readonly Match[], from: number, direction: 1 | -1): number {
  if (matches.length === 0) return -1;
  if (direction > 0) {
    const next = matches.findIndex((match) => match.from >= from);
    return next < 0 ? 0 : next;
  }
  const before = matches.findLastIndex((match) => match.to <= from);
  return before < 0 ? matches.length - 1 : before;
}
