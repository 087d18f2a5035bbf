/** The keys of the body. `editorKeys` is also what the help sheet lists. */
import { Extension } from '@tiptap/core';
import { liftListItem, sinkListItem, splitListItem } from '@tiptap/pm/schema-list';
import type { Command, EditorState } from '@tiptap/pm/state';
import { goToNextCell } from '@tiptap/pm/tables';
import { breakLine, goOnBelow, setText, toggle, toggleAround, toggleList } from './elements.ts';

/** By the key, as ProseMirror names it: what it does. */
const KEYS: Readonly<Record<string, Command>> = {
  'Mod-b': toggle('strong'),
  'Mod-i': toggle('emphasis'),
  'Mod-e': toggle('code'),
  'Mod-Shift-x': toggle('strike'),
  'Mod-,': toggle('subscript'),
  'Mod-.': toggle('superscript'),
  'Mod-Alt-0': setText('paragraph'),
  'Mod-Alt-1': setText('crosshead1'),
  'Mod-Alt-2': setText('crosshead2'),
  'Mod-Shift-7': toggleList(true),
  'Mod-Shift-8': toggleList(false),
  'Mod-Shift-9': toggleAround('quotation'),
  'Shift-Enter': breakLine,
  Enter: oneOf(goOnBelow, inList('split')),
  Tab: oneOf(goToNextCell(1), inList('sink')),
  'Shift-Tab': oneOf(goToNextCell(-1), inList('lift')),
};

export const Keys = Extension.create({
  name: 'keys',
  priority: 1100,
  addKeyboardShortcuts() {
    const { editor } = this;
    const run = (command: Command) => () =>
      command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
    return Object.fromEntries(Object.entries(KEYS).map(([key, command]) => [key, run(command)]));
  },
});

function oneOf(...commands: Command[]): Command {
  return (state, dispatch, view) => commands.some((command) => command(state, dispatch, view));
}

function inList(what: 'split' | 'sink' | 'lift'): Command {
  const by = { split: splitListItem, sink: sinkListItem, lift: liftListItem }[what];
  return (state: EditorState, dispatch) => {
    const { listItem } = state.schema.nodes;
    return listItem ? by(listItem)(state, dispatch) : false;
  };
}
