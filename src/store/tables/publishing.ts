import type { Generated } from 'kysely';

/** Tables of the step 0009-publishing. */
export type PublishingTables = {
  /** A revision that replaces the published one at its time. Made for stories that readers see already. */
  waiting_update: {
    story_id: number;
    revision_id: number;
    /** The published revision when it was made. */
    base_id: number;
    goes_out_at: number;
    unpublish_at: number | null;
    update_note: Generated<string>;
    readers_are_told: Generated<number>;
    made_by: number | null;
    made_by_name: string;
    made_at: number;
  };
  /** Something a publish left to be done: a warning that a flash went out with, a correction that met other words. */
  story_task: {
    id: Generated<number>;
    story_id: number;
    code: string;
    part: Generated<string>;
    /** JSON: what fills the task's sentence. */
    details: Generated<string>;
    made_at: number;
    done_at: number | null;
    done_by: number | null;
  };
};

export const publishingOwners: Readonly<Record<keyof PublishingTables, string>> = {
  waiting_update: 'stories',
  story_task: 'stories',
};
