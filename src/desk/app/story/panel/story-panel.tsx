import type { Editor } from '@tiptap/core';
import { lazy, Suspense } from 'react';
import type { StoryReply } from '../../../shapes/lists.ts';
import { Button } from '../../parts/button.tsx';
import { Waiting } from '../../parts/states.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { HistoryPanel } from '../../publishing/history-panel.tsx';
import { t } from '../messages.ts';
import { NotesPanel, useThreads } from '../notes/notes-panel.tsx';
import { listSuggestions } from '../suggest/settle.ts';
import { SuggestionsPanel } from '../suggest/suggestions-panel.tsx';
import type { StorySession } from '../together/session.ts';
import { useTold, useToldLater } from '../together/use-editor.ts';
import { DetailsPanel } from './details-panel.tsx';
import { OutlinePanel } from './outline-panel.tsx';

const AfterPanel = lazy(async () => ({ default: (await import('../../acts/after-panel.tsx')).AfterPanel }));

export type PanelTab = 'details' | 'suggestions' | 'notes' | 'history' | 'outline' | 'after';

/** What helps beside the text: a column on a wide screen, a sheet over it on a phone. */
export function StoryPanel({
  tab,
  onTab,
  onClose,
  session,
  editor,
  story,
  facts,
  draft,
  onDrafted,
}: {
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  onClose: () => void;
  session: StorySession;
  editor: Editor;
  story: number;
  facts: StoryReply | undefined;
  draft: { from: number; to: number } | null;
  onDrafted: () => void;
}) {
  const open = useThreads(session).filter(({ resolved }) => !resolved).length;
  const suggested = useToldLater(editor, ({ state }) => listSuggestions(state.doc).length);
  const noteHere = useTold(editor, noteAtCaret);
  const mayDecide = Boolean(facts?.rights.includes('edit') || facts?.mayWrite);
  return (
    <aside className="story-panel" aria-label={t('panel')}>
      <Button tone="quiet" className="close" aria-label={t('closePanel')} onPress={onClose}>
        ×
      </Button>
      <Tabs
        label={t('panel')}
        chosen={tab}
        onChoose={(id) => onTab(id as PanelTab)}
        tabs={[
          {
            id: 'details',
            says: t('tabDetails'),
            panel: <DetailsPanel session={session} story={story} facts={facts} />,
          },
          {
            id: 'suggestions',
            says: t('tabSuggestions'),
            count: suggested,
            panel: <SuggestionsPanel editor={editor} mayDecide={mayDecide} />,
          },
          {
            id: 'notes',
            says: t('tabNotes'),
            count: open,
            panel: (
              <NotesPanel
                session={session}
                editor={editor}
                story={story}
                draft={draft}
                onDone={onDrafted}
                chosen={noteHere}
              />
            ),
          },
          {
            id: 'history',
            says: t('tabHistory'),
            panel: <HistoryPanel story={story} mayWrite={facts?.mayWrite ?? false} />,
          },
          { id: 'outline', says: t('tabOutline'), panel: <OutlinePanel editor={editor} /> },
          {
            id: 'after',
            says: t('tabAfter'),
            panel: (
              <Suspense fallback={<Waiting />}>
                <AfterPanel story={story} />
              </Suspense>
            ),
          },
        ]}
      />
    </aside>
  );
}

function noteAtCaret({ state }: Editor): string | null {
  const { $from } = state.selection;
  const marks = [...($from.nodeAfter?.marks ?? []), ...($from.nodeBefore?.marks ?? [])];
  return (marks.find(({ type }) => type.name === 'note')?.attrs.id as string | undefined) ?? null;
}
