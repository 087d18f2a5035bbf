import type { Block, Body, PremiumCut } from '../document.ts';

/** A body parted at its premium cut. Without one, everything is before it and `cut` is null. */
export function splitAtCut(body: Body): { before: Block[]; cut: PremiumCut | null; after: Block[] } {
  const at = body.content.findIndex((block) => block.type === 'premiumCut');
  if (at < 0) return { before: body.content, cut: null, after: [] };
  return {
    before: body.content.slice(0, at),
    cut: body.content[at] as PremiumCut,
    after: body.content.slice(at + 1),
  };
}
