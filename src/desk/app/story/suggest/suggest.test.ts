import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { workingSchema } from '#stories/working-schema.js';
import { listSuggestions, settle } from './settle.ts';
import { asSuggestion } from './track.ts';

let made = 0;
const anna = (at = 1000) => ({ by: 7, at, newId: () => `s${++made}` });
const ben = { by: 8, at: 2000, newId: () => `b${++made}` };

const p = (text: string, id: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: text ? [{ type: 'text', text }] : [],
});
const bodyOf = (...content: unknown[]) => workingSchema.nodeFromJSON({ type: 'doc', content });
const stateOf = (doc: Node) => EditorState.create({ doc });

/** A body in signs: [+come+], [-gone-], and a block suggested to come or go begins with + or -. */
function shown(doc: Node): string {
  const blocks: string[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock && !(node.isBlock && node.isAtom)) return true;
    let text = { in: '+', out: '-' }[node.attrs.suggested as string] ?? '';
    if (node.isAtom) text += `<${node.type.name}>`;
    node.forEach((inline) => {
      if (!inline.isText) {
        text += { in: '[+/+]', out: '[-/-]' }[inline.attrs.suggested as string] ?? '/';
        return;
      }
      const words = inline.text;
      const names = inline.marks.map((mark) => mark.type.name);
      const goes = names.includes('suggestedOut') ? `[-${words}-]` : words;
      text += names.includes('suggestedIn') ? `[+${goes}+]` : goes;
    });
    blocks.push(text);
    return false;
  });
  return blocks.join(' | ');
}

function place(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    const at = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (at >= 0 && found < 0) found = pos + at;
  });
  if (found < 0) throw new Error(`There is no "${words}" in it.`);
  return found;
}

type Edit = (tr: Transaction) => Transaction;
function suggest(doc: Node, edit: Edit, who = anna()): Node {
  const state = stateOf(doc);
  return state.apply(asSuggestion(state, edit(state.tr), who)).doc;
}
const accepted = (doc: Node) => shown(settle(stateOf(doc).tr, null, 'accept').doc);
const refused = (doc: Node) => shown(settle(stateOf(doc).tr, null, 'refuse').doc);

const start = bodyOf(p('The minister spoke.', 'aaaaaaaa'), p('Nobody listened.', 'bbbbbbbb'));

test('words typed in come as a suggestion', () => {
  const doc = suggest(start, (tr) => tr.insertText('prime ', place(tr.doc, 'minister')));
  expect(shown(doc)).toBe('The [+prime +]minister spoke. | Nobody listened.');
  expect(accepted(doc)).toBe('The prime minister spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test('words deleted stay in their place until somebody decides', () => {
  const doc = suggest(start, (tr) => tr.delete(place(tr.doc, 'minister'), place(tr.doc, 'spoke')));
  expect(shown(doc)).toBe('The [-minister -]spoke. | Nobody listened.');
  expect(accepted(doc)).toBe('The spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test('words typed over others are one suggestion of both', () => {
  const from = place(start, 'minister');
  const doc = suggest(start, (tr) => tr.insertText('mayor', from, from + 8));
  expect(shown(doc)).toBe('The [-minister-][+mayor+] spoke. | Nobody listened.');
  expect(listSuggestions(doc)).toMatchObject([{ by: 7, at: 1000, goes: 'minister', comes: 'mayor' }]);
  expect(accepted(doc)).toBe('The mayor spoke. | Nobody listened.');
});

test('typing letter by letter is one suggestion', () => {
  let doc = start;
  for (const [at, letter] of [...'new '].entries()) {
    doc = suggest(doc, (tr) => tr.insertText(letter, place(start, 'minister') + at), anna(1000 + at));
  }
  expect(listSuggestions(doc)).toMatchObject([{ comes: 'new ' }]);
});

test("what one suggested oneself goes at once, a colleague's suggestion waits", () => {
  const doc = suggest(start, (tr) => tr.insertText('prime ', place(tr.doc, 'minister')));
  const take = (tr: Transaction) => tr.delete(place(tr.doc, 'prime'), place(tr.doc, 'prime') + 6);
  expect(shown(suggest(doc, take))).toBe(shown(start));
  const both = suggest(doc, take, ben);
  expect(shown(both)).toBe('The [+[-prime -]+]minister spoke. | Nobody listened.');
  expect(refused(both)).toBe(shown(start));
  expect(accepted(both)).toBe(shown(start));
});

test('Enter in a paragraph suggests to part it, and refusing puts it together', () => {
  const doc = suggest(start, (tr) => tr.split(place(tr.doc, 'minister')));
  expect(shown(doc)).toBe('The  | +minister spoke. | Nobody listened.');
  expect(accepted(doc)).toBe('The  | minister spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test('Backspace at the start of a paragraph suggests to join it to the one before', () => {
  const doc = suggest(start, (tr) => tr.join(tr.doc.child(0).nodeSize));
  expect(shown(doc)).toBe('The minister spoke. | -Nobody listened.');
  expect(accepted(doc)).toBe('The minister spoke.Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test("a paragraph of one's own that was only suggested is joined at once", () => {
  const parted = suggest(start, (tr) => tr.split(place(tr.doc, 'minister')));
  expect(shown(suggest(parted, (tr) => tr.join(tr.doc.child(0).nodeSize)))).toBe(shown(start));
});

test('deleting across paragraphs marks the words and the edge between them', () => {
  const doc = suggest(start, (tr) => tr.delete(place(tr.doc, ' spoke'), place(tr.doc, 'listened')));
  expect(shown(doc)).toBe('The minister[- spoke.-] | -[-Nobody -]listened.');
  expect(accepted(doc)).toBe('The ministerlistened.');
  expect(refused(doc)).toBe(shown(start));
});

test('a whole paragraph deleted goes with its place when that is accepted', () => {
  const doc = suggest(start, (tr) => tr.delete(tr.doc.child(0).nodeSize, tr.doc.content.size));
  expect(shown(doc)).toBe('The minister spoke. | -[-Nobody listened.-]');
  expect(listSuggestions(doc)).toHaveLength(1);
  expect(accepted(doc)).toBe('The minister spoke.');
  expect(refused(doc)).toBe(shown(start));
});

test('paragraphs pasted in come as new ones, and all of them go when refused', () => {
  const pasted = bodyOf(p('One.', 'cccccccc'), p('Two.', 'dddddddd'), p('Three.', 'eeeeeeee'));
  const doc = suggest(start, (tr) => {
    const at = place(tr.doc, ' spoke');
    return tr.replace(at, at, pasted.slice(1, pasted.content.size - 1));
  });
  expect(shown(doc)).toBe('The minister[+One.+] | +[+Two.+] | +[+Three.+] spoke. | Nobody listened.');
  expect(accepted(doc)).toBe('The ministerOne. | Two. | Three. spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test('a divider placed or taken away is a suggestion too', () => {
  const divider = workingSchema.nodes.divider?.create({ id: 'ffffffff' });
  const at = start.child(0).nodeSize;
  const doc = suggest(start, (tr) => tr.insert(at, divider ?? []));
  expect(shown(doc)).toBe('The minister spoke. | +<divider> | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
  const there = bodyOf(p('One.', 'aaaaaaaa'), { type: 'divider', attrs: { id: 'ffffffff' } });
  const gone = suggest(there, (tr) => tr.delete(tr.doc.child(0).nodeSize, tr.doc.content.size));
  expect(shown(gone)).toBe('One. | -<divider>');
  expect(accepted(gone)).toBe('One.');
  expect(refused(gone)).toBe('One. | <divider>');
});

test('words set in bold are suggested as words', () => {
  const { strong } = workingSchema.marks;
  const doc = suggest(start, (tr) => {
    const from = place(tr.doc, 'minister');
    return strong ? tr.addMark(from, from + 8, strong.create()) : tr;
  });
  expect(shown(doc)).toBe('The [-minister-][+minister+] spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
});

test('a paragraph made a crosshead is suggested as one for the other', () => {
  const doc = suggest(start, (tr) =>
    tr.setNodeMarkup(0, workingSchema.nodes.crosshead, { id: 'aaaaaaaa', level: 1 }),
  );
  expect(shown(doc)).toBe('-[-The minister spoke.-] | +[+The minister spoke.+] | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
  expect(settle(stateOf(doc).tr, null, 'accept').doc.child(0).type.name).toBe('crosshead');
});

test('an item of a list is parted and put together', () => {
  const list = bodyOf({
    type: 'list',
    attrs: { id: 'llllllll' },
    content: [{ type: 'listItem', attrs: { id: 'iiiiiiii' }, content: [p('One two', 'aaaaaaaa')] }],
  });
  const doc = suggest(list, (tr) => tr.split(place(tr.doc, 'two'), 2));
  expect(doc.child(0).child(1).attrs.suggested).toBe('in');
  expect(refused(doc)).toBe('One two');
  expect(settle(stateOf(doc).tr, null, 'refuse').doc.child(0).childCount).toBe(1);
  expect(settle(stateOf(doc).tr, null, 'accept').doc.child(0).childCount).toBe(2);
});

test('one of several suggestions is decided and the others wait', () => {
  const one = suggest(start, (tr) => tr.insertText('prime ', place(tr.doc, 'minister')));
  const two = suggest(one, (tr) => tr.insertText('at all', place(tr.doc, '.') + 0), ben);
  const [first] = listSuggestions(two);
  const doc = settle(stateOf(two).tr, new Set([first?.id ?? '']), 'accept').doc;
  expect(listSuggestions(doc)).toHaveLength(1);
  expect(shown(doc)).toContain('The prime minister');
});

test('after Backspace the caret stands before what goes, after Delete behind it', () => {
  const at = place(start, 'minister');
  const state = stateOf(start);
  const from = (pos: number) => state.apply(state.tr.setSelection(TextSelection.create(start, pos)));
  const back = from(at);
  expect(asSuggestion(back, back.tr.delete(at - 1, at), anna()).selection.head).toBe(at - 1);
  const forward = from(at);
  expect(asSuggestion(forward, forward.tr.delete(at, at + 1), anna()).selection.head).toBe(at + 1);
  const typed = from(at);
  expect(asSuggestion(typed, typed.tr.insertText('x', at), anna()).selection.head).toBe(at + 1);
});

test('any run of edits is refused back to what stood before', () => {
  let seed = 4;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 150; round++) {
    let doc = start;
    const log: string[] = [];
    for (let step = 0; step < 6; step++) {
      const at = () => 1 + Math.floor(random() * (doc.content.size - 2));
      const [one, two] = [at(), at()].sort((a, b) => a - b) as [number, number];
      const kind = random();
      doc = suggest(doc, (tr) => {
        log.push(`${kind.toFixed(2)} ${one} ${two} ${shown(doc)}`);
        if (kind < 0.4) return tr.doc.resolve(one).parent.isTextblock ? tr.insertText('xy', one) : tr;
        if (kind < 0.8) return tr.delete(one, Math.min(two, one + 9));
        return tr.doc.resolve(one).parent.isTextblock ? tr.split(one) : tr;
      });
      doc.check();
    }
    expect(refused(doc), log.join('\n')).toBe(shown(start));
  }
});

test('a line break is suggested by itself', () => {
  const brk = workingSchema.nodes.hardBreak?.create();
  const doc = suggest(start, (tr) => tr.insert(place(tr.doc, 'minister'), brk ?? []));
  expect(shown(doc)).toBe('The [+/+]minister spoke. | Nobody listened.');
  expect(accepted(doc)).toBe('The /minister spoke. | Nobody listened.');
  expect(refused(doc)).toBe(shown(start));
  const there = settle(stateOf(doc).tr, null, 'accept').doc;
  const gone = suggest(there, (tr) => tr.delete(place(tr.doc, 'minister') - 1, place(tr.doc, 'minister')));
  expect(shown(gone)).toBe('The [-/-]minister spoke. | Nobody listened.');
  expect(accepted(gone)).toBe(shown(start));
});
