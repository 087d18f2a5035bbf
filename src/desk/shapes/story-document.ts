/** The shared document of a story. A browser's copy of an older generation is not taken any more. */
export type StoryDocumentReply = { name: string; generation: number };

/** Accounts that get a letter; who may not open the story gets none. */
export type MentionReply = { told: number[] };
