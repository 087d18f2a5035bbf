import type { DecisionRow } from '#members/meter.js';
import type { Decision } from '#stories/gate.js';

/** A tier somebody holds or held. Times are milliseconds since 1970; `until` null without end. */
export type GateTier = {
  readonly slug: string;
  readonly name: string;
  readonly state: string;
  readonly source: string;
  readonly from: number;
  readonly until: number | null;
  /** Whether access runs now. */
  readonly runs: boolean;
  /** Whether it opens this story. */
  readonly opens: boolean;
};

/**
 * What the gate says to one reader at one story, and why. What they opened one by one is left out: nobody at the desk
 * sees what somebody read.
 *
 * exempt   open to everybody while the meter is on
 * reader   null for somebody without an account
 * needs    names of the tiers that open it, where it asks for tiers
 * meter    how much is spent, as a number; null where the meter does not open this story
 * gifts    stories that others gave this reader, as a number
 * network  the group in whose network the given address is
 */
export type GateReply = {
  readonly story: { id: number; headline: string; path: string; access: string; exempt: boolean };
  readonly reader: { account: number; email: string; name: string; number: string } | null;
  readonly decision: Decision;
  readonly needs: readonly string[];
  readonly tiers: readonly GateTier[];
  readonly meter: { spent: number; most: number; period: 'week' | 'month'; renewsAt: number } | null;
  readonly gifts: number;
  readonly network: { name: string; tier: string; opens: boolean } | null;
};

/** The table that the settings screen shows. */
export type GateTableReply = { readonly rows: readonly DecisionRow[] };

export type StoryMeterReply = {
  readonly free: boolean;
  readonly metered: boolean;
  readonly mayChange: boolean;
};
