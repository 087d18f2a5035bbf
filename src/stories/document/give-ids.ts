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
  if (!isNode(body) || !lacksIds(body, new Set(), 0)) return body;
  return fillIds(copyOf(body, 0) as Value, seed);
}

/** The same on the value itself, for whoever has just made it and shown it to nobody. */
export function fillIds<Value>(body: Value, seed = ''): Value {
  if (!isNode(body)) return body;
  const progress: Progress = { taken: new Set(), kept: new Set(), turns: new Map(), seed };
  noteIds(body, progress.taken, 0);
  fill(body, progress, 0);
  return body;
}

function lacksIds(node: Json, met: Set<BlockId>, depth: number): boolean {
  if (takesId(node)) {
    const id = idOf(node);
    if (id === undefined || met.has(id)) return true;
    met.add(id);
  }
  return depth < DEEPEST && childrenOf(node).some((child) => lacksIds(child, met, depth + 1));
}

function copyOf(node: Json, depth: number): Json {
  if (depth >= DEEPEST || !Array.isArray(node.content))
    return { ...node, ...(node.attrs && { attrs: { ...node.attrs } }) };
  const content = node.content.map((child: unknown) => (isNode(child) ? copyOf(child, depth + 1) : child));
  return { ...node, ...(node.attrs && { attrs: { ...node.attrs } }), content };
}

function noteIds(node: Json, taken: Set<BlockId>, depth: number): void {
  const id = idOf(node);
  if (id !== undefined) taken.add(id);
  if (depth < DEEPEST) for (const child of childrenOf(node)) noteIds(child, taken, depth + 1);
}

function fill(node: Json, progress: Progress, depth: number): void {
  if (takesId(node)) {
    const id = idOf(node);
    const fits = id !== undefined && !progress.kept.has(id);
    const own = fits ? id : freshId(progress.seed + fingerprint(node, 0), progress);
    if (!fits) node.attrs = { ...node.attrs, id: own };
    progress.kept.add(own);
  }
  if (depth < DEEPEST) for (const child of childrenOf(node)) fill(child, progress, depth + 1);
}

function takesId(node: Json): boolean {
  const shape =
    typeof node.type === 'string' && Object.hasOwn(nodeShapes, node.type) ? nodeShapes[node.type] : undefined;
  return shape?.attrs.id !== undefined;
}

function idOf(node: Json): BlockId | undefined {
  const id = node.attrs?.id;
  return typeof id === 'string' && isBlockId(id) ? id : undefined;
}

function freshId(words: string, progress: Progress): BlockId {
  let turn = progress.turns.get(words) ?? 0;
  let id = idOfText(words, turn);
  while (progress.taken.has(id)) id = idOfText(words, ++turn);
  progress.turns.set(words, turn + 1);
  progress.taken.add(id);
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
