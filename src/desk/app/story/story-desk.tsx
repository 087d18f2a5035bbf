import type { Editor } from '@tiptap/core';
import { lazy, Suspense, useRef, useState } from 'react';
import type { StoryReply } from '../../shapes/lists.ts';
import { useMe } from '../me.ts';
import { type Asking, Questions } from './ask/questions.tsx';
import { BodyEditor } from './body-editor.tsx';
import { FindBar } from './find/find-bar.tsx';
import { StoryHead } from './head/story-head.tsx';
import { TextPart } from './head/text-part.tsx';
import { WordLine } from './head/word-line.tsx';
import { t } from './messages.ts';
import type { PanelTab } from './panel/story-panel.tsx';
import type { StorySession } from './shared/session.ts';
import { SessionTroubles } from './shared/session-troubles.tsx';
import { ElementMenu, type MenuKeys } from './typing/element-menu.tsx';
import { TextTools } from './typing/text-tools.tsx';
import { useStoryCommands } from './use-story-commands.ts';

const StoryPanel = lazy(async () => ({ default: (await import('./panel/story-panel.tsx')).StoryPanel }));

export type Draft = { from: number; to: number };
const WIDE = 1000;

/** A story on the desk: its head, the sheet with the text, and the panel beside it. */
export function StoryDesk({
  session,
  story,
  facts,
  onDropped,
}: {
  session: StorySession;
  story: number;
  facts: StoryReply | undefined;
  onDropped: (why: string) => void;
}) {
  const me = useMe();
  const [editor, setEditor] = useState<Editor | null>(null);
  const [panel, setPanel] = useState<PanelTab | null>(window.innerWidth >= WIDE ? 'details' : null);
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const keys = useRef<MenuKeys['current']>(null);
  const startNote = () => {
    const { from, to, empty } = editor?.state.selection ?? { from: 0, to: 0, empty: true };
    if (empty) return;
    setDraft({ from, to });
    setPanel('notes');
  };
  useStoryCommands({
    editor,
    onFind: setFinding,
    onNote: startNote,
    onLink: () => setAsking({ what: 'link', pos: null }),
    onPanel: () => setPanel(panel ? null : 'details'),
  });
  const next = { kicker: 'headline', headline: 'standfirst', standfirst: 'body' } as const;
  const leave = (part: keyof typeof next) => {
    if (next[part] === 'body') editor?.commands.focus('start');
    else document.querySelector<HTMLElement>(`.text-part.${next[part]} textarea`)?.focus();
  };
  return (
    <div className={`story ${panel ? 'with-panel' : ''}`}>
      <StoryHead
        session={session}
        editor={editor}
        facts={facts}
        story={story}
        isPanelOpen={panel !== null}
        onPanel={() => setPanel(panel ? null : 'details')}
      />
      {finding && editor && (
        <FindBar editor={editor} withReplace={finding === 'replace'} onClose={() => setFinding(null)} />
      )}
      <SessionTroubles session={session} onDropped={onDropped} />
      <article className="sheet" aria-label={t('sheet')}>
        <TextPart session={session} part="kicker" onLeave={() => leave('kicker')} />
        <TextPart session={session} part="headline" onLeave={() => leave('headline')} />
        <TextPart session={session} part="standfirst" onLeave={() => leave('standfirst')} />
        <BodyEditor
          session={session}
          me={me}
          onEditor={setEditor}
          press={(event) => keys.current?.(event) ?? false}
          choose={(what, pos) => setAsking({ what, pos })}
          files={() => setAsking({ what: 'picture', pos: null })}
        >
          {editor && (
            <>
              <ElementMenu editor={editor} keys={keys} ask={(what) => setAsking({ what, pos: null })} />
              <TextTools
                editor={editor}
                onLink={() => setAsking({ what: 'link', pos: null })}
                onNote={startNote}
              />
            </>
          )}
        </BodyEditor>
        {editor && <WordLine editor={editor} />}
      </article>
      {panel && editor && (
        <Suspense fallback={<aside className="story-panel" />}>
          <StoryPanel
            tab={panel}
            onTab={setPanel}
            onClose={() => setPanel(null)}
            session={session}
            editor={editor}
            story={story}
            facts={facts}
            draft={draft}
            onDrafted={() => setDraft(null)}
          />
        </Suspense>
      )}
      {asking && editor && (
        <Questions editor={editor} story={story} asking={asking} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}
