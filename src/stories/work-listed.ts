import type { AccountId, SectionId, StoryId } from '#kit/ids.js';

/**
 * How a story stands towards readers at a moment: what is written (draft), waits for its time (scheduled) or for an
 * embargo, is out, was taken off, may not be published (held), or was killed.
 */
export type Standing = 'draft' | 'scheduled' | 'embargoed' | 'out' | 'withdrawn' | 'held' | 'killed';

/**
 * A story as the desk's lists show it. Times are milliseconds since 1970, UTC.
 *
 * headline …   as the working document has them, for those who may read that; else as readers see them
 * comesAt      when readers see it, where that is still to come and known
 * work         where it stands in the work; null where the desk does not have it in hand, or this is not for the asker
 */
export type Listed = {
  readonly id: StoryId;
  readonly standing: Standing;
  readonly headline: string;
  readonly standfirst: string;
  readonly section: SectionId | null;
  readonly access: string;
  readonly byline: string;
  readonly words: number;
  readonly path: string;
  readonly publishedAt: number | null;
  readonly comesAt: number | null;
  readonly changedAt: number;
  readonly work: ListedWork | null;
};

export type ListedWork = {
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
  readonly closed: boolean;
  readonly behind: boolean;
  readonly madeBy: AccountId | null;
  readonly changedBy: AccountId | null;
};

/** A part of a list, and where the next begins; null at its end. */
export type Page = { readonly stories: readonly Listed[]; readonly next: string | null };

/** The columns that a list reads of a story and of its work, which may be missing. */
export type ListedRow = {
  id: number;
  state: 'draft' | 'published' | 'withdrawn' | 'killed';
  path: string;
  headline: string;
  standfirst: string;
  section_id: number | null;
  access: string;
  byline_text: string;
  word_count: number;
  published_at: number | null;
  visible_from: number | null;
  visible_until: number | null;
  embargo_until: number | null;
  embargo_open: number;
  story_changed_at: number;
  in_hand: number | null;
  stage: string | null;
  position: number | null;
  assignee_id: number | null;
  due_at: number | null;
  planned_day: string | null;
  wanted_words: number | null;
  line: string | null;
  goes_to: string | null;
  asks_second: number | null;
  second_by: number | null;
  closed: number | null;
  behind: number | null;
  made_by: number | null;
  changed_by: number | null;
  work_changed_at: number | null;
  work_headline: string | null;
  work_standfirst: string | null;
  work_section_id: number | null;
  work_word_count: number | null;
  on_team: number | boolean | null;
};

/** Who asks for a list, and at what time. */
export type Asker = {
  readonly account: AccountId;
  readonly readsUnpublished: boolean;
  readonly now: Date;
};

/** Shapes one row for one person: what is not published shows only to those who may read it. */
export function toListed(row: ListedRow, asker: Asker): Listed {
  const standing = standingOf(row, asker.now.getTime());
  const seesWork = row.in_hand !== null && maySeeWork(row, asker);
  const takesWorking = seesWork && (standing !== 'out' || row.behind === 1) && standing !== 'killed';
  const shown = takesWorking
    ? {
        headline: row.work_headline ?? '',
        standfirst: row.work_standfirst ?? '',
        section: row.work_section_id as SectionId | null,
        words: row.work_word_count ?? 0,
      }
    : {
        headline: row.headline,
        standfirst: row.standfirst,
        section: row.section_id as SectionId | null,
        words: row.word_count,
      };
  const waits = standing === 'scheduled' || standing === 'embargoed';
  return {
    id: row.id as StoryId,
    standing,
    ...shown,
    access: row.access,
    byline: row.byline_text,
    path: row.path,
    publishedAt: row.published_at,
    comesAt: waits ? (row.visible_from ?? row.embargo_until) : null,
    changedAt: Math.max(row.story_changed_at, seesWork ? (row.work_changed_at ?? 0) : 0),
    work: seesWork ? workOf(row) : null,
  };
}

function maySeeWork(row: ListedRow, { account, readsUnpublished }: Asker): boolean {
  // A closed story came here only for those it is closed to everybody else but.
  if (readsUnpublished || row.closed === 1) return true;
  return row.made_by === account || row.assignee_id === account || Boolean(row.on_team);
}

function standingOf(row: ListedRow, now: number): Standing {
  if (row.state === 'killed' || row.state === 'withdrawn') return row.state;
  const { visible_from: from, visible_until: until } = row;
  if (from !== null && until !== null && until <= now) return 'withdrawn';
  if (from !== null && from <= now) return 'out';
  if (row.embargo_open === 1 || (row.embargo_until !== null && row.embargo_until > now)) return 'embargoed';
  if (row.state === 'draft') return 'draft';
  return from === null ? 'held' : 'scheduled';
}

function workOf(row: ListedRow): ListedWork {
  return {
    stage: row.stage ?? '',
    position: row.position ?? 0,
    assignee: row.assignee_id as AccountId | null,
    dueAt: row.due_at,
    day: row.planned_day,
    wantedWords: row.wanted_words,
    line: row.line ?? '',
    goesTo: row.goes_to ?? '',
    asksSecond: row.asks_second === 1,
    secondBy: row.second_by as AccountId | null,
    closed: row.closed === 1,
    behind: row.behind === 1,
    madeBy: row.made_by as AccountId | null,
    changedBy: row.changed_by as AccountId | null,
  };
}
