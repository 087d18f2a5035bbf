/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. Source: mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES =
  'ba ce di fo gu la me ni po ru sa te vi wo an el in or us al est ord ing han mar ton ver lis kan'.split(
    ' ',
  );

/**
 * Invented words in the frequencies of natural language: the word of rank r is used about 1/r as often as the first
 * (Zipf), so that indexes meet very common words and very rare ones.
 */
export class Vocabulary {
  readonly #words: readonly string[];
  readonly #upTo: Float64Array;

  constructor(size: number, random: () => number) {
    const words = new Set<string>([
      'the',
      'of',
      'and',
      'to',
      'in',
      'said',
      'was',
      'council',
      'bridge',
      'minister',
    ]);
    while (words.size < size) {
      const syllables = 1 + Math.floor(random() * 3.5);
      words.add(
        Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''),
      );
    }
    this.#words = [...words];
    this.#upTo = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank += 1) this.#upTo[rank] = sum += 1 / (rank + 2.7);
    for (let rank = 0; rank < size; rank += 1) this.#upTo[rank] = (this.#upTo[rank] ?? 0) / sum;
  }

  word(random: () => number): string {
    return this.#words[this.rank(random())] ?? 'the';
  }

  wordOfRank(rank: number): string {
    return this.#words[rank] ?? 'the';
  }

  /** The rank whose share of all use contains `share`. */
  rank(share: number): number {
    let [low, high] = [0, this.#upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] ?? 1) < share) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  sentence(random: () => number, words: number): string {
    const text = Array.from({ length: words }, () => this.word(random)).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  }
}
