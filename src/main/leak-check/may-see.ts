import type { Access } from '#stories/access.js';
import type { Canary } from './canaries.ts';

/**
 * Who is asking.
 *
 * name    for the report: 'anonymous', 'member of gold'
 * tiers   slugs of the tiers held now; 'any' for staff, who read every published story
 * opened  addresses of stories that were opened to them one by one
 */
export type Asker = {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly registered: boolean;
  readonly tiers: 'any' | readonly string[];
  readonly opened: readonly string[];
  /** Asks in every odd way, and the search for many words; one of all who are not signed in is enough. */
  readonly thorough?: boolean;
  /** Reads these addresses alone and follows nothing: a feed reader, who brings no cookie. */
  readonly addresses?: readonly string[];
  /** Where their letters go. */
  readonly email?: string;
};

/** Whether this word is theirs to read. Said once more here, so that the check does not ask the gate that it checks. */
export function maySee({ closed, path }: Canary, asker: Asker): boolean {
  if (closed.to === 'everybody') return false;
  if (asker.opened.includes(path)) return true;
  return isAmong(closed.access, asker);
}

function isAmong(access: Access, { registered, tiers }: Asker): boolean {
  if (access.to === 'open' || tiers === 'any') return true;
  if (access.to === 'registered') return registered || tiers.length > 0;
  if (access.to === 'members') return tiers.length > 0;
  return access.tiers.some((tier) => tiers.includes(tier));
}
