import type { AccountId } from '#kit/ids.js';
import type { Work } from './work.ts';

type Looked = Pick<Work, 'asksSecond' | 'secondBy' | 'secondAt' | 'changedBy' | 'changedAt'>;

/**
 * Whether somebody else than the last writer has seen what goes out, where a story asks for that. Whoever publishes
 * another's words is the second pair of eyes; a look that was given before the last change counts for nothing.
 */
export function hasSecondPair(work: Looked, publisher: AccountId): boolean {
  if (!work.asksSecond || (work.changedBy !== null && work.changedBy !== publisher)) return true;
  const { secondBy, secondAt, changedBy, changedAt } = work;
  return (
    secondBy !== null && secondBy !== (changedBy ?? publisher) && secondAt !== null && secondAt >= changedAt
  );
}
