import type { Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';

/** Does something that one undo takes back by itself, and not together with what was typed just before. */
export function asOneStep(editor: Editor, tr: Transaction): void {
  const { undoManager } = (yUndoPluginKey.getState(editor.state) ?? {}) as {
    undoManager?: { stopCapturing(): void };
  };
  undoManager?.stopCapturing();
  editor.view.dispatch(tr);
  undoManager?.stopCapturing();
}
