import type { Dependency } from './page.ts';

/** Parts kept at most; when there are more, all are dropped and made again as they are needed. */
const MOST = 4_000;

type Kept = { value: unknown; dependsOn: readonly Dependency[]; servedUntil: number };

/**
 * Parts that many pages share, such as "more from this section": kept until what they were made of changes, or until
 * time changes it.
 */
export class Parts {
  readonly #kept = new Map<string, Kept>();
  /** Counts drops: a part begun before one is not kept after it. */
  #epoch = 0;

  /**
   * The part called `name`, kept or made now.
   *
   * make  gives the part with what it was made of and the next instant at which time alone changes it
   */
  async find<Part>(
    name: string,
    now: Date,
    make: () => Promise<{ part: Part; dependsOn: readonly Dependency[]; turnsAt: number | null }>,
  ): Promise<Part> {
    const kept = this.#kept.get(name);
    if (kept && now.getTime() < kept.servedUntil) return kept.value as Part;
    const begun = this.#epoch;
    const { part, dependsOn, turnsAt } = await make();
    if (begun === this.#epoch)
      this.#keep(name, { value: part, dependsOn, servedUntil: turnsAt ?? Number.POSITIVE_INFINITY });
    return part;
  }

  /**
   * Things with ids, each kept on its own until the paper changes: topics, bylines.
   *
   * kind  what they are, so that ids of different kinds do not meet
   * make  finds those that are not kept yet
   */
  async findMany<Id extends number, Part>(
    kind: string,
    ids: readonly Id[],
    make: (missing: Id[]) => Promise<ReadonlyMap<Id, Part>>,
  ): Promise<Map<Id, Part>> {
    const missing = ids.filter((id) => !this.#kept.has(`${kind} ${id}`));
    const begun = this.#epoch;
    const made = missing.length > 0 ? await make(missing) : new Map<Id, Part>();
    if (begun === this.#epoch) {
      for (const [id, value] of made)
        this.#keep(`${kind} ${id}`, { value, dependsOn: [], servedUntil: Number.POSITIVE_INFINITY });
    }
    const found = new Map<Id, Part>();
    for (const id of ids) {
      const part = made.get(id) ?? (this.#kept.get(`${kind} ${id}`)?.value as Part | undefined);
      if (part !== undefined) found.set(id, part);
    }
    return found;
  }

  drop(dependencies: ReadonlySet<Dependency>): void {
    this.#epoch += 1;
    for (const [name, { dependsOn }] of this.#kept) {
      if (dependsOn.some((dependency) => dependencies.has(dependency))) this.#kept.delete(name);
    }
  }

  dropAll(): void {
    this.#epoch += 1;
    this.#kept.clear();
  }

  #keep(name: string, kept: Kept): void {
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(name, kept);
  }
}
