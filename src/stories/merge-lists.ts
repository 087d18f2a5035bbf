import { commonPairs } from './compare-words.ts';

/** Joins two changes of one list. `clashes` tells the stretches that both changed, each in its own way; mine stands there. */
export type Merged = { list: string[]; clashes: { mine: string[]; theirs: string[] }[] };

/** Three-way merge of lists: what only one side changed is taken from it. */
export function mergeLists(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): Merged {
  const inMine = new Map(commonPairs(base, mine).map((pair) => [pair.one, pair.other]));
  const inTheirs = new Map(commonPairs(base, theirs).map((pair) => [pair.one, pair.other]));
  const merged: Merged = { list: [], clashes: [] };
  let [atBase, atMine, atTheirs] = [0, 0, 0];
  for (let at = 0; at <= base.length; at += 1) {
    const nextMine = at === base.length ? mine.length : inMine.get(at);
    const nextTheirs = at === base.length ? theirs.length : inTheirs.get(at);
    if (nextMine === undefined || nextTheirs === undefined) continue;
    mergeStretch(merged, {
      base: base.slice(atBase, at),
      mine: mine.slice(atMine, nextMine),
      theirs: theirs.slice(atTheirs, nextTheirs),
    });
    if (at < base.length) merged.list.push(base[at] as string);
    [atBase, atMine, atTheirs] = [at + 1, nextMine + 1, nextTheirs + 1];
  }
  return merged;
}

type Stretch = { base: string[]; mine: string[]; theirs: string[] };

function mergeStretch(merged: Merged, { base, mine, theirs }: Stretch): void {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((entry, at) => entry === other[at]);
  const taken = same(mine, base) ? theirs : mine;
  if (taken === mine && !same(theirs, base) && !same(mine, theirs)) merged.clashes.push({ mine, theirs });
  merged.list.push(...taken);
}
