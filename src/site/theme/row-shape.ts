import type { CardView, RowShape, SectionRowView } from '../view.ts';

/** How a row stands: its shape, and its cards in the order in which they fill it. */
export type ShapedRow = {
  readonly row: SectionRowView;
  readonly shape: RowShape;
  readonly cards: readonly CardView[];
};

/** The shapes a row without one of its own would like to take, by its place on the page. */
const RHYTHM: readonly RowShape[] = ['picture', 'three', 'list', 'three', 'picture', 'list'];

/** Pictures a shape must have, or it would tear holes into the page. */
const PICTURES_NEEDED: Readonly<Record<RowShape, number>> = {
  picture: 1,
  three: 3,
  list: 0,
  opinion: 0,
  pair: 0,
};

/** Gives each row the shape its pictures allow, so that no two neighbours without a shape of their own are alike. */
export function shapeRows(rows: readonly SectionRowView[]): ShapedRow[] {
  const shaped: ShapedRow[] = [];
  for (const [index, row] of rows.entries()) {
    const shape = row.shape ?? chooseShape(row.cards, index, shaped.at(-1)?.shape);
    const fits = count(row.cards) >= PICTURES_NEEDED[shape];
    shaped.push({
      row,
      shape: fits ? shape : 'list',
      cards: row.shape ? row.cards : inOrder(row.cards, shape),
    });
  }
  return shaped;
}

function chooseShape(cards: readonly CardView[], index: number, before: RowShape | undefined): RowShape {
  if (cards.length > 0 && cards.every((card) => card.portrait)) return 'opinion';
  const wishes = [RHYTHM[index % RHYTHM.length] ?? 'list', 'picture', 'three', 'list'] as const;
  const pictures = count(cards);
  return wishes.find((shape) => shape !== before && pictures >= PICTURES_NEEDED[shape]) ?? 'list';
}

/** Cards with pictures fill the places that show one; among equals the given order stays. */
function inOrder(cards: readonly CardView[], shape: RowShape): readonly CardView[] {
  const first = new Set(cards.filter((card) => card.picture).slice(0, PICTURES_NEEDED[shape]));
  return [...first, ...cards.filter((card) => !first.has(card))];
}

function count(cards: readonly CardView[]): number {
  return cards.filter((card) => card.picture).length;
}
