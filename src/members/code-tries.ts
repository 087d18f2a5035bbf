import type { Tries, TryRule } from '#accounts/tries.js';

const MINUTE_MS = 60_000;

/** How often one reader may try, one machine, and how many wrong tries of all there may be before everybody is slowed. */
const rules = {
  account: { most: 12, withinMs: 15 * MINUTE_MS },
  from: { most: 60, withinMs: 15 * MINUTE_MS },
  all: { most: 300, withinMs: 10 * MINUTE_MS },
  /** While somebody tries codes by the hundred, each reader has this many. */
  tight: { most: 3, withinMs: 60 * MINUTE_MS },
} as const satisfies Record<string, TryRule>;
const TIGHT_MS = 60 * MINUTE_MS;

/**
 * Counts tries of something that is guessed at: codes, numbers of subscribers. Right ones count like wrong ones, so that
 * nobody buys tries with a code of their own. Many wrong ones together slow everybody down, and shut nobody out.
 */
export class CodeTries {
  readonly #tries: Tries;
  readonly #name: string;
  #tightUntil = 0;

  /** name  what is tried, so that different things are counted apart */
  constructor(tries: Tries, name: string) {
    this.#tries = tries;
    this.#name = name;
  }

  /** returns  0 when it may go on, else how many minutes to wait */
  ask({ account, from }: { account: number; from: string }, now: Date): number {
    const at = now.getTime();
    const tight = at < this.#tightUntil;
    const waits = [
      this.#tries.spend(`${this.#name} ${account}`, rules.account, at),
      this.#tries.spend(`${this.#name} from ${from}`, rules.from, at),
      tight ? this.#tries.spend(`${this.#name} tight ${account}`, rules.tight, at) : 0,
    ];
    return Math.ceil(Math.max(...waits) / MINUTE_MS);
  }

  /** Counts a wrong one. returns  whether this is the one that slows everybody down */
  wrong(now: Date): boolean {
    const at = now.getTime();
    if (at < this.#tightUntil || this.#tries.spend(`${this.#name} wrong`, rules.all, at) === 0) return false;
    this.#tightUntil = at + TIGHT_MS;
    return true;
  }
}
