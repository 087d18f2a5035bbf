/** A piece of block markup: HTML, or a block. */
export type BlockPart = string | Block;

/**
 * name     with its vendor: `core/paragraph`
 * opening, closing  its comments as written; `closing` is '' for one without an inside
 * parts    its HTML with the blocks inside it, in order
 */
export interface Block {
  name: string;
  attributes: Readonly<Record<string, unknown>>;
  opening: string;
  closing: string;
  parts: BlockPart[];
}

const commentPattern = /<!--\s+(\/)?wp:([a-z][a-z0-9_-]*\/)?([a-z][a-z0-9_-]*)(?=[\s/{-])/g;
/** Deeper nesting is read as if the blocks stood side by side. */
const deepest = 60;

export function hasBlocks(content: string): boolean {
  return /<!--\s+wp:/.test(content);
}

/** Reads block markup. Blocks that are never closed end with the text; an end that belongs to nothing is left out. */
export function readBlocks(content: string): BlockPart[] {
  const top: BlockPart[] = [];
  const open: Block[] = [];
  const into = () => open.at(-1)?.parts ?? top;
  let at = 0;
  commentPattern.lastIndex = 0;
  for (let match = commentPattern.exec(content); match; match = commentPattern.exec(content)) {
    const end = content.indexOf('-->', match.index);
    if (end < 0) break;
    const comment = content.slice(match.index, end + 3);
    commentPattern.lastIndex = end + 3;
    if (match.index > at) into().push(content.slice(at, match.index));
    at = end + 3;
    const name = `${match[2] ?? 'core/'}${match[3] ?? ''}`;
    if (match[1]) closeBlock(open, name, comment);
    else openBlock(open, into(), name, comment);
  }
  if (at < content.length) into().push(content.slice(at));
  return top;
}

function openBlock(open: Block[], into: BlockPart[], name: string, comment: string): void {
  const block: Block = { name, attributes: readJson(comment), opening: comment, closing: '', parts: [] };
  into.push(block);
  if (!/\/\s*-->$/.test(comment) && open.length < deepest) open.push(block);
}

function closeBlock(open: Block[], name: string, comment: string): void {
  const depth = open.findLastIndex((block) => block.name === name);
  if (depth < 0) return;
  const block = open[depth];
  if (block) block.closing = comment;
  open.length = depth;
}

function readJson(comment: string): Record<string, unknown> {
  const from = comment.indexOf('{');
  const to = comment.lastIndexOf('}');
  if (from < 0 || to < from) return {};
  try {
    const value: unknown = JSON.parse(comment.slice(from, to + 1));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** The block's own HTML, without that of the blocks inside it. */
export function ownHtml(block: Block): string {
  return block.parts.filter((part) => typeof part === 'string').join('');
}

/** Everything in the block as written. */
export function originalOf(block: Block): string {
  return (
    block.opening +
    block.parts.map((part) => (typeof part === 'string' ? part : originalOf(part))).join('') +
    block.closing
  );
}

/** One attribute as text; '' where it is missing or something else. */
export function textAttribute(block: Block, name: string): string {
  const value = block.attributes[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
