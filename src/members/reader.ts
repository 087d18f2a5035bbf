import type { AccountId, MembershipId } from '#kit/ids.js';
import type { Rights } from '#stories/gate.js';

/**
 * A tier as somebody holds it now.
 *
 * until  when access ends, milliseconds since 1970; null where no end is known
 */
export type HeldTier = {
  readonly slug: string;
  readonly name: string;
  readonly membership: MembershipId;
  readonly source: string;
  readonly state: string;
  readonly until: number | null;
};

/**
 * Somebody signed in who reads: registered, a member, or staff.
 *
 * number   what stands on letters and receipts; '' for staff who never joined as readers
 * session  the session they came by
 * rights   what the gate goes by
 */
export type Reader = {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly number: string;
  readonly language: string;
  readonly session: number;
  readonly staff: boolean;
  readonly tiers: readonly HeldTier[];
  readonly rights: Rights;
};
