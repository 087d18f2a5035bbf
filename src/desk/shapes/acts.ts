/** What the desk shows of a published story beside its text. Times are milliseconds since 1970, UTC. */
export type NoteKind = 'correction' | 'clarification' | 'retraction' | 'reply' | 'change';

export type NoteReply = { id: number; kind: NoteKind; text: string; block: string | null; dated: number };

export type ActReply = {
  id: number;
  kind: 'hide' | 'redact' | 'kill' | 'hold';
  reason: string;
  publicNote: string;
  byName: string;
  at: number;
  undoneAt: number | null;
  /** The original is kept sealed, and this person is one of the two who may open it. */
  mayOpen: boolean;
};

/** What an act touches: readers' addresses, stories and fronts that lead here, pictures shown here alone. */
export type TouchedReply = {
  addresses: string[];
  linkedBy: { story: number; headline: string; kind: 'also-read' | 'link' }[];
  fronts: { front: number; name: string | null }[];
  pictures: { media: number; elsewhere: boolean }[];
  revisions: number;
  notes: number;
  comments: number;
};

export type AfterReply = {
  state: 'draft' | 'published' | 'withdrawn' | 'killed';
  path: string;
  slug: string;
  notes: NoteReply[];
  mayCorrect: boolean;
  mayAct: boolean;
  /** Empty for those without the right. */
  acts: ActReply[];
  hidden: boolean;
  held: boolean;
};
