/** Puts the editor of a story's body together. */
import { Editor, Extension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { dropCursor } from '@tiptap/pm/dropcursor';
import { gapCursor } from '@tiptap/pm/gapcursor';
import { tableEditing } from '@tiptap/pm/tables';
import { bodyOf } from '#stories/working-document.js';
import { colourOf } from '../../collab/person-colour.ts';
import type { Surroundings } from './body/element-view.ts';
import { ElementViews } from './body/element-views.ts';
import { bodyExtensions } from './body/extensions.ts';
import { clipboardSerializer } from './body/kept-attributes.ts';
import { Find } from './find/find-plugin.ts';
import { t } from './messages.ts';
import { Suggesting } from './suggest/suggesting.ts';
import { KeepCaret } from './together/keep-caret.ts';
import type { Me, StorySession } from './together/session.ts';
import { BlockIds } from './typing/block-ids.ts';
import { FirstLine } from './typing/first-line.ts';
import { InsertMenu } from './typing/insert-menu.ts';
import { KeepCut } from './typing/keep-cut.ts';
import { Keys } from './typing/keys.ts';
import { Paste } from './typing/paste.ts';
import { Shortcuts } from './typing/shortcuts.ts';

/**
 * files     what came by paste or drop
 * press     keys for the list of elements while it is open
 * keepsCut  the premium cut is not this person's to place
 */
export type EditorWishes = {
  readonly session: StorySession;
  readonly me: Me;
  readonly surroundings: Surroundings;
  readonly files: (files: File[], pos: number | null) => void;
  readonly press: (event: KeyboardEvent) => boolean;
  readonly keepsCut: boolean;
};

const Cursors = Extension.create({
  name: 'cursors',
  addProseMirrorPlugins: () => [
    gapCursor(),
    dropCursor({ class: 'drop-cursor', color: false }),
    tableEditing(),
  ],
});

export function makeEditor(element: HTMLElement, wishes: EditorWishes): Editor {
  const { session, me, surroundings, files, press } = wishes;
  const editor = new Editor({
    element,
    injectCSS: false,
    editable: session.state.mayWrite,
    extensions: [
      ...bodyExtensions,
      KeepCaret,
      Keys,
      Shortcuts,
      BlockIds,
      Cursors,
      Find,
      FirstLine.configure({ isReady: () => session.state.isSynced || session.state.isReady }),
      Suggesting.configure({ by: me.id }),
      KeepCut.configure({ isKept: wishes.keepsCut }),
      InsertMenu.configure({ press }),
      Paste.configure({ files }),
      ElementViews.configure({ surroundings }),
      Collaboration.configure({ fragment: bodyOf(session.doc) }),
      CollaborationCaret.configure({
        provider: session.provider,
        user: { id: me.id, name: me.name, color: colourOf(me.id) },
        render: drawCaret,
        selectionRender: ({ id }) => ({
          class: 'their-selection',
          style: `--theirs: ${colourOf(Number(id))}`,
        }),
      }),
    ],
    editorProps: {
      attributes: {
        class: 'story-body',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('body'),
        spellcheck: 'true',
        'data-placeholder': t('bodyEmpty'),
      },
      scrollThreshold: 80,
      scrollMargin: 120,
    },
  });
  editor.setOptions({
    editorProps: { ...editor.options.editorProps, clipboardSerializer: clipboardSerializer(editor.schema) },
  });
  return editor;
}

/** A line in the person's colour with the name on it. */
function drawCaret(user: Record<string, unknown>): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'their-caret';
  caret.style.setProperty('--theirs', colourOf(Number(user.id)));
  const name = document.createElement('span');
  name.className = 'their-name';
  name.textContent = String(user.name ?? '');
  caret.append(name);
  return caret;
}
