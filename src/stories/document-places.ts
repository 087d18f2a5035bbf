import type { BlockId, Body, BodyNode } from './document.ts';

/** For every block with an id, the one at the top of the body that it stands in. */
export function topBlockOf(body: Body): Map<BlockId, BlockId> {
  const tops = new Map<BlockId, BlockId>();
  for (const block of body.content) note(block, block.attrs.id, tops);
  return tops;
}

function note(node: BodyNode, top: BlockId, tops: Map<BlockId, BlockId>): void {
  if ('attrs' in node && 'id' in node.attrs) tops.set(node.attrs.id, top);
  if (!('content' in node)) return;
  for (const child of node.content)
    if (child.type !== 'text' && child.type !== 'hardBreak') note(child, top, tops);
}
