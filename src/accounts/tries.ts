/** Keys remembered at most; beyond that the oldest are forgotten, so that a flood of them fills no memory. */
const REMEMBERED = 20_000;

/** How often something may be tried within a time. */
export type TryRule = { readonly most: number; readonly withinMs: number };

/** Counts tries by key, each rule for itself. In memory: a restart forgets them, which helps nobody much. */
export class Tries {
  readonly #counts = new Map<string, { left: number; until: number }>();

  /**
   * Counts one try.
   *
   * now      milliseconds
   * returns  0 when it may go on, else after how many milliseconds
   */
  spend(key: string, rule: TryRule, now: number): number {
    const known = this.#counts.get(key);
    const count = known && known.until > now ? known : { left: rule.most, until: now + rule.withinMs };
    if (count.left <= 0) return count.until - now;
    this.#counts.delete(key);
    if (this.#counts.size >= REMEMBERED) {
      const oldest = this.#counts.keys().next().value;
      if (oldest !== undefined) this.#counts.delete(oldest);
    }
    this.#counts.set(key, { left: count.left - 1, until: count.until });
    return 0;
  }

  /** It went well: earlier tries count no more. */
  clear(key: string): void {
    this.#counts.delete(key);
  }
}
