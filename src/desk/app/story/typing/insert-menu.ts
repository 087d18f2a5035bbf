/** '/' at the start of an empty line opens the list of elements; this says when it is open and what was typed after it. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';

/** from, to  the sign and what was typed after it */
export type Asked = { readonly from: number; readonly to: number; readonly words: string };
type Menu = { readonly dismissed: boolean };

const key = new PluginKey<Menu>('insertMenu');
const LONGEST = 24;

/** `press` gets the keys while the menu is open, and answers whether it took one. */
export const InsertMenu = Extension.create<{ press: (event: KeyboardEvent) => boolean }>({
  name: 'insertMenu',
  addOptions: () => ({ press: () => false }),
  addProseMirrorPlugins() {
    const { press } = this.options;
    return [
      new Plugin<Menu>({
        key,
        state: {
          init: () => ({ dismissed: false }),
          apply: (tr, { dismissed }, _before, after) => {
            if (tr.getMeta(key) === 'dismiss') return { dismissed: true };
            return { dismissed: dismissed && slash(after) !== null };
          },
        },
        props: {
          handleKeyDown: (view, event) => {
            if (!askedElement(view.state)) return false;
            if (event.key !== 'Escape') return press(event);
            view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
            return true;
          },
        },
      }),
    ];
  },
});

/** What is asked for, or null while the menu is closed. */
export function askedElement(state: EditorState): Asked | null {
  return key.getState(state)?.dismissed ? null : slash(state);
}

function slash({ selection }: EditorState): Asked | null {
  const { $from, empty } = selection;
  const { parent } = $from;
  if (!empty || parent.type.name !== 'paragraph' || $from.parentOffset !== parent.content.size) return null;
  const text = parent.textContent;
  if (!text.startsWith('/') || text.length > LONGEST || text.startsWith('//')) return null;
  return { from: $from.start(), to: $from.pos, words: text.slice(1) };
}

/** Where the caret stands on an empty line, or null: there the "+" is shown. */
export function emptyLine({ selection }: EditorState): number | null {
  const { $from, empty } = selection;
  const { parent } = $from;
  const isEmpty = empty && parent.type.name === 'paragraph' && parent.content.size === 0;
  return isEmpty ? $from.pos : null;
}
