import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { textOf } from '#stories/working-document.js';
import type { SessionState, StorySession } from './session.ts';

/** Something told of the editor's state, told anew with every change; drawn anew only when it is another value. */
export function useTold<Value extends string | number | boolean | null | undefined>(
  editor: Editor,
  tell: (editor: Editor) => Value,
): Value {
  const subscribe = useCallback(
    (listener: () => void) => {
      editor.on('transaction', listener);
      editor.on('focus', listener);
      editor.on('blur', listener);
      return () => {
        editor.off('transaction', listener);
        editor.off('focus', listener);
        editor.off('blur', listener);
      };
    },
    [editor],
  );
  return useSyncExternalStore(subscribe, () => tell(editor));
}

/** The same for what takes longer to tell, a third of a second after the last change. */
export function useToldLater<Value>(editor: Editor, tell: (editor: Editor) => Value): Value {
  const [value, setValue] = useState(() => tell(editor));
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) return;
      clearTimeout(timer);
      timer = setTimeout(() => setValue(latest.current(editor)), 300);
    };
    setValue(latest.current(editor));
    editor.on('transaction', later);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', later);
    };
  }, [editor]);
  return value;
}

export function useSession(session: StorySession): SessionState {
  return useSyncExternalStore(session.subscribe, session.read);
}

/** The headline as it is being written. */
export function useHeadline(session: StorySession): string {
  const text = textOf(session.doc, 'headline');
  return useSyncExternalStore(
    (listener) => {
      text.observe(listener);
      return () => text.unobserve(listener);
    },
    () => text.toString(),
  );
}
