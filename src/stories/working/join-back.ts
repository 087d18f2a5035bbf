import { addPiece, type Loose } from './reading.ts';

const CARRIERS: ReadonlySet<string> = new Set(['list', 'listItem', 'quotation']);
const LINES: ReadonlySet<string> = new Set(['paragraph', 'crosshead']);

/**
 * A block that is only suggested speaks of its edge: refused, its words go back to the block before it.
 *
 * returns  whether they did; where nothing fits, the block stays as it is, since its words are nobody's suggestion
 */
export function joinBack(before: Loose | undefined, node: Loose): boolean {
  if (!before) return false;
  const isLine = LINES.has(node.type);
  if (!isLine && (node.type !== before.type || !CARRIERS.has(node.type))) return false;
  const end = lineIn(before, -1);
  const start = lineIn(node, 0);
  if (!end || !start) return false;
  end.content ??= [];
  for (const piece of start.content ?? []) addPiece(end.content, piece);
  if (!isLine) before.content?.push(...restOf(node));
  return true;
}

/** What is left of a node without its first line of text. */
function restOf(node: Loose): Loose[] {
  const [first, ...others] = node.content ?? [];
  if (!first || LINES.has(first.type)) return others;
  const rest = restOf(first);
  return rest.length > 0 ? [{ ...first, content: rest }, ...others] : others;
}

function lineIn(node: Loose, at: 0 | -1): Loose | undefined {
  if (LINES.has(node.type)) return node;
  const child = CARRIERS.has(node.type) ? node.content?.at(at) : undefined;
  return child && lineIn(child, at);
}
