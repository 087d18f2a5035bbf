import type { AccountId, SectionId, StoryId } from '#kit/ids.js';

/**
 * Where a story stands in the work, and its plan. Times are milliseconds since 1970, UTC.
 *
 * stage        slug of its stage, or 'out' when it is done with
 * position     higher stands higher in its stage
 * day          YYYY-MM-DD in the paper's zone: the day it is meant for
 * line         what it is about, in one line, before there is a text
 * goesTo       where it is meant to stand: 'Page 1', 'Home, second rank'
 * asksSecond   somebody else is to look before it goes out; `secondBy` did, at `secondAt`
 * headline …   as the working document has them
 * behind       readers see an older text than the working document's
 */
export type Work = {
  readonly story: StoryId;
  readonly stage: string;
  readonly position: number;
  readonly assignee: AccountId | null;
  readonly dueAt: number | null;
  readonly day: string | null;
  readonly wantedWords: number | null;
  readonly line: string;
  readonly goesTo: string;
  readonly asksSecond: boolean;
  readonly secondBy: AccountId | null;
  readonly secondAt: number | null;
  readonly closed: boolean;
  readonly headline: string;
  readonly standfirst: string;
  readonly section: SectionId | null;
  readonly words: number;
  readonly behind: boolean;
  readonly madeBy: AccountId | null;
  readonly changedBy: AccountId | null;
  readonly changedAt: number;
};

/** What the working document holds of the things that lists show. */
export type Written = {
  readonly headline: string;
  readonly standfirst: string;
  readonly section: SectionId | null;
  readonly words: number;
  readonly by: AccountId | null;
  readonly at: Date;
};

/** Positions count up with time, a thousand a millisecond: what comes to a stage stands on top, and there is room between any two. */
export function topPosition(now: Date): number {
  return now.getTime() * 1_000;
}
