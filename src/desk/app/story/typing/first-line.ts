/** A place to write: an empty body gets a paragraph when somebody goes there, and so does the end of one. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** A paragraph is not placed before the server's text is there: it would stand above it. */
export const FirstLine = Extension.create<{ isReady: () => boolean }>({
  name: 'firstLine',
  addOptions: () => ({ isReady: () => true }),
  addProseMirrorPlugins() {
    const { isReady } = this.options;
    return [
      new Plugin({
        key: new PluginKey('firstLine'),
        props: {
          handleDOMEvents: {
            focus: (view) => {
              if (isReady() && view.editable && view.state.doc.childCount === 0) addLine(view);
              return false;
            },
          },
          handleClick: (view, _pos, event) => {
            if (!isReady() || !view.editable || !isBelow(view, event)) return false;
            addLine(view);
            return true;
          },
        },
      }),
    ];
  },
});

function isBelow(view: EditorView, event: MouseEvent): boolean {
  const last = view.dom.lastElementChild;
  if (!last || view.state.doc.lastChild?.type.name === 'paragraph') return !last;
  return event.clientY > last.getBoundingClientRect().bottom;
}

function addLine(view: EditorView): void {
  const { tr, schema } = view.state;
  const paragraph = schema.nodes.paragraph?.create();
  if (!paragraph) return;
  tr.insert(tr.doc.content.size, paragraph);
  view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
}
