/** Ids of blocks while somebody types: new blocks get one, and of two blocks with the same id one gets another. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { isBlockId, newBlockId } from '#stories/document.js';

type Place = { readonly pos: number; readonly node: Node };

export const BlockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins: () => [blockIdPlugin(Math.random)],
});

export function blockIdPlugin(random: () => number): Plugin {
  return new Plugin({
    key: new PluginKey('blockIds'),
    appendTransaction: (transactions, before, after) => {
      const own = transactions.filter((tr) => tr.docChanged && !tr.getMeta(ySyncPluginKey)?.isChangeOrigin);
      return own.length === 0 ? null : giveBlockIds(transactions, before, after, random);
    },
  });
}

/** returns  what gives every block an id of its own, or null where all have one */
export function giveBlockIds(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
  random: () => number,
): Transaction | null {
  const places = placesById(after.doc);
  const taken = new Set(places.keys());
  const { tr } = after;
  for (const [id, found] of places) {
    const keeper = isBlockId(id) ? keeperOf(id, found, before, transactions) : undefined;
    for (const place of found) {
      if (place !== keeper) tr.setNodeAttribute(place.pos, 'id', freshId(taken, random));
    }
  }
  return tr.docChanged ? tr.setMeta('addToHistory', false) : null;
}

function placesById(doc: Node): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  doc.descendants((node, pos) => {
    if (typeof node.attrs.id === 'string') {
      const found = places.get(node.attrs.id);
      if (found) found.push({ pos, node });
      else places.set(node.attrs.id, [{ pos, node }]);
    }
    return !node.isTextblock;
  });
  return places;
}

/**
 * Which of several blocks keeps the id: an address on the page leads to it, so it goes with the words. Enter at the
 * start of a paragraph leaves an empty one above, and the words below keep the id. Else the block stays that had it
 * before, wherever a copy was pasted.
 */
function keeperOf(
  id: string,
  found: readonly Place[],
  before: EditorState,
  transactions: readonly Transaction[],
): Place | undefined {
  const [first, second] = found;
  if (!first || !second) return first;
  if (first.node.isTextblock && first.node.content.size === 0 && second.node.content.size > 0) return second;
  let pos = placesById(before.doc).get(id)?.[0]?.pos;
  for (const tr of transactions) {
    if (pos === undefined) break;
    pos = tr.mapping.map(pos);
  }
  return found.find((place) => place.pos === pos) ?? first;
}

function freshId(taken: Set<string>, random: () => number): string {
  let id = newBlockId(random);
  while (taken.has(id)) id = newBlockId(random);
  taken.add(id);
  return id;
}
