/** What the writer does to elements: making one of another, wrapping, placing new ones. Each is a ProseMirror command. */
import { lift, setBlockType, toggleMark, wrapIn } from '@tiptap/pm/commands';
import type { Node } from '@tiptap/pm/model';
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list';
import { type Command, type EditorState, NodeSelection, Selection, type Transaction } from '@tiptap/pm/state';

export type TextKind = 'paragraph' | 'crosshead1' | 'crosshead2' | 'preformatted' | 'pullQuote';

/** Makes the blocks of the selection paragraphs, crossheads, a pull quote or preformatted text. */
export function setText(kind: TextKind): Command {
  return (state, dispatch) => {
    const name = kind.startsWith('crosshead') ? 'crosshead' : kind;
    const type = state.schema.nodes[name];
    const attrs = name === 'crosshead' ? { level: kind === 'crosshead1' ? 1 : 2 } : {};
    return type ? setBlockType(type, { ...attrs, id: idOfBlock(state) })(state, dispatch) : false;
  };
}

/** A block that becomes another keeps its id: links to it still lead there. */
function idOfBlock({ selection }: EditorState): unknown {
  const { $from } = selection;
  return $from.sameParent(selection.$to) ? ($from.parent.attrs.id ?? '') : '';
}

/** Puts the paragraphs into a list, or takes them out of the list of this kind that they stand in. */
export function toggleList(ordered: boolean): Command {
  return (state, dispatch) => {
    const { list, listItem } = state.schema.nodes;
    if (!list || !listItem) return false;
    const around = ancestor(state, 'list');
    if (!around) return wrapInList(list, { ordered, start: 1 })(state, dispatch);
    if (around.node.attrs.ordered === ordered) return liftListItem(listItem)(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute(around.pos, 'ordered', ordered));
    return true;
  };
}

/** Puts paragraphs into a quotation or a fact box, or takes them out. */
export function toggleAround(name: 'quotation' | 'factBox'): Command {
  return (state, dispatch) => {
    const type = state.schema.nodes[name];
    if (ancestor(state, name)) return lift(state, dispatch);
    return type ? wrapIn(type)(state, dispatch) : false;
  };
}

export function toggle(markName: string): Command {
  return (state, dispatch) => {
    const type = state.schema.marks[markName];
    return type ? toggleMark(type)(state, dispatch) : false;
  };
}

export function ancestor({ selection }: EditorState, name: string): { node: Node; pos: number } | undefined {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === name) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return undefined;
}

/** Something new for the body, as the schema stores it; what is left out has its usual value. */
export type NewElement = {
  readonly type: string;
  readonly attrs?: Record<string, unknown>;
  readonly content?: unknown[];
};

/**
 * Places an element where the caret stands: instead of the empty paragraph it is in, else below the block it is in. The
 * caret goes into the element where it has text, else behind it.
 */
export function place(element: NewElement): Command {
  return (state, dispatch) => {
    const node = state.schema.nodeFromJSON(element);
    const spot = spotFor(state, node);
    if (!spot) return false;
    if (!dispatch) return true;
    const tr = state.tr.replaceRangeWith(spot.from, spot.to, node);
    dispatch(caretInto(tr, tr.mapping.map(spot.from, -1), node).scrollIntoView());
    return true;
  };
}

function spotFor({ selection, doc }: EditorState, node: Node): { from: number; to: number } | null {
  const { $from } = selection;
  if ($from.depth === 0) {
    const at = selection instanceof NodeSelection ? selection.to : doc.content.size;
    return fits(doc, doc.resolve(at).index(), node) ? { from: at, to: at } : null;
  }
  const { parent } = $from;
  const isEmptyLine = parent.type.name === 'paragraph' && parent.content.size === 0;
  for (let depth = $from.depth; depth > 0; depth--) {
    const outer = $from.node(depth - 1);
    const index = $from.index(depth - 1);
    if (isEmptyLine && depth === $from.depth && outer.canReplaceWith(index, index + 1, node.type)) {
      return { from: $from.before(depth), to: $from.after(depth) };
    }
    if (fits(outer, index + 1, node)) return { from: $from.after(depth), to: $from.after(depth) };
  }
  return null;
}

function fits(parent: Node, index: number, node: Node): boolean {
  return parent.canReplaceWith(index, index, node.type);
}

function caretInto(tr: Transaction, pos: number, node: Node): Transaction {
  const at = Math.min(pos, tr.doc.content.size);
  if (!node.isAtom)
    return tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at + 1, tr.doc.content.size))));
  const behind = Math.min(at + node.nodeSize, tr.doc.content.size);
  const $behind = tr.doc.resolve(behind);
  const paragraph = tr.doc.type.schema.nodes.paragraph;
  if (
    !$behind.nodeAfter?.isTextblock &&
    paragraph &&
    fits($behind.parent, $behind.index(), paragraph.create())
  ) {
    tr.insert(behind, paragraph.create());
  }
  return tr.setSelection(Selection.near(tr.doc.resolve(behind), 1));
}

/** An empty last paragraph of a fact box. */
function endsBox({ selection }: EditorState): boolean {
  const { $from } = selection;
  if (!selection.empty || $from.depth < 2 || $from.parent.content.size > 0) return false;
  const box = $from.node(-1);
  return box.type.name === 'factBox' && box.childCount > 1 && $from.index(-1) === box.childCount - 1;
}

/** The empty paragraph goes on below the box. */
function leaveBox(
  { tr, selection, schema }: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
): boolean {
  const { $from } = selection;
  const below = tr.delete($from.before(), $from.after()).mapping.map($from.after(-1));
  const paragraph = schema.nodes.paragraph?.create();
  if (!paragraph) return false;
  tr.insert(below, paragraph);
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(below + 1))).scrollIntoView());
  return true;
}

/** Leaves the block and goes on below it: what Enter does in a caption, a pull quote, and at the end of a box. */
export const goOnBelow: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (endsBox(state)) return leaveBox(state, dispatch);
  if (!['picture', 'pullQuote'].includes($from.parent.type.name)) return false;
  for (let depth = $from.depth; depth > 0; depth--) {
    const paragraph = state.schema.nodes.paragraph?.create();
    if (!paragraph || !fits($from.node(depth - 1), $from.index(depth - 1) + 1, paragraph)) continue;
    const below = $from.after(depth);
    const tr = state.tr.insert(below, paragraph);
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(below + 1))).scrollIntoView());
    return true;
  }
  return false;
};

export const breakLine: Command = (state, dispatch) => {
  const { hardBreak } = state.schema.nodes;
  const { parent } = state.selection.$from;
  if (!parent.inlineContent || !hardBreak) return false;
  const tr = parent.type.spec.code
    ? state.tr.insertText('\n')
    : state.tr.replaceSelectionWith(hardBreak.create(), true);
  dispatch?.(tr.scrollIntoView());
  return true;
};
