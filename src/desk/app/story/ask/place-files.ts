import type { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';
import { say, sayProblem } from '../../parts/toast.tsx';
import { type PictureRow, uploadPicture } from '../../pictures/upload.ts';
import { t } from '../messages.ts';
import { type NewElement, place } from '../typing/elements.ts';

/** Puts files into the library, and each into the text as it arrives. What does not arrive is said, and the rest goes on. */
export async function placeFiles(editor: Editor, files: readonly File[], pos: number | null): Promise<void> {
  if (pos !== null) {
    const { tr } = editor.state;
    editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))));
  }
  for (const file of files) {
    say(t('uploading', { name: file.name }));
    const row = await uploadPicture(file).catch(sayProblem);
    if (!row || editor.isDestroyed) continue;
    place(elementOf(row))(editor.state, (tr) => editor.view.dispatch(tr));
  }
}

/** Lets somebody choose files of their own machine. */
export function chooseFiles(onFiles: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]));
  input.click();
}

function elementOf({ id, is, alt, credit, caption, name, mime, sizeBytes }: PictureRow): NewElement {
  if (is === 'file') return { type: 'file', attrs: { media: id, name, mime, sizeBytes } };
  const content = caption ? [{ type: 'text', text: caption }] : [];
  return { type: 'picture', attrs: { media: id, alt, credit }, content };
}
