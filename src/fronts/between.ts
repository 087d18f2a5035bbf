/** Digits in the order in which texts compare. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A text that sorts behind `before` and ahead of `after`, so that a thing can be put between two others without
 * touching either. Two people who put something at the same place get two things beside each other.
 *
 * before  '' for the start
 * after   null for the end; where it is not behind `before`, it is taken for the end
 */
export function between(before: string, after: string | null): string {
  return middle(before, after !== null && before < after ? after : null);
}

function middle(before: string, after: string | null): string {
  if (after !== null) {
    let shared = 0;
    while (shared < after.length && (before[shared] ?? '0') === after[shared]) shared += 1;
    if (shared > 0) return after.slice(0, shared) + middle(before.slice(shared), after.slice(shared));
  }
  const low = before === '' ? 0 : DIGITS.indexOf(before.charAt(0));
  const high = after === null ? DIGITS.length : DIGITS.indexOf(after.charAt(0));
  if (high - low > 1) return DIGITS.charAt(Math.round((low + high) / 2));
  if (after !== null && after.length > 1) return after.charAt(0);
  return DIGITS.charAt(low) + middle(before.slice(1), null);
}

/** Whether a text is such a place; what anybody else wrote is not trusted to be one. */
export function isPlaceText(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9A-Za-z]{0,60}[1-9A-Za-z]$/.test(text);
}
