import type { Block, Inline } from '#stories/document.js';
import type { ReadableBlocks } from '#stories/gate.js';
import { inlineHtml } from '#stories/to-html.js';
import type { BodyReferences, CorrectionView } from '../../view.ts';
import { type Given, given, type Part } from '../given.ts';
import type { BodyShared } from './block-props.ts';
import { Blocks } from './blocks.tsx';

/**
 * blocks       what this audience may see
 * opening      whether the gate cut it here, so that its end fades
 * corrections  those that belong beside a block
 */
export type BodyProps = {
  readonly blocks: ReadableBlocks;
  readonly refs: BodyReferences;
  readonly opening: boolean;
  readonly corrections: readonly CorrectionView[];
};

/** The text of a story or page: its blocks, each with its lasting id as anchor. */
export const Body: Part<BodyProps> = (props) => {
  const { blocks, refs, opening, corrections } = props;
  const body: BodyShared = {
    refs,
    inline: inlineOf(refs),
    corrections: byBlock(corrections),
    headings: { seenFirst: false },
  };
  return (
    <div class={opening ? 'body opening' : 'body'}>
      {body.corrections.size === 0 ? (
        <Blocks {...given(props)} blocks={blocks} body={body} />
      ) : (
        blocks.map((block) => <WithNotes {...given(props)} block={block} body={body} />)
      )}
    </div>
  );
};

/** A note stands before its block, so that it begins beside the block's first line. */
function WithNotes(props: Given & { block: Block; body: BodyShared }) {
  const { block, body } = props;
  const { CorrectionNote } = props.theme;
  return (
    <>
      {body.corrections.get(block.attrs.id)?.map((correction) => (
        <CorrectionNote {...given(props)} correction={correction} beside />
      ))}
      <Blocks {...given(props)} blocks={[block]} body={body} />
    </>
  );
}

function byBlock(corrections: readonly CorrectionView[]): Map<string, CorrectionView[]> {
  const found = new Map<string, CorrectionView[]>();
  for (const correction of corrections) {
    if (correction.block) found.set(correction.block, [...(found.get(correction.block) ?? []), correction]);
  }
  return found;
}

function inlineOf(refs: BodyReferences): (content: readonly Inline[]) => string {
  const options = { storyHref: (id: number) => refs.stories.get(id)?.path ?? null };
  return (content) => inlineHtml(content, options);
}
