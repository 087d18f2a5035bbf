import type { Editor } from '@tiptap/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { notesOf } from '#stories/working-document.js';
import { ask } from '../../api.ts';
import { useMe } from '../../me.ts';
import { Button, Toggle } from '../../parts/button.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/times.tsx';
import { sayProblem } from '../../parts/toast.tsx';
import { t } from '../messages.ts';
import { AS_IT_IS } from '../suggest/track.ts';
import type { StorySession } from '../together/session.ts';
import { useNames } from '../together/staff-names.ts';
import { useToldLater } from '../together/use-editor.ts';
import { NoteField } from './note-field.tsx';
import { addReply, addThread, listThreads, placesOfNotes, setResolved, type Thread } from './threads.ts';

type Around = { session: StorySession; editor: Editor; story: number };

/** draft: a passage somebody wants to write a note on now. */
export function NotesPanel({
  draft,
  onDone,
  chosen,
  ...around
}: Around & { draft: { from: number; to: number } | null; onDone: () => void; chosen: string | null }) {
  const { session, editor } = around;
  const me = useMe();
  const threads = useThreads(session);
  const places = useToldLater(editor, ({ state }) => placesOfNotes(state.doc));
  const [all, setAll] = useState(false);
  const open = threads.filter((thread) => !thread.resolved);
  const shown = (all ? threads : open).toSorted(
    (one, other) => (places.get(one.id)?.from ?? 1e9) - (places.get(other.id)?.from ?? 1e9),
  );
  const save = (text: string, mentions: number[]) => {
    if (!draft) return;
    const id = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
    const { state, view } = editor;
    const passage = state.doc.textBetween(draft.from, draft.to, ' ').slice(0, 200);
    addThread(session.doc, { id, by: me.id, at: Date.now(), text, mentions, passage });
    const mark = state.schema.marks.note?.create({ id });
    if (mark) view.dispatch(state.tr.addMark(draft.from, draft.to, mark).setMeta(AS_IT_IS, true));
    tell(around.story, id, mentions);
    onDone();
  };
  return (
    <div className="notes">
      {draft && (
        <section className="thread new">
          <blockquote>{editor.state.doc.textBetween(draft.from, draft.to, ' ').slice(0, 160)}</blockquote>
          <NoteField label={t('noteText')} onSave={save} onCancel={onDone} />
        </section>
      )}
      {threads.length > open.length && (
        <Toggle tone="quiet" isSelected={all} onChange={setAll}>
          {t('showResolved')} ({threads.length - open.length})
        </Toggle>
      )}
      {shown.length === 0 && !draft && <Empty title={t('noNotes')}>{t('noNotesSays')}</Empty>}
      {shown.map((thread) => (
        <NoteThread
          key={thread.id}
          thread={thread}
          place={places.get(thread.id)}
          isChosen={thread.id === chosen}
          {...around}
        />
      ))}
    </div>
  );
}

function NoteThread({
  thread,
  place,
  isChosen,
  session,
  editor,
  story,
}: Around & { thread: Thread; place: { from: number; to: number } | undefined; isChosen: boolean }) {
  const nameOf = useNames();
  const me = useMe();
  useEffect(() => {
    if (isChosen) document.getElementById(`note-${thread.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [isChosen, thread.id]);
  const reply = (text: string, mentions: number[]) => {
    addReply(session.doc, thread.id, { by: me.id, at: Date.now(), text });
    tell(story, thread.id, mentions);
  };
  const { resolved } = thread;
  return (
    <section
      id={`note-${thread.id}`}
      className={`thread ${isChosen ? 'chosen' : ''} ${resolved ? 'resolved' : ''}`}
    >
      {place ? (
        <button
          type="button"
          className="passage"
          title={t('toPassage')}
          onClick={() => editor.chain().focus().setTextSelection(place).scrollIntoView().run()}
        >
          {editor.state.doc
            .textBetween(place.from, Math.min(place.to, editor.state.doc.content.size), ' ')
            .slice(0, 160)}
        </button>
      ) : (
        <p className="passage gone">
          {t('passageGone')}: {thread.passage}
        </p>
      )}
      {[thread, ...thread.replies].map((said, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: replies are only ever added at the end
        <div key={index} className="said">
          <p className="who">
            <strong>{nameOf(said.by)}</strong> <Time at={said.at} />
          </p>
          <p className="words">{said.text}</p>
        </div>
      ))}
      {resolved && <p className="who">{t('resolvedBy', { name: nameOf(resolved.by) })}</p>}
      {session.state.mayWrite && (
        <>
          {!resolved && <NoteField label={t('reply')} onSave={reply} />}
          <div className="acts">
            <Button
              tone="quiet"
              onPress={() =>
                setResolved(session.doc, thread.id, resolved ? null : { by: me.id, at: Date.now() })
              }
            >
              {resolved ? t('reopen') : t('resolve')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

const cache = new WeakMap<StorySession, { key: string; threads: Thread[] }>();

export function useThreads(session: StorySession): Thread[] {
  const notes = notesOf(session.doc);
  return useSyncExternalStore(
    (listener) => {
      notes.observeDeep(listener);
      return () => notes.unobserveDeep(listener);
    },
    () => {
      const threads = listThreads(session.doc);
      const key = JSON.stringify(threads);
      const known = cache.get(session);
      if (known?.key === key) return known.threads;
      cache.set(session, { key, threads });
      return threads;
    },
  );
}

/** Those who were called get a letter; the note stands whether or not that worked. */
function tell(story: number, note: string, mentions: number[]): void {
  if (mentions.length === 0) return;
  ask('POST', `/stories/${story}/mention`, { note, mentions }).catch(sayProblem);
}
