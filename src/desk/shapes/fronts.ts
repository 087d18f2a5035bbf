/** What the screens of fronts are answered. Times are milliseconds since 1970, UTC. */
import type { Container, Up } from '#fronts/front.js';
import type { Left, Plan } from '#fronts/launch.js';
import type { Standing } from '#stories/work-listed.js';

/** A front one may open. `id` null where nobody has arranged it yet; `section` null for the home page. */
export type FrontRow = {
  readonly id: number | null;
  readonly section: number | null;
  readonly name: string;
  readonly path: string;
  readonly up: { readonly version: number; readonly at: number; readonly by: string | null } | null;
  readonly waiting: number;
  readonly mayArrange: boolean;
};
export type FrontsReply = { readonly fronts: readonly FrontRow[] };

/** `by` is a person's name, null for the machine. */
export type VersionRow = {
  readonly number: number;
  readonly how: 'launch' | 'timed' | 'breaking' | 'restored' | 'imported';
  readonly at: number;
  readonly by: string | null;
  readonly changes: Plan['changes'];
};

/** A launch that waits, with what it would do if nothing else happened until then. */
export type WaitingRow = {
  readonly id: number;
  readonly at: number;
  readonly by: string | null;
  readonly isOwn: boolean;
  readonly madeAt: number;
  readonly plan: Plan;
};

/**
 * One front. What is arranged stands in the shared document; this is what stands around it.
 *
 * versions  the newest, so that one can say who changed what when
 * untold    one's own launches that left something, until one has read it
 */
export type FrontReply = {
  readonly id: number;
  readonly section: number | null;
  readonly name: string;
  readonly path: string;
  readonly document: { readonly name: string; readonly generation: number };
  readonly mayArrange: boolean;
  readonly mayLaunch: boolean;
  readonly up: Up;
  readonly versions: readonly VersionRow[];
  readonly waiting: readonly WaitingRow[];
  readonly untold: readonly { readonly id: number; readonly at: number; readonly left: readonly Left[] }[];
};

/**
 * A story as a card of the desk shows it. Stories one may not open are missing.
 *
 * shown      the headline that readers see, null while they see none
 * corrected  when it was last corrected or clarified
 * picture    a small size of its lead picture
 */
export type PlacedStory = {
  readonly id: number;
  readonly headline: string;
  readonly shown: string | null;
  readonly kicker: string;
  readonly standing: Standing;
  readonly section: number | null;
  readonly access: string;
  readonly publishedAt: number | null;
  readonly comesAt: number | null;
  readonly corrected: number | null;
  readonly picture: string | null;
};

/** What would stand in a container now: cards by their ids, stories that the rule found by theirs. */
export type FilledRow = {
  readonly id: string;
  readonly name: string;
  readonly places: readonly { readonly card: string | null; readonly story: number | null }[];
};

export type FilledReply = {
  readonly containers: readonly FilledRow[];
  readonly stories: readonly PlacedStory[];
  /** Small sizes of pictures that cards have of their own, by their ids. */
  readonly pictures: Readonly<Record<number, string>>;
};

export type LaunchReply = { readonly version: number; readonly plan: Plan };
export type TimedReply = { readonly launch: number };
export type HistoryReply = { readonly versions: readonly VersionRow[]; readonly more: boolean };
export type VersionReply = { readonly number: number; readonly containers: readonly Container[] };
