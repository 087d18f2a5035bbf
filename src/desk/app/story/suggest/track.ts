/**
 * Turns what somebody types into suggestions. Words that would go are marked as going, words that come are marked as
 * coming, and a block that is new or would go says so itself. A block suggested to come, or to go, speaks of its
 * boundary with what stands before it: refusing a split puts the two halves together again.
 */
import { Fragment, type Mark, type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';

export type Suggester = { readonly by: number; readonly at: number; readonly newId: () => string };

/** Words from `from` to `to` are to become `slice`. */
type Change = { readonly from: number; readonly to: number; readonly slice: Slice };
type Work = { readonly tr: Transaction; readonly who: Suggester; readonly id: string };

/** Already made into suggestions, or not to be: what decides on suggestions says so. */
export const AS_IT_IS = 'suggest:as-it-is';

/** returns  the same intention as suggestions, on the state before it */
export function asSuggestion(state: EditorState, wanted: Transaction, who: Suggester): Transaction {
  const change = changeOf(state.doc, wanted);
  const { tr } = state;
  if (!change) return keepRest(tr, wanted);
  const work: Work = { tr, who, id: idNear(state.doc, change, who) };
  const boundsBefore = tr.mapping.maps.length;
  const inOneBlock = state.doc.resolve(change.from).sameParent(state.doc.resolve(change.to));
  markOut(work, state.doc, change);
  const bias = inOneBlock || change.slice.openStart === 0 ? change.to : change.from;
  const at = tr.mapping.slice(boundsBefore).map(bias, 1);
  if (change.slice.size > 0) insert(work, at, change.slice);
  placeCaret(tr, state, wanted, { change, at });
  return keepRest(tr, wanted);
}

/** Marks that would be typed with, scrolling and what else a transaction carries go on. */
function keepRest(tr: Transaction, wanted: Transaction): Transaction {
  if (!wanted.docChanged && wanted.selectionSet)
    tr.setSelection(Selection.fromJSON(tr.doc, wanted.selection.toJSON()));
  if (wanted.storedMarksSet) tr.setStoredMarks(wanted.storedMarks);
  if (wanted.scrolledIntoView) tr.scrollIntoView();
  return tr.setMeta(AS_IT_IS, true);
}

/** A transaction of one step says itself what it replaces; for any other, the two documents are compared. */
function changeOf(before: Node, { steps, doc }: Transaction): Change | null {
  const [only] = steps;
  if (steps.length === 1 && only instanceof ReplaceStep && only.slice.openStart === only.slice.openEnd) {
    return { from: only.from, to: only.to, slice: only.slice };
  }
  const from = before.content.findDiffStart(doc.content);
  const end = before.content.findDiffEnd(doc.content);
  if (from === null || !end) return null;
  const overlap = from - Math.min(end.a, end.b);
  const more = overlap > 0 ? overlap : 0;
  return wholeBlocks(before, doc, { from, a: end.a + more, b: end.b + more });
}

/** Both sides of a change that crosses the edge of a block are widened to whole blocks, which can stand anywhere. */
function wholeBlocks(
  before: Node,
  after: Node,
  { from, a, b }: { from: number; a: number; b: number },
): Change {
  const $from = before.resolve(from);
  const depth = Math.min($from.sharedDepth(a), after.resolve(from).sharedDepth(b));
  const start = $from.depth > depth ? $from.before(depth + 1) : from;
  return {
    from: start,
    to: endAround(before, a, depth),
    slice: after.slice(start, endAround(after, b, depth)),
  };
}

function endAround(doc: Node, pos: number, depth: number): number {
  const $pos = doc.resolve(pos);
  return $pos.depth > depth ? $pos.after(depth + 1) : pos;
}

/** What stands right beside belongs to the same suggestion, when the same person made it. */
function idNear(doc: Node, { from, to }: Change, { by, newId }: Suggester): string {
  for (const pos of [from, to]) {
    const $pos = doc.resolve(pos);
    for (const node of [$pos.nodeBefore, $pos.nodeAfter]) {
      const mark = node?.marks.find(isSuggestion);
      if (mark && mark.attrs.by === by) return mark.attrs.id as string;
    }
  }
  return newId();
}

export function isSuggestion(mark: Mark): boolean {
  return mark.type.name === 'suggestedIn' || mark.type.name === 'suggestedOut';
}

/** From the end to the start, so that what is still to be looked at has not moved. */
function markOut(work: Work, doc: Node, { from, to }: Change): void {
  if (from === to) return;
  const steps: (() => void)[] = [];
  doc.nodesBetween(from, to, (node, pos, parent) => {
    const end = pos + node.nodeSize;
    if (node.isInline) steps.push(() => wordsOut(work, node, Math.max(pos, from), Math.min(end, to)));
    else if (pos >= from && (end <= to || startsBefore(doc, pos, from) || !parent)) {
      steps.push(() => blockOut(work, node, pos));
    }
  });
  for (const step of steps.reverse()) step();
}

/** Whether the block around this place begins before the range: then this one's own edge is what the range takes. */
function startsBefore(doc: Node, pos: number, from: number): boolean {
  const $pos = doc.resolve(pos);
  return $pos.depth === 0 || $pos.before() < from;
}

function wordsOut({ tr, who, id }: Work, node: Node, from: number, to: number): void {
  const { suggestedIn, suggestedOut } = node.type.schema.marks;
  const mine = node.marks.some((mark) => mark.type === suggestedIn && mark.attrs.by === who.by);
  const mineAsBreak = node.attrs.suggested === 'in' && node.attrs.suggestedBy === who.by;
  if (mine || mineAsBreak) tr.delete(from, to);
  else if (!node.isText) setSuggested(tr, from, 'out', who);
  else if (suggestedOut && !suggestedOut.isInSet(node.marks)) {
    tr.addMark(from, to, suggestedOut.create({ id, by: who.by, at: who.at }));
  }
}

/** A block of one's own that was only suggested goes at once. */
function blockOut({ tr, who }: Work, node: Node, pos: number): void {
  const { suggested, suggestedBy } = node.attrs as { suggested?: string | null; suggestedBy?: number };
  if (suggested === undefined) return;
  if (suggested === 'in' && suggestedBy === who.by) {
    takeBoundaryAway(tr, pos);
  } else if (suggested !== 'out') setSuggested(tr, pos, 'out', who);
}

export function setSuggested(
  tr: Transaction,
  pos: number,
  suggested: 'in' | 'out' | null,
  who?: Suggester,
): void {
  const node = tr.doc.nodeAt(pos);
  if (!node) return;
  tr.setNodeAttribute(pos, 'suggested', suggested);
  tr.setNodeAttribute(pos, 'suggestedBy', suggested && who ? who.by : null);
  tr.setNodeAttribute(pos, 'suggestedAt', suggested && who ? who.at : null);
}

/**
 * Takes a block away: an empty one goes, one with words is joined to the one before it. Where nothing can be joined it
 * stays, with its words.
 *
 * returns  whether it is gone
 */
export function takeBoundaryAway(tr: Transaction, pos: number): boolean {
  const node = tr.doc.nodeAt(pos);
  if (!node) return false;
  const isEmpty = node.isAtom || (node.textContent === '' && !holdsAtoms(node));
  if (isEmpty) {
    deleteWithShell(tr, pos, node);
    return true;
  }
  const end = Selection.findFrom(tr.doc.resolve(pos), -1, true)?.to;
  const start = Selection.findFrom(tr.doc.resolve(pos), 1, true)?.from;
  if (end === undefined || start === undefined || start > pos + node.nodeSize) return false;
  if (isIsland(tr.doc, end, pos) || isIsland(tr.doc, start, pos)) return false;
  tr.delete(end, start);
  return true;
}

/** Whether an edge that text does not cross lies between the text and the boundary: a cell, a box, a caption. */
function isIsland(doc: Node, text: number, boundary: number): boolean {
  const $text = doc.resolve(text);
  for (let depth = $text.depth; depth > $text.sharedDepth(boundary); depth--) {
    if ($text.node(depth).type.spec.isolating) return true;
  }
  return false;
}

function holdsAtoms(node: Node): boolean {
  let found = false;
  node.descendants((inner) => {
    found ||= inner.isAtom && !inner.isText;
    return !found;
  });
  return found;
}

/** With whatever would be left empty around it. */
function deleteWithShell(tr: Transaction, pos: number, node: Node): void {
  const $pos = tr.doc.resolve(pos);
  let from = pos;
  let to = pos + node.nodeSize;
  for (let depth = $pos.depth; depth > 0 && $pos.node(depth).childCount === 1; depth--) {
    from = $pos.before(depth);
    to = $pos.after(depth);
  }
  tr.delete(from, to);
}

function insert({ tr, who, id }: Work, at: number, slice: Slice): void {
  const { suggestedIn } = tr.doc.type.schema.marks;
  const mark = suggestedIn?.create({ id, by: who.by, at: who.at });
  const content = coming(slice.content, { mark, who, open: slice.openStart });
  const marked = new Slice(content, slice.openStart, slice.openEnd);
  const old = tr.doc.content.size;
  tr.replace(at, at, marked);
  if (tr.doc.content.size === old) tr.replaceRange(at, at, marked);
}

type Coming = { readonly mark: Mark | undefined; readonly who: Suggester; readonly open: number };

/** What the slice is open to on its left stands there already and is not new. */
function coming(content: Fragment, { mark, who, open }: Coming, inNew = false): Fragment {
  const nodes: Node[] = [];
  content.forEach((node, _offset, index) => {
    if (node.isInline && !node.isText) {
      // A shared document keeps no marks of a line break: it says so itself.
      const attrs = { ...node.attrs, suggested: 'in', suggestedBy: who.by, suggestedAt: who.at };
      nodes.push(node.type.create(attrs));
      return;
    }
    if (node.isText) {
      const marks = node.marks.filter((one) => !isSuggestion(one) && one.type.name !== 'note');
      const bare = node.mark(marks);
      nodes.push(mark ? bare.mark(mark.addToSet(marks)) : bare);
      return;
    }
    const stands = open > 0 && index === 0;
    const isNew = !stands && !inNew && 'suggested' in node.attrs;
    const inner = coming(node.content, { mark, who, open: stands ? open - 1 : 0 }, inNew || isNew);
    const attrs = isNew
      ? { ...node.attrs, suggested: 'in', suggestedBy: who.by, suggestedAt: who.at }
      : node.attrs;
    nodes.push(node.type.create(attrs, inner, node.marks));
  });
  return Fragment.from(nodes);
}

/** The caret stands behind what was typed; after Delete behind what goes, after Backspace before it. */
function placeCaret(
  tr: Transaction,
  state: EditorState,
  wanted: Transaction,
  { change, at }: { change: Change; at: number },
): void {
  const { from, to, slice } = change;
  const { head } = wanted.selection;
  const forward = slice.size === 0 && state.selection.empty && state.selection.head <= from && to > from;
  const inserted = slice.size > 0 && head >= from && head <= from + slice.size;
  const place = inserted ? at + (head - from) : tr.mapping.map(forward ? to : from, forward ? 1 : -1);
  const $place = tr.doc.resolve(Math.max(0, Math.min(place, tr.doc.content.size)));
  tr.setSelection(TextSelection.between($place, $place, forward ? 1 : -1));
}
