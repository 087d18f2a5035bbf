import type { Generated } from 'kysely';

/** Tables of the step 0005-acts. */
export type ActsTables = {
  legal_act: {
    id: Generated<number>;
    story_id: number;
    kind: 'hide' | 'redact' | 'kill' | 'hold';
    /** For the newsroom alone. */
    reason: string;
    /** What readers find at a killed story's address; '' for nothing. */
    public_note: Generated<string>;
    /** JSON; of a redaction the fingerprints of what is masked, never the words. */
    terms: Generated<string>;
    by_id: number | null;
    by_name: string;
    at: number;
    /** When a hold was lifted, or search engines were let in again. */
    undone_at: number | null;
  };
  sealed_original: {
    act_id: number;
    story_id: number;
    /** The revisions as they were, encrypted with the house secret. */
    sealed: string;
    first_id: number;
    second_id: number;
    opened_at: number | null;
    opened_by: number | null;
  };
};

export const actsOwners: Readonly<Record<keyof ActsTables, string>> = {
  legal_act: 'stories',
  sealed_original: 'stories',
};
