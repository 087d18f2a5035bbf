import type { DifferenceLine } from '#members/differences.sql.js';
import type { MemberHistory } from '#members/history.sql.js';
import type { ImportDone } from '#members/member-import.sql.js';
import type { Leaving } from '#members/own-data.sql.js';
import type { MemberLine } from '#members/search.sql.js';

/** One page of members; `count` of all that fit comes with the first page. */
export type MembersReply = { found: readonly MemberLine[]; count: number | null; next: string | null };

/** What members can be narrowed to, and what may be given to them. */
export type MembersFrame = {
  tiers: { id: number; slug: string; name: string; state: string }[];
  labels: { label: string; readers: number }[];
  /** Months of grace and other rules that screens word. */
  graceDays: number;
};

export type MemberReply = MemberHistory;
export type ImportReply = ImportDone;
export type {
  HeldMembership,
  MemberAct,
  MemberCode,
  MemberTask,
  MemberVoucher,
} from '#members/history.sql.js';
export type { MemberLine } from '#members/search.sql.js';

export type DifferencesReply = { differences: DifferenceLine[] };
export type { DifferenceLine };
/** What a deletion takes, and what the law keeps. */
export type LeavingReply = Leaving;
