/** What any block is where only paragraphs may stand, as in a cell of a table or in a quotation. */

import type { Block, Inline, ListItem, Paragraph, Preformatted } from '../document.ts';
import { addAll } from './add-all.ts';
import { noMarks, plainMarks, sameMarks, withMark } from './marks.ts';

/** The words of a block as paragraphs, or null where it is more than words and must stand elsewhere. */
export function asParagraphs(block: Block | ListItem): Paragraph[] | null {
  switch (block.type) {
    case 'paragraph':
      return [block];
    case 'crosshead':
      return [newParagraph(block.content.map(strong), block.attrs.id)];
    case 'pullQuote':
      return [newParagraph(block.content, block.attrs.id), ...wordsAsParagraph(block.attrs.attribution)];
    case 'preformatted':
      return [newParagraph(rowsOf(block), block.attrs.id)];
    case 'list':
    case 'listItem':
      return allAsParagraphs(block.content);
    case 'quotation':
      return [...block.content, ...wordsAsParagraph(speakerLine(block.attrs.speaker, block.attrs.role))];
    case 'factBox': {
      const inside = allAsParagraphs(block.content);
      return inside && [...wordsAsParagraph(block.attrs.title), ...inside];
    }
    default:
      return null;
  }
}

export function newParagraph(content: Inline[], id = ''): Paragraph {
  return { type: 'paragraph', attrs: { id }, content };
}

export function wordsAsParagraph(words: string | null): Paragraph[] {
  return words ? [newParagraph([{ type: 'text', text: words }])] : [];
}

export function speakerLine(speaker: string | null, role: string | null): string {
  return [speaker, role].filter(Boolean).join(', ');
}

/** Several paragraphs as one run of text with breaks between. */
export function joinLines(paragraphs: readonly Paragraph[]): Inline[] {
  const all: Inline[] = [];
  for (const { content } of paragraphs) {
    if (all.length > 0) all.push({ type: 'hardBreak' });
    addAll(all, content);
  }
  return all;
}

/** The words of paragraphs as plain text. */
export function wordsOf(paragraphs: readonly Paragraph[]): string {
  return joinLines(paragraphs)
    .map((piece) => (piece.type === 'text' ? piece.text : ' '))
    .join('')
    .trim();
}

/** Puts texts together that carry the same marks. */
export function joinTexts(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const piece of content) {
    const last = joined.at(-1);
    if (
      last?.type === 'text' &&
      piece.type === 'text' &&
      sameMarks(last.marks ?? noMarks, piece.marks ?? noMarks)
    ) {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined;
}

function allAsParagraphs(blocks: readonly (Block | ListItem)[]): Paragraph[] | null {
  const all: Paragraph[] = [];
  for (const block of blocks) {
    const paragraphs = asParagraphs(block);
    if (!paragraphs) return null;
    addAll(all, paragraphs);
  }
  return all;
}

function strong(piece: Inline): Inline {
  return piece.type === 'text'
    ? { ...piece, marks: [...withMark(piece.marks ?? noMarks, plainMarks.strong)] }
    : piece;
}

function rowsOf(block: Preformatted): Inline[] {
  const text = block.content.map((piece) => piece.text).join('');
  const marks = block.attrs.kind === 'code' ? { marks: [plainMarks.code] } : {};
  return text
    .split('\n')
    .flatMap((row, at): Inline[] => [
      ...(at > 0 ? [{ type: 'hardBreak' as const }] : []),
      ...(row === '' ? [] : [{ type: 'text' as const, text: row, ...marks }]),
    ]);
}
