const MINUTE_MS = 60_000;
/** Pauses after each try that failed. A mail server that is down for a night is waited for. */
const PAUSES_MS = [10_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS];
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/**
 * When a letter that did not go out is tried again.
 *
 * attempts  how often it was tried before this time
 * returns   undefined when it is given up: after a day, or when it would come too late
 */
export function nextTry(
  letter: { attempts: number; madeAt: Date; expiresAt?: Date },
  now: Date,
): Date | undefined {
  const pause = PAUSES_MS[letter.attempts] ?? 60 * MINUTE_MS;
  const at = now.getTime() + pause;
  const last = Math.min(letter.madeAt.getTime() + LONGEST_MS, letter.expiresAt?.getTime() ?? Infinity);
  return at < last ? new Date(at) : undefined;
}
