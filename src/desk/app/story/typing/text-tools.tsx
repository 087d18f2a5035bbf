import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable } from '@tiptap/pm/tables';
import { useLayoutEffect, useRef } from 'react';
import { type StoryTextName, t } from '../messages.ts';
import { useTold } from '../together/use-editor.ts';
import { toggle } from './elements.ts';

type Tool = { name: StoryTextName; sign: string; mark: string; keys: string };
const TOOLS: readonly Tool[] = [
  { name: 'bold', sign: 'B', mark: 'strong', keys: 'Ctrl B' },
  { name: 'italic', sign: 'I', mark: 'emphasis', keys: 'Ctrl I' },
  { name: 'strike', sign: 'S', mark: 'strike', keys: 'Ctrl Shift X' },
  { name: 'subscript', sign: 'x₂', mark: 'subscript', keys: 'Ctrl ,' },
  { name: 'superscript', sign: 'x²', mark: 'superscript', keys: 'Ctrl .' },
  { name: 'code', sign: '{ }', mark: 'code', keys: 'Ctrl E' },
];
const TABLE_TOOLS = [
  ['addRow', addRowAfter],
  ['addColumn', addColumnAfter],
  ['removeRow', deleteRow],
  ['removeColumn', deleteColumn],
] as const;

/**
 * What can be done with the selected words: a small bar above them, and on a phone a bar above the keyboard. Tab leads
 * into it from the text.
 */
export function TextTools({
  editor,
  onLink,
  onNote,
}: {
  editor: Editor;
  onLink: () => void;
  onNote: () => void;
}) {
  const span = useTold(editor, ({ state: { selection }, isEditable }) =>
    isEditable && selection instanceof TextSelection && !selection.empty
      ? `${selection.from} ${selection.to}`
      : null,
  );
  const marks = useTold(editor, (one) => TOOLS.map(({ mark }) => Number(one.isActive(mark))).join(''));
  const inTable = useTold(
    editor,
    ({ state, isEditable, isFocused }) => isEditable && isFocused && isInTable(state),
  );
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (span !== null && bar.current) setPlace(editor, bar.current);
  }, [span, editor]);
  const run = (mark: string) => {
    toggle(mark)(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
    editor.view.focus();
  };
  return (
    <>
      <div
        ref={bar}
        role="toolbar"
        aria-label={t('textTools')}
        className={`text-tools ${span === null ? 'idle' : ''}`}
        onMouseDown={(event) => event.preventDefault()}
      >
        {TOOLS.map(({ name, sign, mark, keys }, index) => (
          <button
            key={mark}
            type="button"
            className={`tool ${mark}`}
            data-sign={sign}
            aria-label={t(name)}
            aria-pressed={marks[index] === '1'}
            title={`${t(name)}, ${keys}`}
            onClick={() => run(mark)}
          />
        ))}
        <button type="button" className="tool word" title={`${t('link')}, Ctrl Shift L`} onClick={onLink}>
          {t('link')}
        </button>
        <button type="button" className="tool word" title={`${t('addNote')}, Ctrl Shift M`} onClick={onNote}>
          {t('addNote')}
        </button>
      </div>
      {inTable && (
        <div
          role="toolbar"
          aria-label={t('tableTools')}
          className="table-tools"
          onMouseDown={(event) => event.preventDefault()}
        >
          {TABLE_TOOLS.map(([name, command]) => (
            <button
              key={name}
              type="button"
              className="tool word"
              onClick={() => command(editor.state, (tr) => editor.view.dispatch(tr))}
            >
              {t(name)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function setPlace({ view, state }: Editor, bar: HTMLElement): void {
  const frame = view.dom.parentElement?.getBoundingClientRect();
  if (!frame) return;
  const start = view.coordsAtPos(state.selection.from);
  const end = view.coordsAtPos(state.selection.to);
  const room = start.top - bar.offsetHeight - 8;
  const top = room > 56 ? room : end.bottom + 8;
  bar.style.setProperty('--top', `${top - frame.top}px`);
  bar.style.setProperty(
    '--left',
    `${Math.max(0, Math.min(start.left - frame.left, frame.width - bar.offsetWidth))}px`,
  );
}
