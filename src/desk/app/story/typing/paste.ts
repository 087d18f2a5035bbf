/** What is pasted or dropped from elsewhere goes through the house's own reader, which lets nothing in that could run. */
import { Extension } from '@tiptap/core';
import { Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, Selection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Body } from '#stories/document.js';
import { cleanLink, isSafeLink } from '#stories/document.js';

type Reader = typeof import('#stories/from-html.js');
let reader: Promise<Reader> | undefined;

/** The reader is large and only wanted when somebody pastes; asked for early, it is there when that happens. */
export function readerOfHtml(): Promise<Reader> {
  reader ??= import('#stories/from-html.js');
  return reader;
}

/** files  what to do with pictures and other files that were pasted or dropped at this place */
export type PasteOptions = { readonly files: (files: File[], pos: number | null) => void };

export const Paste = Extension.create<PasteOptions>({
  name: 'pasteClean',
  addOptions: () => ({ files: () => undefined }),
  addProseMirrorPlugins() {
    const { files } = this.options;
    return [
      new Plugin({
        key: new PluginKey('pasteClean'),
        props: {
          handlePaste: (view, event) => takeIn(view, event.clipboardData, { files, pos: null }),
          handleDrop: (view, event, _slice, moved) => {
            const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
            return !moved && takeIn(view, event.dataTransfer, { files, pos });
          },
        },
      }),
    ];
  },
});

type Where = { readonly pos: number | null; readonly files: PasteOptions['files'] };

/** returns  whether it was taken; what comes from an editor of ours and plain text are left to ProseMirror */
function takeIn(view: EditorView, data: DataTransfer | null, { pos, files }: Where): boolean {
  if (!data || !view.editable || view.state.selection.$from.parent.type.spec.code) return false;
  const html = data.getData('text/html');
  if (html.includes('data-pm-slice')) return false;
  if (html === '' && data.files.length > 0) {
    files([...data.files], pos);
    return true;
  }
  const linked = html === '' && linkOver(view, data.getData('text/plain'));
  if (linked || html === '') return linked;
  void readerOfHtml().then(({ fromHtml }) => {
    if (view.isDestroyed) return;
    const { tr } = view.state;
    if (pos !== null) tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size))));
    pasteBody(tr, sliceOf(fromHtml(html).body, view.state.schema));
    view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  });
  return true;
}

/** An address pasted over words becomes their link. */
function linkOver(view: EditorView, text: string): boolean {
  const { selection, schema, tr } = view.state;
  const { link } = schema.marks;
  const isAddress = /^https?:\/\/\S+$/.test(text.trim()) && isSafeLink(text.trim());
  const href = isAddress ? cleanLink(text.trim()) : null;
  if (selection.empty || !href || !link || !selection.$from.sameParent(selection.$to)) return false;
  view.dispatch(tr.addMark(selection.from, selection.to, link.create({ href, story: null })));
  return true;
}

/** Paragraphs at either end run into the text around them; anything else stands by itself. */
export function sliceOf(body: Body, schema: Schema): Slice {
  const content = Fragment.fromJSON(schema, body.content);
  const open = (type: string | undefined) => (type === 'paragraph' ? 1 : 0);
  return new Slice(content, open(content.firstChild?.type.name), open(content.lastChild?.type.name));
}

/** Where only text may stand, as in a caption, the words of what is pasted go in. */
function pasteBody(tr: Transaction, slice: Slice): void {
  const { parent } = tr.selection.$from;
  const inText = ['picture', 'pullQuote', 'crosshead'].includes(parent.type.name);
  if (inText && slice.content.childCount > 1) {
    const text = slice.content.textBetween(0, slice.content.size, ' ');
    tr.insertText(text);
  } else tr.replaceSelection(slice);
}
