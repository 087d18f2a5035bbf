import type { Block, Inline, Paragraph } from '../document.ts';
import { asParagraphs, joinLines, joinTexts, newParagraph, wordsOf } from './as-paragraphs.ts';
import type { Figure } from './frames.ts';
import { creditMark } from './marks.ts';
import { readSpeaker } from './settle-quotation.ts';

/** Reads a caption: its words, and apart from them who made the picture. What is neither is placed by itself. */
export function readCaption(figure: Figure, blocks: readonly Block[], place: (block: Block) => void): void {
  const lines: Paragraph[] = [];
  const credits: Paragraph[] = [];
  for (const block of blocks) {
    const words = asParagraphs(block);
    if (!words) place(block);
    for (const { content } of words ?? []) {
      const rest = content.filter((piece) => !isCredit(piece));
      if (rest.some((piece) => piece.type === 'text')) lines.push(newParagraph(trimBreaks(rest)));
      if (rest.length < content.length) credits.push(newParagraph(content.filter(isCredit)));
    }
  }
  if (lines.length > 0) figure.caption = [...figure.caption, ...joinTexts(joinLines(lines))];
  if (credits.length > 0 && figure.credit === '') figure.credit = wordsOf(credits);
}

/** Gives the caption to what stands in the figure, and answers what is left of it as blocks. */
export function closeFigure(figure: Figure): Block[] {
  const { caption, credit, blocks, id, size } = figure;
  const block = blocks.findLast(({ type }) => TAKERS.has(type));
  if (block && id !== '' && block.attrs.id === '') block.attrs.id = id;
  for (const one of blocks) if (one.type === 'picture' && size !== 'column') one.attrs.size = size;
  const words = wordsOf([newParagraph(caption)]);
  switch (block?.type) {
    case 'picture':
      if (block.attrs.credit === '') block.attrs.credit = credit;
      if (block.content.length > 0) break;
      block.content = caption;
      return [];
    case 'table':
      block.attrs.caption ||= words;
      return leftOver(block.attrs.caption === words, caption);
    case 'embed':
      block.attrs.title ||= words;
      return leftOver(block.attrs.title === words, caption);
    case 'file':
      if (words !== '') block.attrs.name = words;
      return [];
    case 'quotation':
      if (block.attrs.speaker !== null) break;
      Object.assign(block.attrs, readSpeaker(words));
      return [];
    case 'pullQuote':
      block.attrs.attribution ??= words || null;
      return leftOver(block.attrs.attribution === words, caption);
  }
  const withCredit: Inline[] =
    credit === '' || block?.type === 'picture' ? caption : [...caption, { type: 'text', text: ` ${credit}` }];
  return leftOver(false, withCredit);
}

/** Blocks that a figure's caption can belong to. */
const TAKERS: ReadonlySet<Block['type']> = new Set([
  'picture',
  'gallery',
  'table',
  'embed',
  'file',
  'quotation',
  'pullQuote',
  'preformatted',
]);

function leftOver(taken: boolean, caption: Inline[]): Block[] {
  return taken || caption.length === 0 ? [] : [newParagraph(joinTexts(caption))];
}

function isCredit(piece: Inline): boolean {
  return piece.marks?.includes(creditMark) === true;
}

function trimBreaks(content: Inline[]): Inline[] {
  const first = content.findIndex((piece) => piece.type === 'text');
  const last = content.findLastIndex((piece) => piece.type === 'text');
  return content.slice(first, last + 1);
}
