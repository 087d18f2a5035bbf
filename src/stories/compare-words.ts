/** What two texts have in common, word by word: Myers' shortest way from one list to the other. */

/** Words that stayed, went out or came in. */
export type Piece = { is: 'same' | 'out' | 'in'; text: string };

/** Two lists lie next to each other: `same` pairs keep their places, everything between was replaced. */
export type Pair = { one: number; other: number };

/** Beyond so many differences the middle counts as written anew: nobody reads a longer list of them. */
const MOST_STEPS = 1_500;

const WORD =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*|./gsu;

/** A text in words, spaces and signs; joined they are the text again. Chinese and Japanese are parted sign by sign. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** What of `before` went out and what of `after` came in. `same` and `out` joined are before, `same` and `in` are after. */
export function comparePieces(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ is: 'same', text: before }];
  const one = wordsOf(before);
  const other = wordsOf(after);
  const pieces: Piece[] = [];
  let [atOne, atOther] = [0, 0];
  for (const pair of [...commonPairs(one, other), { one: one.length, other: other.length }]) {
    add(pieces, 'out', one.slice(atOne, pair.one).join(''));
    add(pieces, 'in', other.slice(atOther, pair.other).join(''));
    add(pieces, 'same', one[pair.one] ?? '');
    [atOne, atOther] = [pair.one + 1, pair.other + 1];
  }
  return smoothed(pieces);
}

/** The longest run of equal entries in both lists, in order. */
export function commonPairs(one: readonly string[], other: readonly string[]): Pair[] {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = pairsOfMiddle(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return [
    ...counting(start, 0, 0),
    ...middle.map((pair) => ({ one: pair.one + start, other: pair.other + start })),
    ...counting(end, one.length - end, other.length - end),
  ];
}

function counting(length: number, one: number, other: number): Pair[] {
  return Array.from({ length }, (_, at) => ({ one: one + at, other: other + at }));
}

function pairsOfMiddle(one: readonly string[], other: readonly string[]): Pair[] {
  if (one.length === 0 || other.length === 0) return [];
  const rounds = explore(one, other);
  return rounds ? walkBack(rounds, one, other) : [];
}

/**
 * How far each diagonal reaches with 0, 1, 2 … differences, until both ends are reached.
 * source  Myers, An O(ND) Difference Algorithm and Its Variations, 1986, figure 2
 */
function explore(one: readonly string[], other: readonly string[]): Int32Array[] | undefined {
  const most = Math.min(one.length + other.length, MOST_STEPS);
  const reach = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let steps = 0; steps <= most; steps += 1) {
    rounds.push(reach.slice(most + 1 - steps - 1, most + 1 + steps + 2));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const below = reach[most + diagonal] ?? 0;
      const above = reach[most + 2 + diagonal] ?? 0;
      let x = diagonal === -steps || (diagonal !== steps && below < above) ? above : below + 1;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x += 1;
      reach[most + 1 + diagonal] = x;
      if (x >= one.length && x - diagonal >= other.length) return rounds;
    }
  }
  return undefined;
}

function walkBack(rounds: readonly Int32Array[], one: readonly string[], other: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  let [x, y] = [one.length, other.length];
  for (let steps = rounds.length - 1; steps >= 0; steps -= 1) {
    const reach = rounds[steps] as Int32Array;
    const at = (diagonal: number): number => reach[diagonal + steps + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -steps || (diagonal !== steps && at(diagonal - 1) < at(diagonal + 1));
    const from = steps === 0 ? 0 : down ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : at(from);
    const fromY = fromX - from;
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0) && one[x - 1] === other[y - 1]) {
      x -= 1;
      y -= 1;
      pairs.push({ one: x, other: y });
    }
    if (steps > 0) [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

function add(pieces: Piece[], is: Piece['is'], text: string): void {
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.is === is) last.text += text;
  else pieces.push({ is, text });
}

/** A space or comma alone between two changes belongs to both of them: three changed words in a row read as one change. */
function smoothed(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  let [out, came] = ['', ''];
  const flush = (): void => {
    add(made, 'out', out);
    add(made, 'in', came);
    [out, came] = ['', ''];
  };
  for (const [at, { is, text }] of pieces.entries()) {
    const next = pieces[at + 1];
    const glue =
      is === 'same' && /^[\s\p{P}]{1,3}$/u.test(text) && next && next.is !== 'same' && out + came !== '';
    if (is === 'out' || glue) out += text;
    if (is === 'in' || glue) came += text;
    if (is !== 'same' || glue) continue;
    flush();
    add(made, 'same', text);
  }
  flush();
  return made;
}
