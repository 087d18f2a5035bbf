import type { Access } from '#stories/access.js';

/** Whom a word is closed to: everybody, or those who may not read the story it stands in. */
export type Closed = { readonly to: 'everybody' } | { readonly to: 'outsiders'; readonly access: Access };

/**
 * A word that stands in one closed place and nowhere else.
 *
 * part   what kind of place it is, for people: 'premium text', 'earlier revision'
 * path   the story's address; '' where it stands in none
 */
export type Canary = {
  readonly word: string;
  readonly part: string;
  readonly path: string;
  readonly closed: Closed;
};

/** No endings that a language's search would cut off, and no word of any language is made of these alone. */
const LETTERS = 'bcfkmpqvwxz';
const STEM_LETTERS = 8;
const COUNT_LETTERS = 5;
/** The shortest run that base64 can hide a stem in. */
const HIDDEN_RUN = /[A-Za-z0-9+/_-]{16,}/g;

/** All words that were hidden, and where they are found again. */
export class Canaries {
  readonly stem: string;
  readonly #words: RegExp;
  readonly #hidden: readonly string[];
  readonly #byWord = new Map<string, Canary>();

  /** random  bytes that nobody else has drawn, so that no archive holds such a word already */
  constructor(random: Uint8Array) {
    this.stem = [...random.slice(0, STEM_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
    this.#words = new RegExp(`${this.stem}[a-z]*`, 'gi');
    this.#hidden = [0, 1, 2].map((shift) => base64Core(this.stem, shift));
  }

  get all(): readonly Canary[] {
    return [...this.#byWord.values()];
  }

  /** A new word for a closed place. */
  hide(place: Omit<Canary, 'word'>): string {
    let count = this.#byWord.size;
    let tail = '';
    for (let at = 0; at < COUNT_LETTERS; at += 1) {
      tail = `${LETTERS[count % LETTERS.length]}${tail}`;
      count = Math.floor(count / LETTERS.length);
    }
    const word = `${this.stem}${tail}k`;
    this.#byWord.set(word, { ...place, word });
    return word;
  }

  /** A word of the same shape that stands nowhere. */
  nonsenseFor(word: string): string {
    return [...this.stem].reverse().join('') + word.slice(this.stem.length);
  }

  /** What stands in a text of the words hidden: the word as found, and the canary where it is a whole one. */
  find(text: string): { found: string; canary: Canary | undefined }[] {
    const found = new Set([...text.matchAll(this.#words)].map(([word]) => word.toLowerCase()));
    for (const word of this.#findHidden(text)) found.add(word.toLowerCase());
    return [...found].map((word) => ({ found: word, canary: this.#byWord.get(word) }));
  }

  /** Words in base64 are readable too. */
  #findHidden(text: string): string[] {
    if (!this.#hidden.some((core) => text.includes(core))) return [];
    const runs = text.match(HIDDEN_RUN) ?? [];
    return runs.flatMap((run) => [0, 1, 2, 3].flatMap((from) => this.#decode(run.slice(from))));
  }

  #decode(run: string): string[] {
    const plain = Buffer.from(run, 'base64').toString('latin1');
    return [...plain.matchAll(this.#words)].map(([word]) => word);
  }
}

/** The characters of base64 that a text always has when it begins so many bytes into a group of three. */
function base64Core(text: string, shift: number): string {
  const whole = Buffer.from('\0'.repeat(shift) + text).toString('base64');
  return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + text.length) * 4) / 3));
}
