/** What the desk is told about publishing a story, its history and its corrections. Times are milliseconds since 1970, UTC. */
import type { Blocked, Warning } from '#stories/checklist.js';
import type { BlockChange, Field, Part } from '#stories/compare.js';
import type { Piece } from '#stories/compare-words.js';
import type { Embargo } from '#stories/story.js';

/** A field that differs, in words: names in place of numbers. */
export type FieldWords = { field: Field; part: Part; before: string; after: string; pieces: Piece[] | null };

export type DifferenceReply = { fields: FieldWords[]; blocks: BlockChange[] };

/** Somebody wrote in a part since the last publish. `recent`: within the last two minutes. */
export type TouchWords = { part: Part; by: number; name: string; at: number; recent: boolean };

export type TaskReply = { id: number; code: string; part: Part; details: Readonly<Record<string, unknown>> };

/**
 * Everything the publish dialogue shows.
 *
 * base       the published revision that the difference starts from; null where there is none
 * seen       what each changed part looks like now: sent back, so that nothing goes out that was not seen
 * out        readers see it
 * waiting    an update that waits for its time
 * lastBy     who wrote last
 * lastByMe   the asker did, so that a second pair of eyes is missing where the story asks for one
 */
export type PublishingReply = {
  story: {
    id: number;
    state: 'draft' | 'published' | 'withdrawn' | 'killed';
    headline: string;
    path: string | null;
    out: boolean;
    publishedAt: number | null;
    updatedAt: number | null;
    unpublishAt: number | null;
    embargo: Embargo;
    closed: boolean;
  };
  base: number | null;
  published: { by: string; at: number; number: number } | null;
  seen: Readonly<Record<Part, string>>;
  difference: DifferenceReply;
  touches: TouchWords[];
  checklist: { blocks: Blocked[]; warnings: Warning[] };
  second: { asks: boolean; there: boolean; by: string | null; lastBy: string | null; lastByMe: boolean };
  waiting: { at: number; by: string; unpublishAt: number | null; updateNote: string } | null;
  tasks: TaskReply[];
  may: { publish: boolean; correct: boolean; waive: boolean; liftEmbargo: boolean; edit: boolean };
  zone: string;
  now: number;
};

/** What a publish answers: when readers see it, and whether the working document is ahead of it. */
export type PublishedReply = {
  revision: number;
  state: 'out' | 'scheduled' | 'waiting' | 'withdrawn' | 'draft';
  at: number | null;
  path: string | null;
  behind: boolean;
};

export type RevisionReply = {
  number: number;
  at: number;
  by: string;
  reason: string;
  headline: string;
  words: number;
  published: boolean;
};

/** `next` is the number to go on before; null at the end. */
export type HistoryReply = { revisions: RevisionReply[]; next: number | null };

export type CompareReply = {
  from: RevisionReply | null;
  to: RevisionReply | null;
  difference: DifferenceReply;
};

/** The published text as it is edited alone: `base` is sent back. */
export type PublishedTextReply = {
  base: number;
  headline: string;
  frontHeadline: string;
  standfirst: string;
  kicker: string;
  dateline: string;
  body: unknown;
};

/** What a correction came to: parts where the working document holds other words, which stayed. */
export type CorrectedReply = {
  revision: number;
  merged: boolean;
  conflicts: { part: Part; here: string; corrected: string }[];
};

export type FlashReply = { story: number; path: string; placed: boolean; tasks: number };
