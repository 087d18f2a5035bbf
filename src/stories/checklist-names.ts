/** Finds names that a story spells in two ways, as 'Petersen' and 'Peterson'. */

/** Shorter words are too often different names: 'Anna' and 'Anne'. */
const SHORTEST = 5;
/** A story with more names is a table of results. */
const MOST_NAMES = 400;

const NAME = /\p{Lu}[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu;
/** What stands before a word in the middle of a sentence: a word or sign that ends none. */
const INSIDE = /[\p{L}\p{N},;:)(–—-]["“”„'’]?\s+["“”„'’]?$/u;

/** Pairs of spellings, the rarer one first. */
export function listTwoSpellings(text: string): { rare: string; usual: string }[] {
  const names = [...countNames(text)].slice(0, MOST_NAMES);
  const found: { rare: string; usual: string }[] = [];
  for (const [at, [one, times]] of names.entries()) {
    for (const [other, otherTimes] of names.slice(at + 1)) {
      if (!looksLikeSlip(one, other)) continue;
      found.push(times <= otherTimes ? { rare: one, usual: other } : { rare: other, usual: one });
    }
  }
  return found;
}

/** Capital words that stand at least once within a sentence and never with a small letter. */
function countNames(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const named = new Set<string>();
  for (const match of text.matchAll(NAME)) {
    const name = match[0].replace(/['’]s$/u, '');
    if (name.length < SHORTEST) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (INSIDE.test(text.slice(Math.max(0, match.index - 6), match.index))) named.add(name);
  }
  const small = new Set(text.match(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]+/gu));
  for (const name of counts.keys()) {
    if (!named.has(name) || small.has(name.toLowerCase())) counts.delete(name);
  }
  return counts;
}

/** One letter more, less or other, or two that changed places; an ending put behind a name is none. */
function looksLikeSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  if (one.startsWith(other) || other.startsWith(one)) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  // 'Germans' and 'Germany': the last letter alone is an ending.
  if (left.length <= 1 && right.length <= 1) return end > 0;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
