import type { BlockId } from '../document.ts';
import { idOfText, isBlockId } from './block-id.ts';
import { DEEPEST, nodeShapes } from './shapes.ts';

type Json = { type?: unknown; text?: unknown; attrs?: Record<string, unknown>; content?: unknown };

/** taken: every id the body brought; kept: those already met on the way; turns: how often a text came so far. */
type Progress = { taken: Set<BlockId>; kept: Set<BlockId>; turns: Map<string, number>; seed: string };

/**
 * Gives an id to every block that has none, a malformed one, or one that another block before it has.
 *
 * body     a body, or what is still to be checked: nothing is thrown for odd content, it is left as it is
 * seed     parts two bodies whose equal paragraphs must not share ids; '' is right within one story
 * returns  the same value where nothing was to be done, else a copy
 *
 * An id is made from the block's words and its turn among blocks with the same words. So the same text read twice
 * gets the same ids, and one changed paragraph changes one id.
 */
export function giveIds<Value>(body: Value, seed = ''): Value {
  if (!isNode(body)) return body;
  const progress: Progress = { taken: new Set(), kept: new Set(), turns: new Map(), seed };
  noteIds(body, progress, 0);
  return named(body, progress, 0) as Value;
}

function noteIds(node: Json, progress: Progress, depth: number): void {
  const id = node.attrs?.id;
  if (typeof id === 'string' && isBlockId(id)) progress.taken.add(id);
  if (depth <= DEEPEST) for (const child of childrenOf(node)) noteIds(child, progress, depth + 1);
}

function named(node: Json, progress: Progress, depth: number): Json {
  const shape =
    typeof node.type === 'string' && Object.hasOwn(nodeShapes, node.type) ? nodeShapes[node.type] : undefined;
  if (!shape) return node;
  const attrs = shape.attrs.id ? withId(node, progress) : node.attrs;
  const content = depth < DEEPEST ? namedContent(node.content, progress, depth + 1) : node.content;
  if (attrs === node.attrs && content === node.content) return node;
  return content === undefined
    ? { ...node, attrs: attrs ?? {} }
    : { ...node, ...(attrs && { attrs }), content };
}

function namedContent(content: unknown, progress: Progress, depth: number): unknown {
  if (!Array.isArray(content)) return content;
  let changed = false;
  const after = content.map((child: unknown) => {
    const child2 = isNode(child) ? named(child, progress, depth) : child;
    changed ||= child2 !== child;
    return child2;
  });
  return changed ? after : content;
}

function withId(node: Json, progress: Progress): Record<string, unknown> {
  const id = node.attrs?.id;
  if (typeof id === 'string' && isBlockId(id) && !progress.kept.has(id)) {
    progress.kept.add(id);
    return node.attrs ?? {};
  }
  const fresh = freshId(progress.seed + fingerprint(node, 0), progress);
  progress.kept.add(fresh);
  progress.taken.add(fresh);
  return { ...node.attrs, id: fresh };
}

function freshId(words: string, progress: Progress): BlockId {
  let turn = progress.turns.get(words) ?? 0;
  let id = idOfText(words, turn);
  while (progress.taken.has(id)) id = idOfText(words, ++turn);
  progress.turns.set(words, turn + 1);
  return id;
}

/** What a block says, without marks and ids: a paragraph whose third word was set in italics is the same paragraph. */
function fingerprint(node: Json, depth: number): string {
  if (typeof node.text === 'string') return node.text;
  let words = `${String(node.type)}\n`;
  const attrs = node.attrs;
  if (attrs) for (const name of TELLING) if (attrs[name]) words += `${String(attrs[name])}\n`;
  if (depth > DEEPEST) return words;
  for (const child of childrenOf(node)) words += fingerprint(child, depth + 1);
  return words;
}

/** Attributes that say which one a block without words is. */
const TELLING = ['src', 'media', 'url', 'stories', 'name', 'original', 'title'] as const;

function childrenOf(node: Json): Json[] {
  return Array.isArray(node.content) ? node.content.filter(isNode) : [];
}

function isNode(value: unknown): value is Json {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && isAttrs((value as Json).attrs)
  );
}

function isAttrs(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
