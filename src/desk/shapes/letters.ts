/** What became of a letter. What it said is not kept. */
export type LetterLine = {
  id: number;
  kind: string;
  to: string;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  why: string | null;
  madeAt: number;
  endedAt: number | null;
};

export type LetterList = { letters: LetterLine[] };
