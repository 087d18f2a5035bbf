import type { Block, Inline, Paragraph, Quotation } from '../document.ts';
import { addAll } from './add-all.ts';
import {
  asParagraphs,
  joinTexts,
  newParagraph,
  speakerLine,
  wordsAsParagraph,
  wordsOf,
} from './as-paragraphs.ts';
import type { QuotationFrame } from './frames.ts';
import { citeMark, plainMarks } from './marks.ts';

/** A quotation holds paragraphs. Pictures and the like part it; the speaker belongs to the last part. */
export function settleQuotation({ id, speaker, role, content }: QuotationFrame): Block[] {
  const blocks: Block[] = [];
  let part: Quotation | null = null;
  for (const block of content) {
    const words = asParagraphs(block);
    if (!words) {
      blocks.push(block);
      part = null;
      continue;
    }
    if (!part) {
      part = {
        type: 'quotation',
        attrs: { id: blocks.length === 0 ? id : '', speaker: null, role: null },
        content: [],
      };
      blocks.push(part);
    }
    addAll(part.content, words);
  }
  const last = blocks.findLast((block) => block.type === 'quotation');
  if (!last) return [...blocks, ...wordsAsParagraph(speakerLine(speaker, role))];
  Object.assign(last.attrs, speaker === null && role === null ? takeCitedSpeaker(last) : { speaker, role });
  for (const paragraph of last.content) paragraph.content = joinTexts(paragraph.content.map(plainEmphasis));
  return blocks;
}

/** "Anna Kovač, mayor of Brod": the name to the first comma, then what the speaker is. */
export function readSpeaker(words: string): { speaker: string | null; role: string | null } {
  const line = readAttribution(words) ?? '';
  const comma = line.indexOf(',');
  if (comma <= 0) return { speaker: line || null, role: null };
  return { speaker: line.slice(0, comma).trim(), role: line.slice(comma + 1).trim() || null };
}

/** Without the dash in front of it. */
export function readAttribution(words: string): string | null {
  return words.replace(/^[\s\u2010-\u2015~-]+/, '').trim() || null;
}

/** Takes the speaker out of a quotation whose last line stands in a `<cite>`. */
function takeCitedSpeaker(quotation: Quotation): { speaker: string | null; role: string | null } {
  const none = { speaker: null, role: null };
  const last = quotation.content.at(-1) as Paragraph;
  const from = citedFrom(last.content);
  if (from === null || (from === 0 && quotation.content.length === 1)) return none;
  const cited = last.content.splice(from);
  if (from === 0) quotation.content.pop();
  else last.content.pop();
  return readSpeaker(wordsOf([newParagraph(cited)]));
}

/** Where the cited last line begins: at the start of the paragraph or after a break; null where there is none. */
function citedFrom(content: readonly Inline[]): number | null {
  let from = content.length;
  while (from > 0 && isCited(content[from - 1] as Inline)) from--;
  if (from === content.length) return null;
  return from === 0 || content[from - 1]?.type === 'hardBreak' ? from : null;
}

function isCited(piece: Inline): boolean {
  return piece.type === 'text' && piece.marks?.includes(citeMark) === true;
}

function plainEmphasis(piece: Inline): Inline {
  return piece.marks?.includes(citeMark)
    ? { ...piece, marks: piece.marks.map((mark) => (mark === citeMark ? plainMarks.emphasis : mark)) }
    : piece;
}
