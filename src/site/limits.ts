/** Clients remembered at most; beyond that the oldest are forgotten, so that a flood of addresses fills no memory. */
const CLIENTS = 20_000;
const WINDOW_MS = 60_000;

/** Lets each client do something so many times a minute: an allowance that fills up evenly. */
export class Limit {
  readonly #allowances = new Map<string, { left: number; at: number }>();

  /**
   * Spends one of the client's `perMinute`.
   *
   * now      milliseconds
   * returns  0 when it was granted, else after how many seconds to ask again
   */
  spend(client: string, perMinute: number, now: number): number {
    const known = this.#allowances.get(client);
    const left = known
      ? Math.min(perMinute, known.left + ((now - known.at) * perMinute) / WINDOW_MS)
      : perMinute;
    this.#allowances.delete(client);
    if (this.#allowances.size >= CLIENTS) {
      const oldest = this.#allowances.keys().next().value;
      if (oldest !== undefined) this.#allowances.delete(oldest);
    }
    this.#allowances.set(client, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1 ? 0 : Math.ceil(((1 - left) * WINDOW_MS) / perMinute / 1000);
  }
}
