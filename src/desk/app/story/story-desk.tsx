import type { Editor } from '@tiptap/core';
import { lazy, Suspense, useState } from 'react';
import type { StoryReply } from '../../shapes/lists.ts';
import { type Asking, Questions } from './ask/questions.tsx';
import { FindBar } from './find/find-bar.tsx';
import { StoryHead } from './head/story-head.tsx';
import type { PanelTab } from './panel/story-panel.tsx';
import { StorySheet } from './story-sheet.tsx';
import type { StorySession } from './together/session.ts';
import { SessionTroubles } from './together/session-troubles.tsx';
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
  const [editor, setEditor] = useState<Editor | null>(null);
  const [panel, setPanel] = useState<PanelTab | null>(window.innerWidth >= WIDE ? 'details' : null);
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
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
      <StorySheet session={session} editor={editor} onEditor={setEditor} ask={setAsking} onNote={startNote} />
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
