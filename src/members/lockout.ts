/** Wrong tries of one device or place, as its row keeps them. */
export type Tried = {
  readonly wrong: number;
  readonly since: number | null;
  readonly lockedUntil: number | null;
};

/** How many wrong tries within a time lock for how long. */
export type LockRule = { readonly most: number; readonly withinMs: number; readonly lockMs: number };

const MINUTE_MS = 60_000;

/** A waiter who misreads twice an hour is never locked out; somebody who guesses soon is. */
export const deviceRule: LockRule = { most: 8, withinMs: 10 * MINUTE_MS, lockMs: 15 * MINUTE_MS };
/** For all devices of a place together. */
export const placeRule: LockRule = { most: 30, withinMs: 60 * MINUTE_MS, lockMs: 30 * MINUTE_MS };
/** Wrong PINs after which a let-in code is void: staff make a new one. */
export const MOST_WRONG_PINS = 6;

export function isLocked({ lockedUntil }: Tried, now: Date): boolean {
  return lockedUntil !== null && now.getTime() < lockedUntil;
}

/** After one more wrong try. `lockedUntil` is set where it was one too many. */
export function afterWrong(tried: Tried, rule: LockRule, now: Date): Tried {
  const at = now.getTime();
  const isNew = tried.since === null || at - tried.since >= rule.withinMs;
  const wrong = isNew ? 1 : tried.wrong + 1;
  if (wrong >= rule.most) return { wrong: 0, since: null, lockedUntil: at + rule.lockMs };
  return { wrong, since: isNew ? at : tried.since, lockedUntil: null };
}
