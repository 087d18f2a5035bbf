/** What is suggested in a body, and how it is accepted or refused. */
import type { Mark, Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { AS_IT_IS, isSuggestion, setSuggested, takeBoundaryAway } from './track.ts';

/**
 * One thing somebody suggests: words that come, words that go, blocks that come or go.
 *
 * from, to  its first and last place in the body as it is now
 * splits    a paragraph is parted here; joins: two paragraphs become one
 */
export type Suggestion = {
  readonly id: string;
  readonly by: number;
  readonly at: number;
  readonly comes: string;
  readonly goes: string;
  readonly blocks: readonly { readonly type: string; readonly suggested: 'in' | 'out' }[];
  readonly from: number;
  readonly to: number;
};
export type Decision = 'accept' | 'refuse';

type Found = { -readonly [Key in keyof Suggestion]: Suggestion[Key] } & {
  blocks: { type: string; suggested: 'in' | 'out' }[];
};

/** In the order in which they stand. */
export function listSuggestions(doc: Node): Suggestion[] {
  const found = new Map<string, Found>();
  doc.descendants((node, pos) => {
    if (node.isInline) {
      for (const mark of node.marks) if (isSuggestion(mark)) addWords(found, mark, node, pos);
      if (!node.isText && node.attrs.suggested) addBlock(found, node, pos);
    } else if (node.attrs.suggested) addBlock(found, node, pos);
  });
  return [...found.values()].sort((one, other) => one.from - other.from);
}

function addWords(found: Map<string, Found>, mark: Mark, node: Node, pos: number): void {
  const { id, by, at } = mark.attrs as { id: string; by: number; at: number };
  const one = entry(found, { id, by, at, from: pos });
  if (mark.type.name === 'suggestedIn') one.comes += node.text ?? '';
  else one.goes += node.text ?? '';
  one.to = pos + node.nodeSize;
}

function addBlock(found: Map<string, Found>, node: Node, pos: number): void {
  const { suggested, suggestedBy, suggestedAt } = node.attrs as {
    suggested: 'in' | 'out';
    suggestedBy: number;
    suggestedAt: number;
  };
  const one = entry(found, {
    id: keyOf(node),
    by: suggestedBy,
    at: suggestedAt,
    from: pos,
  });
  one.blocks.push({ type: node.type.name, suggested });
  one.to = Math.max(one.to, pos + 1);
}

/** By what a block or a line break is decided on: its words' suggestion, else itself. */
function keyOf(node: Node): string {
  const { id, suggestedBy, suggestedAt } = node.attrs as Record<string, string | number | undefined>;
  return idOfWhole(node) ?? (id ? `block:${id}` : `break:${suggestedBy}:${suggestedAt}`);
}

/** A new block whose words are all one suggestion belongs to that suggestion, so that one yes is enough. */
function idOfWhole(node: Node): string | undefined {
  const wanted = node.attrs.suggested === 'in' ? 'suggestedIn' : 'suggestedOut';
  let id: string | undefined;
  let whole = true;
  node.descendants((inner) => {
    if (!inner.isInline) return;
    const mark = inner.marks.find((one) => one.type.name === wanted);
    if (!mark || mark.attrs.by !== node.attrs.suggestedBy) whole = false;
    else id ??= mark.attrs.id as string;
  });
  return whole ? id : undefined;
}

function entry(
  found: Map<string, Found>,
  start: { id: string; by: number; at: number; from: number },
): Found {
  const known = found.get(start.id);
  if (known) return known;
  const made: Found = { ...start, comes: '', goes: '', blocks: [], to: start.from };
  found.set(start.id, made);
  return made;
}

/**
 * Decides on suggestions.
 *
 * ids  which ones; null for all
 */
export function settle(tr: Transaction, ids: ReadonlySet<string> | null, decision: Decision): Transaction {
  const places: { node: Node; pos: number }[] = [];
  tr.doc.descendants((node, pos) => {
    places.push({ node, pos });
  });
  for (const { node, pos } of places.reverse()) {
    if (node.isText) settleWords(tr, { node, pos }, ids, decision);
    else if (node.attrs.suggested && isMeant(ids, keyOf(node))) settleBlock(tr, { node, pos }, decision);
  }
  return tr.setMeta(AS_IT_IS, true);
}

function isMeant(ids: ReadonlySet<string> | null, id: string): boolean {
  return ids === null || ids.has(id);
}

function settleWords(
  tr: Transaction,
  { node, pos }: { node: Node; pos: number },
  ids: ReadonlySet<string> | null,
  decision: Decision,
): void {
  const end = pos + node.nodeSize;
  for (const mark of node.marks) {
    if (!isSuggestion(mark) || !isMeant(ids, mark.attrs.id as string)) continue;
    const stays = (mark.type.name === 'suggestedIn') === (decision === 'accept');
    if (!stays) {
      tr.delete(pos, end);
      return;
    }
    tr.removeMark(pos, end, mark);
  }
}

function settleBlock(tr: Transaction, { node, pos }: { node: Node; pos: number }, decision: Decision): void {
  if (tr.doc.nodeAt(pos)?.attrs.id !== node.attrs.id) return; // it went with what was in it
  const stays = (node.attrs.suggested === 'in') === (decision === 'accept');
  if (node.isInline && !stays) tr.delete(pos, pos + node.nodeSize);
  else if (stays || !takeBoundaryAway(tr, pos)) setSuggested(tr, pos, null);
}
