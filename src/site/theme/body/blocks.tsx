import type { Block } from '#stories/document.js';
import { type Given, given } from '../given.ts';
import type { BodyShared } from './block-props.ts';

/**
 * The blocks in order, each by its component of the theme. What an older system left (`foreign`) and the premium cut
 * are no words for readers.
 */
export function Blocks(props: Given & { blocks: readonly Block[]; body: BodyShared }) {
  const shared = { ...given(props), body: props.body };
  return <>{props.blocks.map((block) => drawBlock(block, shared))}</>;
}

function drawBlock(block: Block, shared: Given & { body: BodyShared }) {
  const { theme } = shared;
  switch (block.type) {
    case 'paragraph':
      return <theme.Paragraph {...shared} block={block} />;
    case 'crosshead':
      return <theme.Crosshead {...shared} block={block} />;
    case 'list':
      return <theme.List {...shared} block={block} />;
    case 'quotation':
      return <theme.Quotation {...shared} block={block} />;
    case 'pullQuote':
      return <theme.PullQuote {...shared} block={block} />;
    case 'picture':
      return <theme.Picture {...shared} block={block} />;
    case 'gallery':
      return <theme.Gallery {...shared} block={block} />;
    case 'alsoRead':
      return <theme.AlsoRead {...shared} block={block} />;
    case 'table':
      return <theme.Table {...shared} block={block} />;
    case 'embed':
      return <theme.Embed {...shared} block={block} />;
    case 'factBox':
      return <theme.FactBox {...shared} block={block} />;
    case 'file':
      return <theme.File {...shared} block={block} />;
    case 'preformatted':
      return <theme.Preformatted {...shared} block={block} />;
    case 'divider':
      return <theme.Divider {...shared} block={block} />;
    default:
      return null;
  }
}
