import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'react';
import { Button, Toggle } from '../../parts/button.tsx';
import { say } from '../../parts/toast.tsx';
import { t } from '../messages.ts';
import { asOneStep } from '../together/own-step.ts';
import { useTold } from '../together/use-editor.ts';
import { endSearch, findingOf, replaceAll, replaceOne, startSearch, step } from './find-plugin.ts';

/** Find, and with `withReplace` replace. Enter goes on, Shift-Enter back, Escape closes. */
export function FindBar({
  editor,
  withReplace,
  onClose,
}: {
  editor: Editor;
  withReplace: boolean;
  onClose: () => void;
}) {
  const [words, setWords] = useState(() => selectedWords(editor));
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWords, setWholeWords] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const count = useTold(editor, ({ state }) => findingOf(state).matches.length);
  const at = useTold(editor, ({ state }) => findingOf(state).at + 1);
  useEffect(() => {
    editor.view.dispatch(startSearch(editor.state, { words, matchCase, wholeWords }));
  }, [editor, words, matchCase, wholeWords]);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
    return () => {
      if (!editor.isDestroyed) editor.view.dispatch(endSearch(editor.state));
    };
  }, [editor]);
  const go = (direction: 1 | -1) => editor.view.dispatch(step(editor.state, direction));
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const close = () => {
    onClose();
    editor.commands.focus();
  };
  return (
    <search className="find-bar" onKeyDown={keys}>
      <div className="find-row">
        <input
          ref={field}
          type="text"
          aria-label={t('find')}
          placeholder={t('find')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <output className="figures">
          {words && (count > 0 ? t('found', { at, count }) : t('foundNone'))}
        </output>
        <Button tone="quiet" isDisabled={count === 0} onPress={() => go(-1)}>
          {t('previous')}
        </Button>
        <Button tone="quiet" isDisabled={count === 0} onPress={() => go(1)}>
          {t('next')}
        </Button>
        <Toggle tone="quiet" isSelected={matchCase} onChange={setMatchCase}>
          {t('matchCase')}
        </Toggle>
        <Toggle tone="quiet" isSelected={wholeWords} onChange={setWholeWords}>
          {t('wholeWords')}
        </Toggle>
        <Button tone="quiet" onPress={close}>
          {t('close')}
        </Button>
      </div>
      {withReplace && editor.isEditable && (
        <div className="find-row">
          <input
            type="text"
            aria-label={t('replaceBy')}
            placeholder={t('replaceBy')}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
          <Button isDisabled={count === 0} onPress={() => editor.view.dispatch(replaceOne(editor.state, by))}>
            {t('replace')}
          </Button>
          <Button
            isDisabled={count === 0}
            onPress={() => {
              asOneStep(editor, replaceAll(editor.state, by));
              say(t('replacedAll', { count }), () => editor.commands.undo());
            }}
          >
            {t('replaceAll')}
          </Button>
        </div>
      )}
    </search>
  );
}

function selectedWords({ state }: Editor): string {
  const { from, to, $from, $to } = state.selection;
  return $from.sameParent($to) && to - from < 100 ? state.doc.textBetween(from, to) : '';
}
