import type { Generated } from 'kysely';

/** Tables of the step 0004-work. */
export type WorkTables = {
  work: {
    story_id: number;
    /** Slug of the stage it stands in, or `out`: done with. */
    stage: string;
    /** Higher stands higher in its stage. */
    position: Generated<number>;
    assignee_id: number | null;
    due_at: number | null;
    /** YYYY-MM-DD in the paper's time zone: the day it is meant for. */
    planned_day: string | null;
    wanted_words: number | null;
    line: Generated<string>;
    goes_to: Generated<string>;
    asks_second: Generated<number>;
    second_by: number | null;
    second_at: number | null;
    closed: Generated<number>;
    /** As the working document has them. */
    headline: Generated<string>;
    standfirst: Generated<string>;
    section_id: number | null;
    word_count: Generated<number>;
    /** 1 while the working document is ahead of the published revision. */
    behind: Generated<number>;
    made_by: number | null;
    changed_by: number | null;
    changed_at: number;
  };
  story_team: { story_id: number; account_id: number };
  story_closed: { story_id: number; account_id: number };
  stage: {
    id: Generated<number>;
    slug: string;
    name: string;
    position: number;
    kind: Generated<'planned' | 'work' | 'ready'>;
  };
  /** The words of what readers do not see; `read_at` is the state of the story that it holds. */
  desk_row: { id: number; story_id: number; read_at: number };
};

export const workOwners: Readonly<Record<keyof WorkTables, string>> = {
  work: 'stories',
  story_team: 'stories',
  story_closed: 'stories',
  stage: 'stories',
  desk_row: 'stories',
};
