/** Notes on passages: threads in the shared document, tied to the text by a mark with the thread's id. */
import type { Node } from '@tiptap/pm/model';
import { type Doc, Array as SharedArray, Map as SharedMap } from 'yjs';
import { notesOf } from '#stories/working-document.js';

export type Reply = { readonly by: number; readonly at: number; readonly text: string };

/**
 * mentions   accounts that were called
 * resolved   who settled it and when, or null
 * passage    the words it was made on, as they were then
 */
export type Thread = Reply & {
  readonly id: string;
  readonly mentions: readonly number[];
  readonly resolved: { readonly by: number; readonly at: number } | null;
  readonly replies: readonly Reply[];
  readonly passage: string;
};

type NewThread = Omit<Thread, 'resolved' | 'replies'>;

/** In the order in which they were begun. What another program wrote there in another form is passed over. */
export function listThreads(doc: Doc): Thread[] {
  const threads: Thread[] = [];
  for (const [id, value] of notesOf(doc).entries()) {
    if (!(value instanceof SharedMap)) continue;
    const replies = value.get('replies');
    threads.push({
      id,
      by: Number(value.get('by')),
      at: Number(value.get('at')),
      text: String(value.get('text') ?? ''),
      passage: String(value.get('passage') ?? ''),
      mentions: (value.get('mentions') as number[] | undefined) ?? [],
      resolved: (value.get('resolved') as Thread['resolved'] | undefined) ?? null,
      replies: replies instanceof SharedArray ? (replies.toArray() as Reply[]) : [],
    });
  }
  return threads.sort((one, other) => one.at - other.at);
}

export function addThread(doc: Doc, { id, ...said }: NewThread): void {
  const thread = new SharedMap<unknown>(Object.entries({ ...said, resolved: null }));
  thread.set('replies', new SharedArray());
  notesOf(doc).set(id, thread);
}

/** Replies are appended, so that two given at once both stay. */
export function addReply(doc: Doc, id: string, reply: Reply): void {
  const thread = notesOf(doc).get(id);
  const replies = thread instanceof SharedMap ? thread.get('replies') : undefined;
  if (replies instanceof SharedArray) replies.push([reply]);
}

export function setResolved(doc: Doc, id: string, resolved: Thread['resolved']): void {
  const thread = notesOf(doc).get(id);
  if (thread instanceof SharedMap) thread.set('resolved', resolved);
}

/** Where the passages stand now, by the thread's id. */
export function placesOfNotes(doc: Node): Map<string, { from: number; to: number }> {
  const places = new Map<string, { from: number; to: number }>();
  doc.descendants((node, pos) => {
    for (const mark of node.marks) {
      if (mark.type.name !== 'note') continue;
      const known = places.get(mark.attrs.id as string);
      if (known) known.to = pos + node.nodeSize;
      else places.set(mark.attrs.id as string, { from: pos, to: pos + node.nodeSize });
    }
  });
  return places;
}
