import { type Bucket, bucketAt } from './report-buckets.ts';

/** One holding of a tier: access in [from, until), null for no end yet. */
export type Holding = { readonly account: number; readonly from: number; readonly until: number | null };

/**
 * Members of each bucket.
 *
 * joined   held nothing before, and something in it
 * left     held something, and nothing after
 * members  how many held something when it ended (or now, in the one that runs)
 */
export type Movement = {
  readonly joined: readonly number[];
  readonly left: readonly number[];
  readonly members: readonly number[];
};

/**
 * Counts people, not contracts: who changes tier or renews in time neither joins nor leaves, and who comes back after a
 * pause joins again. What ends after `now` has not ended.
 *
 * holdings  those of one person one after another
 */
export function countMovement(
  holdings: Iterable<Holding>,
  buckets: readonly Bucket[],
  now: number,
): Movement {
  const joined = buckets.map(() => 0);
  const left = buckets.map(() => 0);
  let before = 0;
  const first = buckets[0]?.from ?? now;
  for (const { from, until } of joinedUp(holdings)) {
    if (from >= now) continue;
    if (from < first) before += 1;
    else add(joined, bucketAt(buckets, from));
    if (until === null || until > now) continue;
    if (until < first) before -= 1;
    else add(left, bucketAt(buckets, until));
  }
  let running = before;
  const members = buckets.map((_, at) => {
    running += (joined[at] ?? 0) - (left[at] ?? 0);
    return running;
  });
  return { joined, left, members };
}

/** Holdings of one person that touch or overlap are one stretch. */
function* joinedUp(holdings: Iterable<Holding>): Generator<{ from: number; until: number | null }> {
  let person: number | undefined;
  let own: Holding[] = [];
  for (const holding of holdings) {
    if (holding.account !== person) {
      yield* stretches(own);
      own = [];
      person = holding.account;
    }
    own.push(holding);
  }
  yield* stretches(own);
}

function* stretches(own: Holding[]): Generator<{ from: number; until: number | null }> {
  let open: { from: number; until: number | null } | undefined;
  for (const { from, until } of own.sort((one, other) => one.from - other.from)) {
    if (until !== null && until <= from) continue;
    if (open && (open.until === null || from <= open.until)) {
      open.until = open.until === null || until === null ? null : Math.max(open.until, until);
      continue;
    }
    if (open) yield open;
    open = { from, until };
  }
  if (open) yield open;
}

function add(counts: number[], at: number): void {
  if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
}
