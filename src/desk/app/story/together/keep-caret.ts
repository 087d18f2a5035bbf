/** The caret stays with the words around it when a colleague writes in the same paragraph. */
import { Extension } from '@tiptap/core';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';

/** What the binding between editor and shared document knows; its package leaves this without types. */
type Binding =
  Parameters<typeof relativePositionToAbsolutePosition> extends [
    infer Doc,
    infer Type,
    infer Relative,
    infer Mapping,
  ]
    ? {
        doc: Doc;
        type: Type;
        mapping: Mapping;
        beforeTransactionSelection: { type: string; anchor: Relative; head: Relative } | null;
      }
    : never;

/**
 * The binding guesses where a caret belongs after a change from elsewhere, by comparing the texts of paragraphs, and
 * guesses wrong when both write in one. Blocks have ids here: where the shared document leads back into the same block,
 * it is right.
 */
export const KeepCaret = Extension.create({
  name: 'keepCaret',
  priority: 2000,
  dispatchTransaction({ transaction, next }) {
    if (transaction.getMeta(ySyncPluginKey)?.isChangeOrigin) correct(this.editor.state, transaction);
    next(transaction);
  },
});

function correct(state: EditorState, tr: Transaction): void {
  const binding = ySyncPluginKey.getState(state)?.binding as Binding | undefined;
  const before = binding?.beforeTransactionSelection;
  if (!binding || before?.type !== 'text') return;
  const { $anchor, $head } = state.selection;
  const resolve = (relative: typeof before.anchor, old: typeof $anchor) => {
    const pos = relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping);
    if (pos === null || pos > tr.doc.content.size) return null;
    const $pos = tr.doc.resolve(pos);
    return $pos.parent.isTextblock && $pos.parent.attrs.id === old.parent.attrs.id ? $pos : null;
  };
  const $from = resolve(before.anchor, $anchor);
  const $to = resolve(before.head, $head);
  if ($from && $to) tr.setSelection(TextSelection.between($from, $to));
}
