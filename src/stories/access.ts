/**
 * Who may read a story whole: everyone, everyone with an account, members of any tier, or members of these tiers.
 * Kept in rows and files as `open`, `registered`, `members` or `tiers:gold,print`.
 */
export type Access =
  | { readonly to: 'open' }
  | { readonly to: 'registered' }
  | { readonly to: 'members' }
  | { readonly to: 'tiers'; readonly tiers: readonly string[] };

export const openAccess: Access = { to: 'open' };

export function writeAccess(access: Access): string {
  return access.to === 'tiers' ? `tiers:${access.tiers.join(',')}` : access.to;
}

/** Reads the kept form. Anything it does not know reads as `members`: a mistake must not open a story. */
export function readAccess(text: string): Access {
  if (text === 'open' || text === 'registered' || text === 'members') return { to: text };
  if (text.startsWith('tiers:')) {
    const tiers = text.slice('tiers:'.length).split(',').filter(Boolean);
    if (tiers.length > 0) return { to: 'tiers', tiers };
  }
  return { to: 'members' };
}
