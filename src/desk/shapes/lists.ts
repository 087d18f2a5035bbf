import type { Right, Role } from '#accounts/staff.js';
import type { Stage } from '#stories/stage.js';
import type { Listed, Page } from '#stories/work-listed.js';
import type { Plan } from '#stories/work-plan.js';

/** What every list shows beside stories: the paper's sections, its people by name, and the stages with their numbers. */
export type ListsFrame = {
  sections: { id: number; name: string; slug: string; parent: number | null }[];
  people: { id: number; name: string; role: Role; active: boolean }[];
  stages: (Stage & { stories: number })[];
  /** Tiers that a story may be for, those no longer offered too. */
  tiers: { slug: string; name: string }[];
};

export type ListReply = Page;

/** A column of the board. `count` is how many stories it holds in all. */
export type BoardColumn = Stage & Page & { count: number };
export type BoardReply = { columns: BoardColumn[] };

/** A newslist: the stories of one day, by when they are due. `day` is YYYY-MM-DD in the paper's zone. */
export type NewslistReply = { day: string; today: string; stories: Listed[] };

/** One story as its screen begins: what it is, who is on it, and what the asker may do with it. */
export type StoryReply = {
  story: Listed;
  rights: Right[];
  mayWrite: boolean;
  team: number[];
  closedTo: number[] | null;
};

export type StoryBegunReply = { id: number };

/** What became of a change to plans. To undo it, send each story its `before` as the change. */
export type PlanReply = { story: number; before: Partial<Plan>; after: Partial<Plan> };
export type PlansReply = { changed: PlanReply[]; refused: { story: number; says: string }[] };

/** Who is in which story right now, the asker too. */
export type PresenceReply = { here: { story: number; people: { id: number; name: string }[] }[] };

/**
 * Something with a name: what choosers and the palette offer.
 *
 * says      what tells it from others of the same name
 * standing  of a story
 */
export type Found = {
  kind: 'story' | 'topic' | 'byline' | 'staff' | 'section';
  id: number;
  name: string;
  says: string;
  standing?: Listed['standing'];
  at?: number;
  slug?: string;
};
export type FoundReply = { found: Found[] };
