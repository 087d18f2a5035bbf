import { expectTypeOf, test } from 'vitest';
import type { Block } from '#stories/document.js';
import {
  makeRights,
  type Opening,
  type ReadableBlocks,
  type Rights,
  readAs,
  type Whole,
} from '#stories/gate.js';
import type { StoryView } from './view.ts';

test('a page takes only blocks that passed the gate; a body as it is kept does not compile', () => {
  expectTypeOf<Opening['blocks']>().toExtend<StoryView['blocks']>();
  expectTypeOf<Whole['blocks']>().toExtend<StoryView['blocks']>();
  expectTypeOf<readonly Block[]>().not.toExtend<StoryView['blocks']>();
  expectTypeOf<Block[]>().not.toExtend<ReadableBlocks>();
});

test('nobody but the gate makes what a whole page is drawn from, nor the rights it goes by', () => {
  type Forged = { audience: 'whole'; blocks: readonly Block[]; access: Whole['access'] };
  expectTypeOf<Forged>().not.toExtend<Whole>();
  expectTypeOf<Omit<Whole, 'blocks'> & { blocks: Block[] }>().not.toExtend<Whole>();
  expectTypeOf<Opening>().not.toExtend<Whole>();
  expectTypeOf<{
    registered: boolean;
    tiers: 'any';
    opened: () => boolean;
  }>().not.toExtend<Rights>();
  expectTypeOf(makeRights).returns.toEqualTypeOf<Rights>();
  expectTypeOf(readAs).returns.toEqualTypeOf<Opening | Whole>();
});
