/** Something that happens at a time, and what it leads to later. */
export type Step = { readonly at: number; readonly run: (now: Date) => Promise<readonly Step[]> };

/**
 * Lets everything happen in the order of time, so that numbers follow each other as they would have. What lies after
 * `until` has not happened yet.
 */
export async function play(steps: readonly Step[], until: number): Promise<void> {
  const waiting = steps.filter(({ at }) => at <= until).toSorted(byTime);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const later of await next.run(new Date(next.at))) {
      if (later.at > until) continue;
      const place = waiting.findIndex(({ at }) => at > later.at);
      waiting.splice(place < 0 ? waiting.length : place, 0, later);
    }
  }
}

function byTime(one: Step, other: Step): number {
  return one.at - other.at;
}
