/**
 * What an open frame becomes when it closes. A frame takes any block while it is open; here the ones it may not hold
 * are turned into paragraphs or put beside it, in an order that loses nothing. A premium cut never comes to stand
 * later than it stood: it parts lists and quotations, and goes before what cannot be parted.
 */

import type { Block, FactBox, Gallery, Paragraph, Picture, PremiumCut } from '../document.ts';
import { addAll } from './add-all.ts';
import { asParagraphs, joinLines, newParagraph, wordsAsParagraph } from './as-paragraphs.ts';
import type { FactBoxFrame, Frame, GalleryFrame, LooseItem, PullQuoteFrame } from './frames.ts';
import { settleList } from './settle-list.ts';
import { settleQuotation } from './settle-quotation.ts';
import { settleTable } from './settle-table.ts';

export function settle(frame: Frame): (Block | LooseItem)[] {
  switch (frame.type) {
    case 'list':
      return settleList(frame);
    case 'listItem':
      return frame.content.length > 0 ? [{ type: 'listItem', id: frame.id, content: frame.content }] : [];
    case 'quotation':
      return settleQuotation(frame);
    case 'pullQuote':
      return settlePullQuote(frame);
    case 'gallery':
      return settleGallery(frame);
    case 'table':
      return settleTable(frame);
    case 'factBox':
      return settleFactBox(frame);
    default:
      return frame.content;
  }
}

function settlePullQuote({ id, attribution, content }: PullQuoteFrame): Block[] {
  const { inside, cuts, strays } = sort(content, asParagraphs);
  if (inside.length === 0) return [...cuts, ...wordsAsParagraph(attribution), ...strays];
  return [...cuts, { type: 'pullQuote', attrs: { id, attribution }, content: joinLines(inside) }, ...strays];
}

/** Words between the pictures of a gallery are the caption of the one before, where it has none. */
function settleGallery({ id, content }: GalleryFrame): Block[] {
  const pictures: Picture[] = [];
  const { cuts, strays } = sort(content, (block) => {
    if (block.type === 'picture') pictures.push(block);
    else if (block.type === 'gallery') addAll(pictures, block.content);
    else return addCaption(pictures.at(-1), asParagraphs(block)) ? [] : null;
    return [];
  });
  const gallery: Gallery[] =
    pictures.length > 0 ? [{ type: 'gallery', attrs: { id }, content: pictures }] : [];
  return [...cuts, ...gallery, ...strays];
}

function addCaption(picture: Picture | undefined, words: Paragraph[] | null): boolean {
  if (!picture || !words || picture.content.length > 0) return false;
  picture.content = joinLines(words);
  return true;
}

function settleFactBox({ id, title, content }: FactBoxFrame): Block[] {
  const { inside, cuts, strays } = sort(content, asBoxContent);
  if (inside.length === 0 && title !== '') inside.push(newParagraph([]));
  const box: FactBox[] =
    inside.length > 0 ? [{ type: 'factBox', attrs: { id, title }, content: inside }] : [];
  return [...cuts, ...box, ...strays];
}

function asBoxContent(block: Block): FactBox['content'] | null {
  switch (block.type) {
    case 'paragraph':
    case 'list':
    case 'crosshead':
    case 'picture':
    case 'table':
      return [block];
    case 'gallery':
      return block.content;
    case 'factBox': {
      const { title, id } = block.attrs;
      const head = {
        type: 'crosshead' as const,
        attrs: { id, level: 2 as const },
        content: [{ type: 'text' as const, text: title }],
      };
      return title === '' ? block.content : [head, ...block.content];
    }
    default:
      return asParagraphs(block);
  }
}

/** Parts content into what may stay inside, premium cuts, and what must stand elsewhere. */
function sort<Inside>(
  content: readonly Block[],
  fit: (block: Block) => Inside[] | null,
): { inside: Inside[]; cuts: PremiumCut[]; strays: Block[] } {
  const sorted = { inside: [] as Inside[], cuts: [] as PremiumCut[], strays: [] as Block[] };
  for (const block of content) {
    const inside = block.type === 'premiumCut' ? null : fit(block);
    if (inside) addAll(sorted.inside, inside);
    else if (block.type === 'premiumCut') sorted.cuts.push(block);
    else sorted.strays.push(block);
  }
  return sorted;
}
