import { getSchema } from '@tiptap/core';
import type { NodeSpec } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { workingSchema } from '#stories/working-schema.js';
import { listMatches } from '../find/matches.ts';
import { blockIdPlugin } from '../typing/block-ids.ts';
import { place, setText, toggleList } from '../typing/elements.ts';
import { sliceOf } from '../typing/paste.ts';
import { bodyExtensions } from './extensions.ts';

const schema = getSchema(bodyExtensions);
const p = (text: string, id: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: text ? [{ type: 'text', text }] : [],
});
const bodyOf = (...content: unknown[]) => schema.nodeFromJSON({ type: 'doc', content });
const stateOf = (...content: unknown[]) =>
  EditorState.create({ doc: bodyOf(...content), plugins: [blockIdPlugin(Math.random)] });
const idsOf = (state: EditorState) => {
  const ids: string[] = [];
  state.doc.descendants((node) => {
    if (typeof node.attrs.id === 'string') ids.push(node.attrs.id);
  });
  return ids;
};

test('the editor writes what the working document stores: the same elements, marks and order', () => {
  const told = (one: typeof schema) =>
    Object.values(one.nodes).map(({ name, spec }) => {
      const { content = '', group, inline, atom, code, isolating, marks } = spec as NodeSpec;
      return [name, { content, group, inline, atom, code, isolating, marks }, Object.keys(spec.attrs ?? {})];
    });
  expect(new Map(told(schema) as [string, unknown][])).toEqual(
    new Map(told(workingSchema) as [string, unknown][]),
  );
  const marks = (one: typeof schema) =>
    Object.values(one.marks).map(({ name, spec }) => [
      name,
      spec.inclusive,
      spec.excludes,
      Object.keys(spec.attrs ?? {}),
    ]);
  expect(marks(schema)).toEqual(marks(workingSchema));
  expect(schema.topNodeType.contentMatch.defaultType?.name).toBe('paragraph');
});

test('a paragraph parted in the middle keeps its id above and gets one below', () => {
  const state = stateOf(p('One two', 'aaaaaaaa'));
  const [first, second] = idsOf(state.apply(state.tr.split(4)));
  expect(first).toBe('aaaaaaaa');
  expect(second).toMatch(/^[a-z][a-z0-9]{7}$/);
  expect(second).not.toBe(first);
});

test('Enter at the start of a paragraph leaves the id with the words', () => {
  const state = stateOf(p('One two', 'aaaaaaaa'));
  const ids = idsOf(state.apply(state.tr.split(1)));
  expect(ids[1]).toBe('aaaaaaaa');
  expect(ids[0]).not.toBe('aaaaaaaa');
});

test('a copy pasted above a paragraph gets another id, and the paragraph keeps its own', () => {
  const state = stateOf(p('One', 'aaaaaaaa'), p('Two', 'bbbbbbbb'));
  const ids = idsOf(state.apply(state.tr.insert(0, state.doc.child(1))));
  expect(ids.slice(1)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
  expect(new Set(ids).size).toBe(3);
});

test('a paragraph made a crosshead keeps its id', () => {
  const state = stateOf(p('One', 'aaaaaaaa'));
  let after = state;
  setText('crosshead1')(state, (tr) => {
    after = state.apply(tr);
  });
  expect(after.doc.child(0)).toMatchObject({ attrs: { id: 'aaaaaaaa', level: 1 } });
});

test('a list is made of a paragraph and taken apart again', () => {
  let state = stateOf(p('One', 'aaaaaaaa'));
  const run = () => toggleList(false)(state, (tr) => (state = state.apply(tr)));
  run();
  expect(state.doc.child(0).type.name).toBe('list');
  run();
  expect(state.doc.child(0).type.name).toBe('paragraph');
});

test('an element takes the place of an empty line, and stands below a line with words', () => {
  const put = (text: string) => {
    let state = stateOf(p(text, 'aaaaaaaa'), p('End', 'bbbbbbbb'));
    place({ type: 'divider' })(state, (tr) => {
      state = state.apply(tr);
    });
    return state.doc.children.map((node) => node.type.name).join(' ');
  };
  expect(put('')).toBe('divider paragraph');
  expect(put('Words')).toBe('paragraph divider paragraph');
});

test('what is pasted runs into the text at both ends', () => {
  const state = stateOf(p('One two', 'aaaaaaaa'));
  const body = { type: 'doc', content: [p('A', 'cccccccc'), p('B', 'dddddddd')] };
  const after = state.apply(state.tr.replace(4, 4, sliceOf(body as never, schema)));
  expect(after.doc.children.map((node) => node.textContent)).toEqual(['OneA', 'B two']);
});

test('words are found across marks, whatever their case and quotation marks', () => {
  const doc = bodyOf(
    {
      type: 'paragraph',
      attrs: { id: 'aaaaaaaa' },
      content: [
        { type: 'text', text: 'The “mi' },
        { type: 'text', text: 'nister', marks: [{ type: 'strong' }] },
        { type: 'text', text: '” spoke' },
      ],
    },
    p('Ministers', 'bbbbbbbb'),
  );
  const find = (words: string, more = {}) =>
    listMatches(doc, { words, matchCase: false, wholeWords: false, ...more }).length;
  expect(find('minister')).toBe(2);
  expect(find('Minister', { matchCase: true })).toBe(1);
  expect(find('minister', { wholeWords: true })).toBe(1);
  expect(find('"minister" spoke')).toBe(1);
  expect(find('(')).toBe(0);
});
