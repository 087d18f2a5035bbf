import type { Block, Paragraph, PremiumCut, Table, TableRow } from '../document.ts';
import { asParagraphs, newParagraph, wordsAsParagraph } from './as-paragraphs.ts';
import type { LooseCell, TableFrame } from './frames.ts';

/**
 * Cells hold paragraphs. Pictures and the like go behind the table. A table with one column, or with one cell that
 * holds anything, was made to place things on a page: what it holds stands by itself.
 */
export function settleTable({ id, caption, rows, content, keep }: TableFrame): Block[] {
  const filled = rows.filter((cells) => cells.length > 0);
  const all = filled.flat();
  if (all.length === 0) return [...content, ...wordsAsParagraph(caption)];
  if (!keep && caption === '' && isLayout(filled))
    return [...content, ...all.flatMap((cell) => cell.content)];
  const strays: Block[] = [];
  const cuts: PremiumCut[] = [];
  const table: Table = {
    type: 'table',
    attrs: { id, caption },
    content: filled.map((cells) => settleRow(cells, strays, cuts)),
  };
  const beside = [...cuts, ...content.filter((block) => block.type === 'premiumCut')];
  return [...beside, table, ...strays, ...content.filter((block) => block.type !== 'premiumCut')];
}

function isLayout(rows: readonly LooseCell[][]): boolean {
  const cells = rows.flat();
  if (cells.some((cell) => cell.attrs.header)) return false;
  return rows.every((row) => row.length === 1) || cells.filter((cell) => cell.content.length > 0).length <= 1;
}

function settleRow(cells: readonly LooseCell[], strays: Block[], cuts: PremiumCut[]): TableRow {
  return {
    type: 'tableRow',
    content: cells.map(({ attrs, content }) => {
      const words = content.flatMap((block) => settleInCell(block, strays, cuts));
      return { type: 'tableCell', attrs, content: words.length > 0 ? words : [newParagraph([])] };
    }),
  };
}

function settleInCell(block: Block, strays: Block[], cuts: PremiumCut[]): Paragraph[] {
  const words = asParagraphs(block);
  if (words) return words;
  if (block.type === 'premiumCut') cuts.push(block);
  else strays.push(block);
  return [];
}
