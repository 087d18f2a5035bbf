/** The switch between changing a text and suggesting changes to it. */
import { type Editor, Extension } from '@tiptap/core';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { AS_IT_IS, asSuggestion } from './track.ts';

export type SuggestingStorage = { isOn: boolean };

declare module '@tiptap/core' {
  interface Storage {
    suggesting: SuggestingStorage;
  }
}

export const Suggesting = Extension.create<{ by: number }, SuggestingStorage>({
  name: 'suggesting',
  // After all that rewrite transactions: it sees what would really be done.
  priority: 1,
  addOptions: () => ({ by: 0 }),
  addStorage: () => ({ isOn: false }),
  dispatchTransaction({ transaction, next }) {
    const { state } = this.editor;
    const foreign = transaction.getMeta(ySyncPluginKey) || transaction.getMeta(AS_IT_IS);
    if (!this.storage.isOn || !transaction.docChanged || foreign) return next(transaction);
    next(asSuggestion(state, transaction, { by: this.options.by, at: Date.now(), newId: newSuggestionId }));
  },
});

function newSuggestionId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}

/** The transaction changes nothing; it lets everything that shows the switch be told. */
export function setSuggesting(editor: Editor, isOn: boolean): void {
  editor.storage.suggesting.isOn = isOn;
  editor.view.dom.classList.toggle('suggesting', isOn);
  editor.view.dispatch(editor.state.tr.setMeta('suggesting', isOn));
}
