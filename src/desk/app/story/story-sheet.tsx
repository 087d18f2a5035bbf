import type { Editor } from '@tiptap/core';
import { useRef } from 'react';
import { useMe } from '../me.ts';
import { chooseFiles, placeFiles } from './ask/place-files.ts';
import type { Asking } from './ask/questions.tsx';
import { BodyEditor } from './body-editor.tsx';
import { TextPart } from './head/text-part.tsx';
import { WordLine } from './head/word-line.tsx';
import { t } from './messages.ts';
import type { StorySession } from './together/session.ts';
import { ElementMenu, type MenuKeys } from './typing/element-menu.tsx';
import { TextTools } from './typing/text-tools.tsx';

const BELOW = { kicker: 'headline', headline: 'standfirst', standfirst: 'body' } as const;

/** The sheet of paper: kicker, headline, standfirst and text, as the paper sets them. */
export function StorySheet({
  session,
  editor,
  onEditor,
  ask,
  onNote,
}: {
  session: StorySession;
  editor: Editor | null;
  onEditor: (editor: Editor | null) => void;
  ask: (asking: Asking) => void;
  onNote: () => void;
}) {
  const me = useMe();
  const keys = useRef<MenuKeys['current']>(null);
  const leave = (part: keyof typeof BELOW) => {
    const below = BELOW[part];
    if (below === 'body') editor?.commands.focus('start');
    else document.querySelector<HTMLElement>(`.text-part.${below} textarea`)?.focus();
  };
  const files = (chosen: File[], pos: number | null) => {
    if (editor) void placeFiles(editor, chosen, pos);
  };
  return (
    <article className="sheet" aria-label={t('sheet')}>
      <TextPart session={session} part="kicker" onLeave={() => leave('kicker')} />
      <TextPart session={session} part="headline" onLeave={() => leave('headline')} />
      <TextPart session={session} part="standfirst" onLeave={() => leave('standfirst')} />
      <BodyEditor
        session={session}
        me={me}
        onEditor={onEditor}
        press={(event) => keys.current?.(event) ?? false}
        choose={(what, pos) => ask({ what, pos })}
        files={files}
      >
        {editor && (
          <>
            <ElementMenu
              editor={editor}
              keys={keys}
              ask={(what) =>
                what === 'file' ? chooseFiles((chosen) => files(chosen, null)) : ask({ what, pos: null })
              }
            />
            <TextTools editor={editor} onLink={() => ask({ what: 'link', pos: null })} onNote={onNote} />
          </>
        )}
      </BodyEditor>
      {editor && <WordLine editor={editor} />}
    </article>
  );
}
