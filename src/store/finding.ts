/**
 * What a check found.
 *
 * level  'wrong' needs somebody's hand; 'note' is worth knowing and harms nobody
 * code   does not change
 * says   a plain sentence
 */
export type Finding = { readonly level: 'wrong' | 'note'; readonly code: string; readonly says: string };

/** Hears how far a check is: a sentence and, where it is known, the share that is done, 0 to 1. */
export type CheckProgress = (says: string, share?: number) => void;

/** `17, 18, 19 and 4 more` */
export function someOf(names: readonly (string | number)[], all = names.length): string {
  const shown = names.slice(0, 3);
  const more = all - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
