import type { AccountId, MembershipId } from '#kit/ids.js';
import type { RefusedLine } from './outside-file.ts';

/** Somebody who has the printed paper, as a circulation system says. Times are milliseconds since 1970. */
export type OutsideSubscriber = {
  readonly feed: string;
  readonly number: string;
  readonly name: string;
  readonly postcode: string;
  readonly product: string;
  readonly from: number;
  readonly until: number | null;
  readonly account: AccountId | null;
  readonly membership: MembershipId | null;
  readonly connectedAt: number | null;
  readonly goneAt: number | null;
};

/** held: it lost too many and waits for somebody · dropped: a newer file came meanwhile */
export type OutsideRunState = 'held' | 'done' | 'refused' | 'dropped';

/** One file that came in. `refused` names at most so many lines; `refusedCount` is how many there were. */
export type OutsideRun = {
  readonly id: number;
  readonly feed: string;
  readonly source: string;
  readonly state: OutsideRunState;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
  readonly madeAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: AccountId | null;
};

/** A feed is called as its folder or its address says: small letters, digits and hyphens. */
export function isFeedName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
}
