/**
 * On what ground a picture may be used.
 *
 * unknown   nobody has said
 * ours      made by our own people
 * agency    under a subscription with an agency
 * licensed  bought or lent for a purpose
 * handed    handed out for coverage: a press office, a family
 * free      under a free licence, or nobody's any more
 * barred    may not be used
 */
export const rightsKinds = ['unknown', 'ours', 'agency', 'licensed', 'handed', 'free', 'barred'] as const;
export type RightsKind = (typeof rightsKinds)[number];

/** What the rules look at. `rightsUntil` in milliseconds since 1970, UTC; null for no end. */
export type PictureRights = { readonly rightsKind: RightsKind; readonly rightsUntil: number | null };

/** `blocks` stops new use and publishing; the others are told and nothing more. */
export type RightsProblem =
  | { readonly code: 'barred'; readonly blocks: true }
  | { readonly code: 'expired'; readonly blocks: true; readonly until: number }
  | { readonly code: 'expires-soon'; readonly blocks: false; readonly until: number }
  | { readonly code: 'unknown'; readonly blocks: false };

/** How long before the end a picture is told of, in milliseconds: 14 days. */
export const SOON_MS = 14 * 86_400_000;

/** What stands in the way of using this picture at `now`, or what to know about it; undefined for nothing. */
export function pictureRightsProblem(picture: PictureRights, now: Date): RightsProblem | undefined {
  const { rightsKind, rightsUntil: until } = picture;
  if (rightsKind === 'barred') return { code: 'barred', blocks: true };
  if (until !== null && until <= now.getTime()) return { code: 'expired', blocks: true, until };
  if (until !== null && until - SOON_MS <= now.getTime())
    return { code: 'expires-soon', blocks: false, until };
  return rightsKind === 'unknown' ? { code: 'unknown', blocks: false } : undefined;
}

export function readRightsKind(text: string): RightsKind {
  return rightsKinds.find((kind) => kind === text) ?? 'unknown';
}
