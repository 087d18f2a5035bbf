/** The elements that can be placed, for the list that '/' and "+" open. */
import type { Editor } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import { type StoryTextName, t } from '../messages.ts';
import { type NewElement, place, setText, toggleAround, toggleList } from './elements.ts';

/** What needs a question first is asked by the screen. */
export type Question = 'picture' | 'gallery' | 'alsoRead' | 'embed' | 'file';

/** signs: what one may type instead of choosing it here; words: by which it is found besides its name. */
export type ElementEntry = {
  readonly id: string;
  readonly name: StoryTextName;
  readonly signs?: string;
  readonly words?: string;
  readonly run: { readonly command: Command } | { readonly ask: Question };
};

const paragraph = (): NewElement => ({ type: 'paragraph' });
const cell = (header: boolean): NewElement => ({
  type: 'tableCell',
  attrs: { header },
  content: [paragraph()],
});
const row = (header: boolean): NewElement => ({
  type: 'tableRow',
  content: [cell(header), cell(header), cell(header)],
});

export const elementEntries: readonly ElementEntry[] = [
  {
    id: 'crosshead1',
    name: 'crosshead1',
    signs: '##',
    words: 'heading h2',
    run: { command: setText('crosshead1') },
  },
  {
    id: 'crosshead2',
    name: 'crosshead2',
    signs: '###',
    words: 'heading h3',
    run: { command: setText('crosshead2') },
  },
  { id: 'bulletList', name: 'bulletList', signs: '-', words: 'bullets', run: { command: toggleList(false) } },
  { id: 'numberedList', name: 'numberedList', signs: '1.', run: { command: toggleList(true) } },
  {
    id: 'quotation',
    name: 'quotation',
    signs: '>',
    words: 'blockquote',
    run: { command: toggleAround('quotation') },
  },
  { id: 'pullQuote', name: 'pullQuote', words: 'quotation large', run: { command: setText('pullQuote') } },
  { id: 'picture', name: 'picture', words: 'image photo', run: { ask: 'picture' } },
  { id: 'gallery', name: 'gallery', words: 'images photos', run: { ask: 'gallery' } },
  { id: 'alsoRead', name: 'alsoRead', words: 'related link story', run: { ask: 'alsoRead' } },
  {
    id: 'table',
    name: 'table',
    words: 'rows columns',
    run: { command: place({ type: 'table', content: [row(true), row(false), row(false)] }) },
  },
  { id: 'embed', name: 'embed', words: 'video post tweet', run: { ask: 'embed' } },
  {
    id: 'factBox',
    name: 'factBox',
    words: 'background',
    run: { command: place({ type: 'factBox', content: [paragraph()] }) },
  },
  { id: 'file', name: 'file', words: 'download pdf sound audio', run: { ask: 'file' } },
  {
    id: 'preformatted',
    name: 'preformatted',
    signs: '```',
    words: 'code verse poem',
    run: { command: setText('preformatted') },
  },
  {
    id: 'divider',
    name: 'divider',
    signs: '---',
    words: 'line',
    run: { command: place({ type: 'divider' }) },
  },
  { id: 'premiumCut', name: 'premiumCut', words: 'paywall members', run: { command: placeCut } },
];

/** The one cut of a story is moved here rather than doubled. */
function placeCut(...[state, dispatch, view]: Parameters<Command>): boolean {
  let there: number | undefined;
  state.doc.forEach((node, pos) => {
    if (node.type.name === 'premiumCut') there = pos;
  });
  if (there === undefined || !view || !dispatch) return place({ type: 'premiumCut' })(state, dispatch, view);
  dispatch(state.tr.delete(there, there + 1));
  return place({ type: 'premiumCut' })(view.state, dispatch, view);
}

/** Those with a word that begins so; by name before those known by another word. */
export function matchingEntries(words: string): ElementEntry[] {
  const wanted = words.trim().toLowerCase();
  const begins = (text: string) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  const byName = elementEntries.filter(({ name }) => begins(t(name)));
  const byWord = elementEntries.filter((one) => !byName.includes(one) && begins(one.words ?? ''));
  return [...byName, ...byWord];
}

/** Does it in the text, or gives back what must be asked first. */
export function runEntry(editor: Editor, { run }: ElementEntry): Question | null {
  if ('ask' in run) return run.ask;
  run.command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
  editor.view.focus();
  return null;
}
