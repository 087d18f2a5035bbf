import type { Block } from '#stories/document.js';
import { noRights, type ReadableBlocks, readAs } from '#stories/gate.js';

/** These blocks as an open story shows them to everyone. */
export function readable(blocks: readonly Block[]): ReadableBlocks {
  return readAs({ access: { to: 'open' }, body: { type: 'doc', content: [...blocks] } }, noRights).blocks;
}
