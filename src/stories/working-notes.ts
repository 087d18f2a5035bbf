/** Note threads of a working document as an export holds them: without the marks that tie them to the text. */
import { type Doc, Array as SharedArray, Map as SharedMap } from 'yjs';
import { notesOf } from './working/layout.ts';

/** Who said what and when; `by` is the id of an account, 0 where nobody knows it any more. Times in milliseconds. */
export type Said = { by: number; at: number; text: string };

/**
 * mentions  accounts that were called
 * resolved  who settled it and when, or null
 * passage   the words it was made on, as they were then
 */
export type KeptThread = Said & {
  id: string;
  passage: string;
  mentions: readonly number[];
  resolved: { by: number; at: number } | null;
  replies: readonly Said[];
};

/** In the order in which they were begun. What is of another form is passed over. */
export function readThreads(doc: Doc): KeptThread[] {
  const threads: KeptThread[] = [];
  for (const [id, value] of notesOf(doc).entries()) {
    if (!(value instanceof SharedMap)) continue;
    const thread = value as SharedMap<unknown>;
    const replies = thread.get('replies');
    const mentions = thread.get('mentions');
    const resolved = thread.get('resolved');
    threads.push({
      id,
      ...readSaid(Object.fromEntries(thread.entries())),
      passage: textOf(thread.get('passage')),
      mentions: Array.isArray(mentions) ? mentions.map(wholeOf).filter((one) => one > 0) : [],
      resolved: resolved ? readMark(resolved) : null,
      replies: replies instanceof SharedArray ? replies.toArray().map(readSaid) : [],
    });
  }
  return threads.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

export function putThreads(doc: Doc, threads: readonly KeptThread[]): void {
  for (const { id, replies, ...thread } of threads) {
    const entry = new SharedMap<unknown>(Object.entries({ ...thread, mentions: [...thread.mentions] }));
    const answers = new SharedArray<Said>();
    answers.push([...replies]);
    entry.set('replies', answers);
    notesOf(doc).set(id, entry);
  }
}

function readSaid(value: unknown): Said {
  const { text } = (value ?? {}) as { text?: unknown };
  return { ...readMark(value), text: textOf(text) };
}

function readMark(value: unknown): { by: number; at: number } {
  const { by, at } = (value ?? {}) as { by?: unknown; at?: unknown };
  return { by: wholeOf(by), at: wholeOf(at) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function wholeOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
