import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'react';
import type { Surroundings } from './body/element-view.ts';
import { makeEditor } from './editor.ts';
import { t } from './messages.ts';
import { headlineOf, pictureAddress } from './surroundings.ts';
import { useIsFromOutside } from './together/from-outside.ts';
import type { Me, StorySession } from './together/session.ts';
import { readerOfHtml } from './typing/paste.ts';

export type BodyProps = {
  session: StorySession;
  me: Me;
  onEditor: (editor: Editor | null) => void;
  press: (event: KeyboardEvent) => boolean;
  choose: Surroundings['choose'];
  files: (files: File[], pos: number | null) => void;
  children: React.ReactNode;
};

/** The text of the story. The editor is made once; what it asks of the screen it asks of the screen as it is then. */
export function BodyEditor({ session, me, onEditor, children, ...asks }: BodyProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(asks);
  latest.current = asks;
  const told = useRef(onEditor);
  told.current = onEditor;
  const [isMade, setMade] = useState(false);
  const { id, name } = me;
  const keepsCut = useIsFromOutside();
  useEffect(() => {
    if (!place.current) return;
    const editor = makeEditor(place.current, {
      session,
      me: { id, name },
      keepsCut,
      press: (event) => latest.current.press(event),
      files: (files, pos) => latest.current.files(files, pos),
      surroundings: {
        maySet: () => editor.isEditable && !editor.storage.suggesting.isOn,
        pictureAddress,
        headlineOf,
        choose: (what, pos) => latest.current.choose(what, pos),
        t,
      },
    });
    const follow = () => standWhereCaretIs(editor, session);
    editor.on('selectionUpdate', follow);
    editor.on('focus', follow);
    editor.on('blur', () => session.standIn(null));
    const stop = session.subscribe(() => {
      if (editor.isEditable !== session.state.mayWrite) editor.setEditable(session.state.mayWrite);
    });
    told.current(editor);
    setMade(true);
    const early = setTimeout(readerOfHtml, 3_000);
    return () => {
      clearTimeout(early);
      stop();
      told.current(null);
      editor.destroy();
    };
  }, [session, id, name, keepsCut]);
  return (
    <div className="body-frame">
      <div ref={place} className="body-place" />
      {isMade && children}
    </div>
  );
}

function standWhereCaretIs({ isFocused, state }: Editor, session: StorySession): void {
  if (!isFocused) return;
  const { $from } = state.selection;
  const block = $from.depth > 0 ? ($from.node(1).attrs.id as string) : '';
  session.standIn(`body:${block}`);
}
