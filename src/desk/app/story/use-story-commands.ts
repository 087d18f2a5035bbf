import type { Editor } from '@tiptap/core';
import { useCommands } from '../commands.ts';
import { t } from './messages.ts';
import { listSuggestions, settle } from './suggest/settle.ts';
import { setSuggesting } from './suggest/suggesting.ts';

/** What can be done in a story by keys, for the palette and the help sheet. */
export function useStoryCommands({
  editor,
  onFind,
  onNote,
  onLink,
  onPanel,
}: {
  editor: Editor | null;
  onFind: (what: 'find' | 'replace') => void;
  onNote: () => void;
  onLink: () => void;
  onPanel: () => void;
}): void {
  const suggest = () => editor && setSuggesting(editor, !editor.storage.suggesting.isOn);
  const group = t('keysGroup');
  useCommands([
    { id: 'story-find', name: t('keyFind'), group, keys: 'Mod+F', run: () => onFind('find') },
    { id: 'story-replace', name: t('keyReplace'), group, keys: 'Mod+H', run: () => onFind('replace') },
    { id: 'story-suggest', name: t('keySuggest'), group, keys: 'Mod+Shift+S', run: suggest },
    { id: 'story-note', name: t('keyNote'), group, keys: 'Mod+Shift+M', run: onNote },
    { id: 'story-link', name: t('link'), group, keys: 'Mod+Shift+L', run: onLink },
    { id: 'story-panel', name: t('keyPanel'), group, keys: 'Mod+\\', run: onPanel },
    {
      id: 'story-next-suggestion',
      name: t('keyNextSuggestion'),
      group,
      keys: 'Mod+]',
      run: () => editor && goToNext(editor),
    },
    {
      id: 'story-accept',
      name: t('keyAccept'),
      group,
      keys: 'Mod+Enter',
      run: () => editor && decideHere(editor, 'accept'),
    },
    {
      id: 'story-refuse',
      name: t('keyRefuse'),
      group,
      keys: 'Mod+Shift+Enter',
      run: () => editor && decideHere(editor, 'refuse'),
    },
  ]);
}

function goToNext(editor: Editor): void {
  const all = listSuggestions(editor.state.doc);
  const { from, to } = editor.state.selection;
  const next = all.find((one) => one.from > from || (one.from === from && one.to > to)) ?? all[0];
  if (next) editor.chain().focus().setTextSelection({ from: next.from, to: next.to }).scrollIntoView().run();
}

function decideHere(editor: Editor, decision: 'accept' | 'refuse'): void {
  const { from, to } = editor.state.selection;
  const here = listSuggestions(editor.state.doc).find((one) => one.from <= to && one.to >= from);
  if (here) editor.view.dispatch(settle(editor.state.tr, new Set([here.id]), decision));
}
