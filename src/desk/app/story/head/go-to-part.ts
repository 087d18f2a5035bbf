import type { Editor } from '@tiptap/core';
import type { Part } from '#stories/compare.js';

/** Leads to a part of the story: a block by its id, a text above it, or a field in the panel. */
export function goToPart(editor: Editor | null, part: Part): void {
  const text = document.querySelector<HTMLElement>(`.text-part.${CSS.escape(part)} textarea`);
  if (text) {
    text.focus();
    return;
  }
  editor?.state.doc.descendants((node, pos) => {
    if (node.attrs.id !== part) return true;
    editor
      .chain()
      .focus()
      .setTextSelection(pos + 1)
      .scrollIntoView()
      .run();
    return false;
  });
}
