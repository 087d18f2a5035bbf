import { expectTypeOf, test } from 'vitest';
import type { Block } from '#stories/document.js';
import type { Opening, ReadableBlocks, Whole } from '#stories/gate.js';
import type { StoryView } from './view.ts';

test('a page takes only blocks that passed the gate; a body as it is kept does not compile', () => {
  expectTypeOf<Opening['blocks']>().toExtend<StoryView['blocks']>();
  expectTypeOf<Whole['blocks']>().toExtend<StoryView['blocks']>();
  expectTypeOf<readonly Block[]>().not.toExtend<StoryView['blocks']>();
  expectTypeOf<Block[]>().not.toExtend<ReadableBlocks>();
});
