import type { Batch, CodeLine } from '#members/code-batch.sql.js';
import type { Group, GroupStanding, Seat } from '#members/group.js';
import type { OutsideRun, OutsideSubscriber } from '#members/outside.js';
import type { PaymentState } from '#members/payment.js';

/** GET /codes/batches. Names of tiers by their ids. */
export type BatchesReply = {
  readonly batches: readonly Batch[];
  readonly tiers: Readonly<Record<number, string>>;
};

/** A code as it is listed; `printed` in groups of four. */
export type CodeView = CodeLine & { readonly printed: string; readonly tierName: string | null };

/** GET /codes. `next`: the id a next page starts below; null on the last. */
export type CodesReply = { readonly codes: readonly CodeView[]; readonly next: number | null };

/** POST /codes: the codes as they are printed. */
export type MadeReply = { readonly batch: string; readonly codes: readonly string[] };
export type VoidedReply = { readonly gone: number };

/** A group as it is listed. */
export type GroupLine = Group & {
  readonly standing: GroupStanding;
  readonly tierName: string;
  readonly used: number;
  readonly ownerName: string | null;
  readonly ownerEmail: string | null;
};

/** GET /groups */
export type GroupsReply = { readonly groups: readonly GroupLine[]; readonly next: number | null };

export type SeatView = Seat & {
  readonly name: string | null;
  readonly isUsed: boolean;
  /** Until when an invitation is good. */
  readonly invitedUntil: number | null;
};

/** GET /groups/ID, and what every change of a group answers. */
export type GroupReply = {
  readonly group: GroupLine;
  readonly seats: readonly SeatView[];
  /** The newest bill; null where none was written. */
  readonly bill: {
    readonly payment: number;
    readonly state: PaymentState;
    readonly amountMinor: number;
    readonly currency: string;
    readonly dueAt: number | null;
    readonly paidAt: number | null;
    readonly number: string | null;
  } | null;
};

/** POST /groups/ID/invite */
export type InvitedReply = { readonly invited: readonly string[]; readonly already: readonly string[] };

export type FeedLine = {
  readonly feed: string;
  readonly product: string;
  readonly subscribers: number;
  readonly connected: number;
  /** What the product brings; null where the setting outsideProducts names no tier for it. */
  readonly tier: string | null;
};

/** A run, with the name of who decided it. */
export type RunView = Omit<OutsideRun, 'refused'> & { readonly by: string | null };

/** GET /outside */
export type OutsideReply = {
  readonly feeds: readonly FeedLine[];
  readonly held: readonly RunView[];
  readonly runs: readonly RunView[];
  readonly folder: string;
  readonly products: readonly string[];
};

/** GET /outside/runs/ID, with the lines that were not taken. */
export type RunReply = OutsideRun & { readonly by: string | null };

export type SubscriberView = OutsideSubscriber & {
  readonly reader: { readonly id: number; readonly name: string; readonly email: string } | null;
  readonly isActive: boolean;
};

/** GET /outside/subscribers */
export type SubscribersReply = { readonly subscribers: readonly SubscriberView[] };
