import type { Generated } from 'kysely';

/** Tables of the step 0003-working-documents. */
export type WorkingDocumentsTables = {
  /** A shared (Yjs) document, named `story/12` or `front/3`. What came after the snapshot stands in shared_update. */
  shared_document: {
    name: string;
    /** Counts up when the document is replaced, so that nobody's older copy comes back into it. */
    generation: number;
    snapshot: Uint8Array;
    /** Id of the last update that the snapshot holds. */
    up_to: number;
    changed_at: number;
  };
  shared_update: {
    id: Generated<number>;
    name: string;
    generation: number;
    bytes: Uint8Array;
    account_id: number | null;
    /** The process that wrote it, so that it does not read its own. */
    writer: string;
    at: number;
  };
  /** Who touched which part of a story, and when last: a block's id, 'headline', 'fields.access'. */
  story_touch: { story_id: number; part: string; account_id: number; at: number };
};

export const workingDocumentsOwners: Readonly<Record<keyof WorkingDocumentsTables, string>> = {
  shared_document: 'store',
  shared_update: 'store',
  story_touch: 'stories',
};
