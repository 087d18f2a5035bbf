import type { HeldMembership } from '../../shapes/members.ts';

/** What can be done to something that is paid for. */
export function MembershipMenu(_: { one: HeldMembership; account: number }) {
  return null;
}
