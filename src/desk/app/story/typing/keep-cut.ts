/** Writers from outside neither place, move nor delete the premium cut: the server would take nothing more from them. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

export const KeepCut = Extension.create<{ isKept: boolean }>({
  name: 'keepCut',
  addOptions: () => ({ isKept: false }),
  addProseMirrorPlugins() {
    if (!this.options.isKept) return [];
    return [
      new Plugin({
        key: new PluginKey('keepCut'),
        filterTransaction: (tr) =>
          !tr.docChanged ||
          tr.getMeta(ySyncPluginKey)?.isChangeOrigin === true ||
          cutOf(tr.before) === cutOf(tr.doc),
      }),
    ];
  },
});

function cutOf(doc: Node): Node | undefined {
  return doc.children.find(({ type }) => type.name === 'premiumCut');
}
