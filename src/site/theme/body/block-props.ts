import type { Block, Inline } from '#stories/document.js';
import type { BodyReferences, CorrectionView } from '../../view.ts';
import type { Part } from '../given.ts';

/**
 * What the blocks of one body share.
 *
 * inline       inline content as HTML, links between stories resolved
 * corrections  notes that stand beside a block, by its id
 * firstLevel   heading level of a crosshead of level 1; under it nothing may skip a level
 */
export type BodyShared = {
  readonly refs: BodyReferences;
  readonly inline: (content: readonly Inline[]) => string;
  readonly corrections: ReadonlyMap<string, readonly CorrectionView[]>;
  readonly headings: HeadingOrder;
};

/** Remembers whether a crosshead of level 1 has passed: a level 2 before it would skip a step of the page's order. */
export type HeadingOrder = { seenFirst: boolean };

export type BlockType = Exclude<Block['type'], 'premiumCut' | 'foreign'>;
export type BlockOf<Type extends BlockType> = Extract<Block, { type: Type }>;
export type BlockProps<Type extends BlockType> = { readonly block: BlockOf<Type>; readonly body: BodyShared };
export type BlockPart<Type extends BlockType> = Part<BlockProps<Type>>;

/** Inline content as an element's inside; it comes escaped from stories. */
export function inside(html: string): { dangerouslySetInnerHTML: { __html: string } } {
  return { dangerouslySetInnerHTML: { __html: html } };
}
