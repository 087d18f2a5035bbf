import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import type { StoryReply } from '../../../shapes/lists.ts';
import { Button, Toggle } from '../../parts/button.tsx';
import { StoryActs } from '../../publishing/story-acts.tsx';
import { t } from '../messages.ts';
import { setSuggesting } from '../suggest/suggesting.ts';
import type { StorySession } from '../together/session.ts';
import { useHeadline, useSession, useTold } from '../together/use-editor.ts';
import { goToPart } from './go-to-part.ts';
import { StateLine } from './state-line.tsx';

/** The line above the sheet: what is saved, who is here, and what the story as a whole can have done to it. */
export function StoryHead({
  session,
  editor,
  facts,
  story,
  isPanelOpen,
  onPanel,
}: {
  session: StorySession;
  editor: Editor | null;
  facts: StoryReply | undefined;
  story: number;
  isPanelOpen: boolean;
  onPanel: () => void;
}) {
  const placeOf = (block: string) => {
    let found = 0;
    editor?.state.doc.forEach((node, _offset, index) => {
      if (node.attrs.id === block) found = index + 1;
    });
    return found;
  };
  const headline = useHeadline(session) || t('untitled');
  useEffect(() => {
    document.title = headline;
  }, [headline]);
  return (
    <header className="story-head">
      <h1 className="unseen">{headline}</h1>
      <StateLine session={session} placeOf={placeOf} />
      <div className="acts">
        {editor && <SuggestSwitch editor={editor} session={session} />}
        <StoryActs story={story} facts={facts} onGo={(part) => goToPart(editor, part)} />
        <Toggle tone="quiet" isSelected={isPanelOpen} onChange={onPanel}>
          {t('openPanel')}
        </Toggle>
      </div>
    </header>
  );
}

function SuggestSwitch({ editor, session }: { editor: Editor; session: StorySession }) {
  const isOn = useTold(editor, ({ storage }) => storage.suggesting.isOn);
  const { mayWrite } = useSession(session);
  const canUndo = useTold(editor, (one) => one.isEditable && one.can().undo());
  const canRedo = useTold(editor, (one) => one.isEditable && one.can().redo());
  if (!mayWrite) return null;
  const change = (on: boolean) => {
    setSuggesting(editor, on);
    editor.view.focus();
  };
  return (
    <>
      <Button tone="quiet" isDisabled={!canUndo} onPress={() => editor.chain().focus().undo().run()}>
        {t('undo')}
      </Button>
      <Button tone="quiet" isDisabled={!canRedo} onPress={() => editor.chain().focus().redo().run()}>
        {t('redo')}
      </Button>
      <Toggle
        tone="quiet"
        isSelected={isOn}
        onChange={change}
        aria-description={t(isOn ? 'suggestOn' : 'suggestOff')}
      >
        {t('suggest')}
      </Toggle>
    </>
  );
}
