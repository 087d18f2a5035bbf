import type { Editor } from '@tiptap/core';
import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../messages.ts';
import { useTold } from '../together/use-editor.ts';
import { type ElementEntry, matchingEntries, type Question, runEntry } from './element-list.ts';
import { askedElement, emptyLine } from './insert-menu.ts';

export type MenuKeys = { current: ((event: KeyboardEvent) => boolean) | null };

/**
 * The "+" on an empty line and the list of elements, which '/' opens too. The text keeps the focus: arrows and Enter
 * choose, and what is typed after '/' narrows the list.
 */
export function ElementMenu({
  editor,
  keys,
  ask,
}: {
  editor: Editor;
  keys: MenuKeys;
  ask: (what: Question) => void;
}) {
  const words = useTold(editor, ({ state }) => askedElement(state)?.words ?? null);
  const line = useTold(editor, ({ state, isEditable }) => (isEditable ? emptyLine(state) : null));
  const isFocused = useTold(editor, (one) => one.isFocused);
  const [at, setAt] = useState(0);
  const entries = words === null ? [] : matchingEntries(words);
  const chosen = Math.min(at, Math.max(entries.length - 1, 0));
  const id = useId();

  const run = (entry: ElementEntry | undefined) => {
    const asked = askedElement(editor.state);
    if (!entry) return;
    if (asked) editor.view.dispatch(editor.state.tr.delete(asked.from, asked.to));
    const question = runEntry(editor, entry);
    if (question) ask(question);
  };
  keys.current = (event) => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(entries.length, 1));
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + entries.length) % Math.max(entries.length, 1));
    else if (event.key === 'Enter' || event.key === 'Tab') run(entries[chosen]);
    else return false;
    return entries.length > 0;
  };
  useEffect(() => {
    if (words !== null) setAt(0);
  }, [words]);
  useEffect(() => {
    const { dom } = editor.view;
    if (words === null) dom.removeAttribute('aria-activedescendant');
    else dom.setAttribute('aria-activedescendant', `${id}${entries[chosen]?.id ?? ''}`);
  });

  if (words !== null) {
    return (
      <ElementList editor={editor}>
        <div role="listbox" aria-label={t('elements')} className="element-list options" id={id}>
          {entries.length === 0 && <p className="none">{t('noElement')}</p>}
          {entries.map((entry, index) => (
            <div
              key={entry.id}
              id={id + entry.id}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className="option"
              onPointerMove={() => setAt(index)}
              onMouseDown={(event) => {
                event.preventDefault();
                run(entry);
              }}
            >
              {t(entry.name)}
              {entry.signs && <kbd>{entry.signs}</kbd>}
            </div>
          ))}
        </div>
      </ElementList>
    );
  }
  if (line === null || !isFocused) return null;
  return (
    <button
      type="button"
      className="add-element"
      aria-label={t('addElement')}
      style={{ top: topOf(editor, line) }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => editor.chain().focus().insertContent('/').run()}
    >
      +
    </button>
  );
}

function topOf(editor: Editor, pos: number): number {
  const frame = editor.view.dom.parentElement?.getBoundingClientRect();
  const { top, bottom } = editor.view.coordsAtPos(Math.min(pos, editor.state.doc.content.size));
  return (top + bottom) / 2 - (frame?.top ?? 0);
}

/** Stands below the line that is typed in, or above it where there is no room below. */
function ElementList({ editor, children }: { editor: Editor; children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    const frame = editor.view.dom.parentElement?.getBoundingClientRect();
    if (!box || !frame) return;
    const { top, bottom, left } = editor.view.coordsAtPos(editor.state.selection.from);
    const roomBelow = window.innerHeight - bottom;
    const above = roomBelow < box.offsetHeight + 16 && top > roomBelow;
    box.style.setProperty('--top', `${(above ? top - box.offsetHeight - 4 : bottom + 6) - frame.top}px`);
    const inside = Math.max(0, Math.min(left - frame.left, frame.width - box.offsetWidth));
    box.style.setProperty('--left', `${inside}px`);
    box.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div ref={place} className="element-list-place">
      {children}
    </div>
  );
}
