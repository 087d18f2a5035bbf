/** Find and replace in the body: what is found is shown, the one in hand apart from the others. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { listMatches, type Match, nextMatch, type Search } from './matches.ts';

export type Finding = {
  readonly search: Search;
  readonly matches: readonly Match[];
  /** Which match is in hand, or -1. */
  readonly at: number;
  readonly shown: DecorationSet;
};

const nothing: Finding = {
  search: { words: '', matchCase: false, wholeWords: false },
  matches: [],
  at: -1,
  shown: DecorationSet.empty,
};
const key = new PluginKey<Finding>('find');

export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Finding>({
      key,
      state: {
        init: () => nothing,
        apply: (tr, before, _old, state) => {
          const meta = tr.getMeta(key) as Partial<Pick<Finding, 'search' | 'at'>> | undefined;
          if (!meta && !tr.docChanged) return before;
          return found(state, meta?.search ?? before.search, meta?.at ?? before.at);
        },
      },
      props: { decorations: (state) => key.getState(state)?.shown },
    }),
  ],
});

function found({ doc }: EditorState, search: Search, wanted: number): Finding {
  if (search.words === '') return nothing;
  const matches = listMatches(doc, search);
  const at = Math.min(wanted, matches.length - 1);
  const decorations = matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === at ? 'found found-now' : 'found' }),
  );
  return { search, matches, at, shown: DecorationSet.create(doc, decorations) };
}

export function findingOf(state: EditorState): Finding {
  return key.getState(state) ?? nothing;
}

/** Looks for these words from the caret on. */
export function startSearch(state: EditorState, search: Search): Transaction {
  const at = nextMatch(listMatches(state.doc, search), state.selection.from, 1);
  return goTo(state.tr, search, at);
}

export function step(state: EditorState, direction: 1 | -1): Transaction {
  const { search, matches, at } = findingOf(state);
  const next = matches.length === 0 ? -1 : (at + direction + matches.length) % matches.length;
  return goTo(state.tr, search, next);
}

function goTo(tr: Transaction, search: Search, at: number): Transaction {
  const match = listMatches(tr.doc, search)[at];
  if (match) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to));
  return tr.setMeta(key, { search, at }).scrollIntoView();
}

/** Replaces the match in hand and goes to the next one. */
export function replaceOne(state: EditorState, by: string): Transaction {
  const { matches, at, search } = findingOf(state);
  const match = matches[at];
  if (!match) return state.tr;
  const tr = put(state.tr, match, by);
  return goTo(tr, search, nextMatch(listMatches(tr.doc, search), match.from + by.length, 1));
}

/** Replaces all of them in one step, which one undo takes back. */
export function replaceAll(state: EditorState, by: string): Transaction {
  const { tr } = state;
  for (const match of findingOf(state).matches.toReversed()) put(tr, match, by);
  return tr;
}

function put(tr: Transaction, { from, to }: Match, by: string): Transaction {
  return by === '' ? tr.delete(from, to) : tr.insertText(by, from, to);
}

export function endSearch(state: EditorState): Transaction {
  return state.tr.setMeta(key, { search: nothing.search, at: -1 });
}
